import Simulator

@testable import Protocols

/// A cluster whose every observation is made by hand, under the checks.
struct WatchedRaft {
  var checks = RaftInvariants<Nothing>(agentCount: 5)
  var machines: [Raft]
  var disks = Array(repeating: Raft.Storage(), count: 5)

  init() {
    machines = (0..<5).map { Raft(Profile(id: AgentID($0), clusterSize: 5), .fixed()) }
    for agent in machines.indices { start(AgentID(agent)) }
  }

  /// The name of the check that fired, or nil.
  var fired: String? { checks.violation?.check }

  /// One step of an agent: what it does to itself, its notes and its durable writes.
  mutating func step(
    _ agent: AgentID, notes: [Raft.Note] = [], writes: [Raft.Storage.Write] = [],
    _ change: (inout Raft) -> Void = { _ in }
  ) {
    change(&machines[agent.index])
    for note in notes { checks.noted(note, by: agent, at: 0) }
    for write in writes { persist(agent, write) }
    checks.stepped(machines[agent.index], agent, at: 0)
    checks.ended(eventNumber: 0, Digest(), at: 0)
  }

  mutating func persist(_ agent: AgentID, _ write: Raft.Storage.Write) {
    disks[agent.index].apply(write)
    checks.becameDurable(write, disks[agent.index], of: agent, at: 0)
  }

  /// A process starts from its disk.
  mutating func start(_ agent: AgentID, _ change: (inout Raft) -> Void = { _ in }) {
    checks.changed(agent, .started(.intact), at: 0)
    let disk = disks[agent.index]
    machines[agent.index] = Raft(Profile(id: agent, clusterSize: 5), .fixed())
    step(agent) {
      $0.term = disk.term
      $0.votedFor = disk.votedFor
      $0.log = disk.log
      change(&$0)
    }
  }

  mutating func crash(_ agent: AgentID) { checks.changed(agent, .crashed, at: 0) }

  /// An agent takes a term, durably.
  mutating func enter(_ term: Raft.Term, _ agents: AgentID..., votingFor candidate: AgentID? = nil)
  {
    for agent in agents {
      step(agent, writes: [.term(term, votedFor: candidate)]) {
        $0.term = term
        $0.votedFor = candidate
        $0.role = .follower
      }
    }
  }

  /// An agent takes a term and wins it.
  mutating func lead(_ agent: AgentID, _ term: Raft.Term, isNoted: Bool = true) {
    enter(term, agent, votingFor: agent)
    let log = machines[agent.index].log
    let note = Raft.Note.becameLeader(term, lastIndex: log.lastIndex, lastTerm: log.lastTerm)
    step(agent, notes: isNoted ? [note] : []) {
      $0.role = .leader
      $0.progress = Array(repeating: Raft.Progress(next: 1, probe: nil), count: 5)
    }
  }

  /// Puts entries after an index, of the log and of the disk, and says so if some were removed.
  mutating func store(
    _ agent: AgentID, after index: Raft.Index, _ entries: [Raft.Entry], isDurable: Bool = true,
    isNoted: Bool = true
  ) {
    let last = machines[agent.index].log.lastIndex
    let note = Raft.Note.truncated(first: index + 1, last: last)
    step(
      agent, notes: index < last && isNoted ? [note] : [],
      writes: isDurable ? [.append(after: index, entries)] : []
    ) {
      $0.log.truncate(after: index)
      $0.log.append(entries)
    }
  }

  mutating func commit(_ agent: AgentID, _ index: Raft.Index) {
    step(agent) {
      $0.commitIndex = index
      $0.appliedIndex = index
    }
  }

  /// A follower's answer is heard and makes its leader take this much to match.
  mutating func match(_ leader: AgentID, _ follower: AgentID, _ index: Raft.Index) {
    checks.delivered(
      .appendReply(Raft.AppendReply(term: 0, stamp: 0, .matched(index))), from: follower,
      to: leader, sentAt: 0, at: 0)
    step(leader) { $0.progress[follower.index].match = index }
  }

  /// n1 leads term 1; its entry, and n2's and n3's copies, are durable.
  static func withOneEntry() -> WatchedRaft {
    var raft = WatchedRaft()
    raft.lead(n1, 1)
    raft.enter(1, n2, n3, n4, n5)
    for agent in [n1, n2, n3] { raft.store(agent, after: 0, [entry(1, 1, 11)]) }
    return raft
  }
}
