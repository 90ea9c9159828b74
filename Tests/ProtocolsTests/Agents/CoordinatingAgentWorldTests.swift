import Protocols
import Simulator
import Testing

@Suite("One agent, one disk, one life")
struct CoordinatingAgentWorldTests {
  typealias AgentWorld = World<CoordinatingAgent, Script, Sends>

  /// One request a client, to the agent of the same number, at one second.
  struct Script: Load {
    typealias Subject = CoordinatingAgent
    typealias Note = Nothing
    var requests: [CoordinatingAgent.Request]
    var replies: [CoordinatingAgent.Reply] = []

    var clientCount: Int { requests.count }
    mutating func start(_ client: Int32, _ turn: inout LoadTurn<Self>) {
      turn.wake(client, alarm: 0, after: .second)
    }
    mutating func wake(_ client: Int32, _ alarm: Int32, _ turn: inout LoadTurn<Self>) {
      turn.submit(
        requests[Int(client)], RequestID(client: client, attempt: 1), to: AgentID(Int(client) % 3))
    }
    mutating func receive(
      _ reply: CoordinatingAgent.Reply, to id: RequestID, from agent: AgentID,
      _ turn: inout LoadTurn<Self>
    ) {
      replies.append(reply)
    }
  }

  /// When messages of each pattern were first sent to others, and what was written.
  struct Sends: Observer {
    typealias Subject = CoordinatingAgent
    typealias LoadNote = Nothing
    var first: [CoordinatingAgent.Pattern: Nanoseconds] = [:]

    mutating func sent(
      _ message: CoordinatingAgent.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
      at time: Nanoseconds
    ) {
      let pattern: CoordinatingAgent.Pattern =
        switch message {
        case .deliberation: .deliberation
        case .election: .election
        case .synchronisation: .synchronisation
        case .barrier: .barrier
        }
      if source != target, first[pattern] == nil { first[pattern] = time }
    }
  }

  static func world(
    _ requests: [CoordinatingAgent.Request] = [], flush: Nanoseconds = 0
  ) -> AgentWorld {
    let profiles = (0..<3).map { Profile(id: AgentID($0), clusterSize: 3) }
    var settings = CoordinatingAgentTests.settings
    settings.election.directory = Election.Directory(profiles)
    let disk = DiskConditions(flush: .constant(flush))
    let conditions = Conditions(
      agents: profiles,
      network: NetworkConditions(
        link: LinkClass(delay: .constant(.millisecond)), clientLink: LinkClass()),
      disks: [disk, disk, disk])
    return AgentWorld(
      conditions, settings, load: Script(requests: requests), observer: Sends(), seed: 1)
  }

  @Test func `what one part wrote holds back what another says`() {
    var instant = Self.world()
    instant.run(until: .second)
    var slow = Self.world(flush: 200 * .millisecond)
    slow.run(until: .second)
    // The first write is deliberation's, of its epoch; the election that starts with it writes nothing.
    let free = instant.observer.first[.election]
    let held = slow.observer.first[.election]
    #expect(free != nil && free! < 200 * .millisecond)
    #expect(held != nil && held! >= 200 * .millisecond)
  }

  @Test func `every part serves its clients, and every part's disk is there after a crash`() {
    let barrier = Barrier.Instance(0)
    let requests: [CoordinatingAgent.Request] = [
      .barrier(.create(barrier, .count(1), deadline: 10 * .second)),
      .synchronisation(.write(variable: 3, amount: 9)),
      .deliberation(.propose(variable: 1, value: 5, expectedVersion: nil)),
      .barrier(.wait(barrier)),
    ]
    var world = Self.world(requests)
    world.run(until: 3 * .second)
    let before = world.machine(of: n1)
    #expect(before.deliberation.state(of: 1).version == 1)
    #expect(before.synchronisation.value(of: 3) == 9)
    #expect(before.election.leader(of: .global) != nil)
    #expect(world.load.replies.contains(.barrier(.created)))
    let disk = world.storage(of: n1)
    #expect(disk.deliberation.raft.log.lastIndex >= 2)
    #expect(!disk.synchronisation.replica.delivered.isEmpty)
    #expect(disk.election.record(of: .global) != nil)
    #expect(disk.barrier.generations.count == 1)

    world.crash(n1)
    world.run(until: 4 * .second)
    world.restart(n1)
    world.run(until: 8 * .second)
    let after = world.machine(of: n1)
    #expect(after.deliberation.epoch == before.deliberation.epoch + 1)
    #expect(after.deliberation.state(of: 1) == before.deliberation.state(of: 1))
    #expect(after.synchronisation.value(of: 3) == 9)
    #expect(after.election.leader(of: .global) != nil)
    #expect(world.storage(of: n1).barrier.incarnation == 2)
    #expect(world.storage(of: n1).barrier.generations.first?.outcome != nil)
  }

  @Test func `the newest record is lost only if its part can lose it`() {
    var storage = CoordinatingAgent.Storage()
    let isHarmedWhenEmpty = storage.corruptTail()
    #expect(!isHarmedWhenEmpty)
    storage.apply(.deliberation(.raft(.append(after: 0, noops(1, 1)))))
    storage.apply(.election(.acknowledged(.global, 3, n2)))
    var copy = storage
    let isHarmed = copy.corruptTail()
    #expect(!isHarmed && copy == storage)
    storage.apply(.deliberation(.raft(.term(2, votedFor: nil))))
    let isEntryLost = storage.corruptTail()
    #expect(isEntryLost)
    #expect(storage.deliberation.raft.log.lastIndex == 1)
    #expect(storage.election.record(of: .global)?.term == 3)
  }

  @Test func `a torn write keeps what its part keeps`() {
    var storage = CoordinatingAgent.Storage()
    storage.tear(.election(.acknowledged(.global, 3, n2)), kept: .max)
    #expect(storage == CoordinatingAgent.Storage())
    storage.tear(.deliberation(.raft(.append(after: 0, noops(1, 1)))), kept: 1 << 31)
    #expect(storage.deliberation.raft.log.lastIndex == 1)
  }
}
