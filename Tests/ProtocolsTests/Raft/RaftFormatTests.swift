import Simulator
import Testing

@testable import Protocols

/// Entries of several formats, and what lets a new one be written.
@Suite("Raft formats of entries")
struct RaftFormatTests {
  private static func settings(
    _ format: UInt8, _ gate: Raft.FormatGate = .open
  ) -> Raft.Settings {
    var settings = Raft.Settings.fixed()
    settings.entryFormat = format
    settings.formatGate = gate
    return settings
  }

  private static func entries(_ formats: UInt8...) -> [Raft.Entry] {
    formats.map { Raft.Entry(term: 1, .noop, format: $0) }
  }

  /// The formats of all entries of a log.
  private func formats(_ agent: TestAgent) -> [UInt8] {
    agent.machine.log.entries.map { $0.format }
  }

  private func announcement(_ effects: [Effect<Raft>]) -> [Effect<Raft>] {
    effects.filter { if case .sendAhead(.format, _) = $0 { true } else { false } }
  }

  @Test func `without a gate a version writes its newest format at once`() {
    var agent = TestAgent.leader(Self.settings(3))
    agent.accept(write(1, 10), attempt(1))
    #expect(formats(agent) == [3, 3])
  }

  @Test func `a version reads its own format and those before it`() {
    var agent = TestAgent(n2, of: 3, Self.settings(2))
    let effects = agent.receive(TestAgent.append(1, after: 0, 0, Self.entries(1, 2)), from: n1)
    #expect(effects.contains(.send(TestAgent.reply(1, .matched(2)), to: n1)))
    #expect(!agent.machine.isHalted)
  }

