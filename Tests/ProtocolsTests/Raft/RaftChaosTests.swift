import Simulator
import Testing

@testable import Protocols

/// Random schedules over a small cluster, with the paper's safety properties checked at each step.
@Suite("Raft figure 3 Safety under random schedules")
struct RaftChaosTests {
  /// What the properties are checked against.
  private struct Ledger {
    var leaders: [Raft.Term: AgentID] = [:]
    var committed: [Raft.Entry] = []
    /// Which of `committed` each agent is known to agree with.
    var checked: [Raft.Index]

    /// The state after each committed entry.
    var states: [Raft.Store] = [Raft.Store()]

    /// What an agent has applied, with snapshots or without, is what the committed log makes.
    private mutating func check(_ machine: Raft) {
      while states.count <= committed.count {
        var state = states[states.count - 1]
        _ = state.apply(committed[states.count - 1].command, at: states.count)
        states.append(state)
      }
      guard machine.appliedIndex < states.count else { return }
      let difference = machine.store.difference(from: states[machine.appliedIndex])
      #expect(difference == nil, "the state at \(machine.appliedIndex)")
    }

    mutating func check(_ cluster: TestCluster) {
      for (agent, note) in cluster.notes {
        guard case .becameLeader(let term, _, _) = note else { continue }
        #expect(leaders.updateValue(agent, forKey: term) ?? agent == agent, "two led \(term)")
      }
      for (index, machine) in cluster.machines.enumerated() {
        guard let machine else {
          checked[index] = 0
          continue
        }
        #expect(
          machine.commitIndex >= checked[index] && machine.appliedIndex == machine.commitIndex)
        #expect(machine.log.lastIndex >= machine.commitIndex)
        // Once calm has come, logs may have given up what was committed meanwhile; their states are compared.
        if machine.log.base > committed.count { continue }
        // What it has by a snapshot is compared as a state.
        checked[index] = max(checked[index], machine.log.base)
        while checked[index] < min(machine.commitIndex, machine.log.lastIndex) {
          checked[index] += 1
          let entry = machine.log[checked[index]]
          if committed.count < checked[index] { committed.append(entry) }
          #expect(committed[checked[index] - 1] == entry, "committed entries differ")
        }
        check(machine)
      }
    }
  }

  /// Agents on different sides, bits of `sides`, do not hear each other.
  private static func act(
    _ cluster: inout TestCluster, _ sides: inout UInt64, _ random: inout RandomStream
  ) {
    let agent = AgentID(Int(random.below(UInt64(cluster.machines.count))))
    switch random.below(200) {
    case 0..<150: deliver(&cluster, sides, &random)
    case 150..<154: if !cluster.wire.isEmpty { _ = cluster.take(at: place(cluster, &random)) }
    case 154..<162: expire(.election, agent, &cluster)
    case 162..<172: expire(.heartbeat, agent, &cluster)
    case 172..<174: expire(.quorum, agent, &cluster)
    case 174..<178: expire(.flush, agent, &cluster)
    case 178..<190:
      let number = Int32(random.below(1000))
      cluster.accept(
        write(number, Int64(number)), RequestID(client: 7, attempt: number), at: agent)
    case 190: cluster.stalled.insert(agent)
    case 191..<194: cluster.finishWrites(of: agent)
    case 194: cluster.crash(agent)
    case 195..<198: if cluster.machines[agent.index] == nil { cluster.start(agent) }
    case 198: sides = random.next()
    default: sides = random.next() & random.next()
    }
    cluster.now += Int64(random.below(20)) * .millisecond
  }

  private static func place(_ cluster: TestCluster, _ random: inout RandomStream) -> Int {
    Int(random.below(UInt64(cluster.wire.count)))
  }

  /// Any message under way may be next, and one in ten stays to be delivered again.
  private static func deliver(
    _ cluster: inout TestCluster, _ sides: UInt64, _ random: inout RandomStream
  ) {
    if cluster.wire.isEmpty { return }
    let packet = cluster.take(at: random.below(4) == 0 ? place(cluster, &random) : 0)
    let isCut =
      (sides >> UInt64(packet.source.index)) & 1 != (sides >> UInt64(packet.target.index)) & 1
    if isCut { return }
    if random.below(10) == 0 && packet.source != packet.target { cluster.wire.append(packet) }
    cluster.deliver(packet)
  }

  private static func expire(_ timer: Raft.Timer, _ agent: AgentID, _ cluster: inout TestCluster) {
    if cluster.armed[agent.index][timer.rawValue] { cluster.expire(timer, of: agent) }
  }

  @Test(arguments: 0..<96)
  func `no schedule breaks safety, and calm brings everybody together`(seed: Int) {
    var random = RandomStream(seed: UInt64(seed), .test)
    var settings = Raft.Settings.fixed(
      preVote: seed & 1 != 0, checkQuorum: seed & 2 != 0,
      maxEntriesPerMessage: seed & 4 != 0 ? 2 : 256, maxInFlight: seed & 8 != 0 ? 1 : 4)
    if seed & 32 != 0 {
      settings.snapshotEvery = 1 + seed % 9
      settings.snapshotTrailing = seed % 4
      settings.snapshotChunk = 1 + seed % 5
    }
    var cluster = TestCluster(seed & 16 != 0 ? 5 : 3, settings)
    var ledger = Ledger(checked: Array(repeating: 0, count: cluster.machines.count))
    var sides: UInt64 = 0
    for _ in 0..<4000 {
      RaftChaosTests.act(&cluster, &sides, &random)
      ledger.check(cluster)
      cluster.notes = []
    }
    RaftChaosTests.calm(&cluster)
    ledger.check(cluster)
    let leader = cluster.machines.compactMap(\.self).max { $0.term < $1.term }
    #expect(cluster.machines.allSatisfy { $0?.log.lastIndex == leader?.log.lastIndex })
    #expect(cluster.machines.allSatisfy { $0?.log.lastTerm == leader?.log.lastTerm })
    if let leader {
      let differences = cluster.machines.compactMap { $0?.store.difference(from: leader.store) }
      #expect(differences.isEmpty)
    }
    if settings.snapshotEvery == nil {
      #expect(cluster.machines.allSatisfy { $0?.log == leader?.log })
    }
    #expect(cluster.machines.allSatisfy { $0?.commitIndex == leader?.log.lastIndex })
    // Of what was committed in the calm and compacted at once the ledger has nothing.
    #expect(leader?.log.lastIndex ?? 0 > 5)
  }

  /// Everybody runs and hears; one agent after another gets its chance to lead.
  private static func calm(_ cluster: inout TestCluster) {
    let agents = cluster.machines.indices.map { AgentID($0) }
    for agent in agents {
      if cluster.machines[agent.index] == nil { cluster.start(agent) }
      cluster.finishWrites(of: agent)
    }
    cluster.settle()
    // Who led in the past must not be heard of any more, or nobody would be voted for.
    for agent in agents + agents + agents {
      cluster.now += .second
      for other in agents where cluster[other].role == .leader {
        expire(.quorum, other, &cluster)
        expire(.quorum, other, &cluster)
      }
      expire(.election, agent, &cluster)
      cluster.settle()
    }
    for _ in 0..<4 {
      for agent in agents where cluster[agent].role == .leader {
        expire(.flush, agent, &cluster)
        cluster.heartbeat(of: agent)
      }
    }
  }
}