  @Test func `an agent that is sent what its version does not read stops for good`() {
    var agent = TestAgent(n2, of: 3, Self.settings(1))
    let effects = agent.receive(TestAgent.append(1, after: 0, 0, Self.entries(1, 2)), from: n1)
    #expect(
      effects.suffix(2) == [.cancelTimer(.election), .note(.unreadable(at: 2, format: 2))])
    #expect(agent.machine.isHalted && agent.machine.log.lastIndex == 0)
    #expect(agent.receive(TestAgent.heartbeat(1), from: n1) == [])
    #expect(agent.receive(TestAgent.requestVote(9), from: n3) == [])
    #expect(agent.accept(write(1, 10), attempt(1)) == [])
    #expect(agent.step { _ = $0.obey(0, of: AgentSet(), &$1) } == [])
  }

  @Test func `an agent that finds on its disk what its version does not read does not start`() {
    var storage = disk(1)
    storage.apply(.append(after: 0, Self.entries(1, 1, 2)))
    for (format, effects) in [
      (2 as UInt8, [Effect<Raft>.setTimer(.election, after: .ms(150))]),
      (1, [.cancelTimer(.election), .note(.unreadable(at: 3, format: 2))]),
    ] {
      var agent = TestAgent(n1, of: 3, Self.settings(format))
      #expect(agent.step { $0.start(from: storage, .intact, &$1) } == effects)
      #expect(agent.machine.isHalted == (format == 1))
    }
  }

  @Test func `entries of an unreadable format are found far into a log`() {
    var storage = disk(1)
    storage.apply(.append(after: 0, Array(repeating: Self.entries(1)[0], count: 3000)))
    storage.apply(.append(after: 3000, Self.entries(2)))
    var agent = TestAgent(n1, of: 3, Self.settings(1))
    #expect(
      agent.step { $0.start(from: storage, .intact, &$1) }.last
        == .note(.unreadable(at: 3001, format: 2)))
  }

  @Test func `a follower tells its leader what it reads, once a heartbeat, until it is final`() {
    var agent = TestAgent(n2, of: 3, Self.settings(2, .members))
    let told = [Effect<Raft>.sendAhead(.format(term: 1, newest: 2), to: n1)]
    #expect(announcement(agent.receive(TestAgent.heartbeat(1), from: n1)) == told)
    agent.now += .ms(49)
    #expect(announcement(agent.receive(TestAgent.heartbeat(1), from: n1)) == [])
    agent.now += .ms(1)
    let finalize = Raft.Entry(term: 1, .finalize(format: 2), format: 2)
    let append = TestAgent.append(1, after: 0, 0, [finalize], commit: 1)
    let effects = agent.receive(append, from: n1)
    #expect(announcement(effects) == told)
    #expect(effects.contains(.note(.formatFinalized(2))))
    agent.now += .ms(50)
    #expect(announcement(agent.receive(TestAgent.heartbeat(1), from: n1)) == [])
  }

  @Test func `an agent without a gate, or of the old version, tells nobody`() {
    for settings in [Self.settings(1), Self.settings(2, .open)] {
      var agent = TestAgent(n2, of: 3, settings)
      #expect(announcement(agent.receive(TestAgent.heartbeat(1), from: n1)) == [])
    }
  }

  @Test func `the log says that a format may be written once every member was heard to read it`() {
    var agent = TestAgent.leader(Self.settings(2, .members))
    agent.receive(.format(term: 1, newest: 2), from: n2)
    agent.accept(write(1, 10), attempt(1))
    #expect(formats(agent) == [1, 1])
    agent.receive(.format(term: 1, newest: 3), from: n3)
    #expect(agent.machine.log[3].command == .finalize(format: 2))
    // Written as before until that is committed.
    agent.accept(write(2, 20), attempt(2))
    agent.expire(.flush)
    agent.receive(.stored(term: 1, index: 4), from: n1)
    let effects = agent.receive(TestAgent.reply(1, stamp: 2, .matched(4)), from: n2)
    #expect(effects.contains(.note(.formatFinalized(2))))
    agent.accept(write(3, 30), attempt(3))
    #expect(formats(agent) == [1, 1, 2, 1, 2])
    #expect(agent.machine.store.format == 2)
  }

  @Test func `what a member told long ago, or in another term, does not count`() {
    var agent = TestAgent.leader(Self.settings(2, .members))
    agent.receive(.format(term: 1, newest: 2), from: n2)
    agent.now += .ms(150)
    agent.receive(.format(term: 1, newest: 2), from: n3)
    #expect(agent.machine.log.lastIndex == 1)
    agent.receive(.format(term: 0, newest: 2), from: n2)
    #expect(agent.machine.log.lastIndex == 1)
    agent.receive(.format(term: 1, newest: 2), from: n2)
    #expect(agent.machine.log.lastIndex == 2)
  }

  @Test func `an agent that waits for an order finalizes when it is told, and not before`() {
    var agent = TestAgent.leader(Self.settings(2, .order))
    let finalize = Raft.orderNames.firstIndex(of: "finalize") ?? -1
    for member in [n2, n3] { agent.receive(.format(term: 1, newest: 2), from: member) }
    #expect(agent.machine.log.lastIndex == 1)
    var isObeyed = false
    _ = agent.step { isObeyed = $0.obey(finalize, of: AgentSet(), &$1) }
    #expect(isObeyed && agent.machine.log.lastIndex == 2)
    _ = agent.step { isObeyed = $0.obey(finalize, of: AgentSet(), &$1) }
    #expect(!isObeyed && agent.machine.log.lastIndex == 2)
  }

  private static let finalize = Raft.orderNames.firstIndex(of: "finalize") ?? -1

  @Test func `an order to finalize waits until every member reads the format`() {
    var agent = TestAgent.leader(Self.settings(2, .order))
    _ = agent.step { _ = $0.obey(Self.finalize, of: AgentSet(), &$1) }
    agent.receive(.format(term: 1, newest: 2), from: n2)
    #expect(agent.machine.log.lastIndex == 1)
    agent.receive(.format(term: 1, newest: 2), from: n3)
    #expect(agent.machine.log.lastIndex == 2)
  }

  @Test func `no order finalizes a format behind another gate, or in the old version`() {
    for settings in [Self.settings(1), Self.settings(2, .open), Self.settings(2, .members)] {
      var agent = TestAgent.leader(settings)
      var isObeyed = true
      _ = agent.step { isObeyed = $0.obey(Self.finalize, of: AgentSet(), &$1) }
      #expect(!isObeyed)
    }
  }

  @Test func `formats have no size of their own, and entries are as large as before`() {
    #expect(MemoryLayout<Raft.Entry>.stride == 40)
  }

  // MARK: The check

  @Test func `an agent that met an unreadable entry is seen`() {
    var raft = WatchedRaft.withOneEntry()
    raft.step(n4, notes: [.unreadable(at: 7, format: 2)])
    #expect(raft.fired == "readable entries")
    #expect(
      raft.checks.violation?.message
        == "n4 met entry 7 of format 2, which its version does not read")
  }

  /// A cluster in which the first agents run a version of format 2.
  private func mixed(_ newer: Int) -> WatchedRaft {
    var raft = WatchedRaft()
    for agent in 0..<newer {
      let profile = Profile(id: AgentID(agent), clusterSize: 5)
      raft.machines[agent] = Raft(profile, Self.settings(2))
      raft.step(AgentID(agent))
    }
    return raft
  }

  @Test func `an agent that takes an unreadable entry in and says nothing is seen`() {
    var raft = mixed(2)
    raft.lead(n1, 1)
    raft.enter(1, n2, n3)
    let entries = Self.entries(1, 2, 1)
    raft.store(n1, after: 0, entries)
    raft.store(n3, after: 0, Array(entries[..<1]))
    #expect(raft.fired == nil)
    raft.store(n3, after: 1, Array(entries[1...]))
    #expect(raft.fired == "readable entries")
  }

  @Test func `agents of the new version hold both formats, and those of the old one their own`() {
    var raft = mixed(3)
    raft.lead(n1, 1)
    raft.enter(1, n2, n3, n4)
    let entries = Self.entries(1, 2)
    for agent in [n1, n2, n3] { raft.store(agent, after: 0, entries) }
    raft.store(n4, after: 0, Array(entries[..<1]))
    raft.commit(n1, 2)
    // The old one is upgraded, and takes the rest.
    raft.crash(n4)
    raft.start(n4)
    raft.machines[3] = {
      var machine = Raft(Profile(id: n4, clusterSize: 5), Self.settings(2))
      machine.term = raft.machines[3].term
      machine.votedFor = raft.machines[3].votedFor
      machine.log = raft.machines[3].log
      return machine
    }()
    raft.store(n4, after: 1, Array(entries[1...]))
    #expect(raft.fired == nil)
  }
}
