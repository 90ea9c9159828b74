import Simulator

/// Snapshots, and what logs give up for them (paper, section 7).
extension RaftSafety {
  /// The base of an agent's log has moved, to an entry that is committed.
  @inline(never)
  mutating func checkBase(
    _ log: Raft.Log, _ machine: RaftView, _ agent: AgentID, at time: Nanoseconds
  ) {
    let known = agents[agent.index]
    let base = RaftLogTree.Place(index: log.base, term: log.baseTerm)
    agents[agent.index].base = log.base
    if log.base < known.base {
      // A commit index that falls is told of as such.
      if machine.commitIndex < known.commitIndex { return }
      let who = "\(agent.description) has its log from \(base.text) on again"
      return fail(.snapshot, "\(who), which it had given up to \(known.base)", at: time)
    }
    guard isCommitted(base) else {
      let what = "\(agent.description) gave up its log up to \(base.text)"
      return fail(.snapshot, "\(what), which is not committed", at: time)
    }
    if known.firstRemoved == .max, log.lastIndex < known.log.index,
      tree.log(endingAt: known.log, holds: base)
    {
      let what = "\(agent.description) dropped its log up to \(known.log.text)"
      fail(.snapshot, "\(what), which follows its snapshot up to \(base.text)", at: time)
    }
    forgetCompacted()
  }

  private func isCommitted(_ place: RaftLogTree.Place) -> Bool {
    place.index <= committed.index
      && tree.place(at: place.index, ofLogEndingAt: committed) == place
  }

  /// A disk has a snapshot of its own agent's log, and that log without its start.
  mutating func compact(
    to base: Raft.Index, _ snapshot: Raft.Snapshot, _ agent: AgentID, at time: Nanoseconds
  ) {
    let index = agent.index
    let last = RaftLogTree.Place(of: snapshot)
    if base > last.index {
      let what = "the disk of \(agent.description) gave up its log up to \(base)"
      return fail(.durableState, "\(what), and its snapshot ends at \(last.text)", at: time)
    }
    agents[index].durableSnapshot = last
    agents[index].durableBase = max(agents[index].durableBase, base)
    compareLater(snapshot, agent)
  }

  /// A disk has a snapshot of a leader's log, and of its own log what follows.
  mutating func install(_ snapshot: Raft.Snapshot, _ agent: AgentID, at time: Nanoseconds) {
    let index = agent.index
    let last = RaftLogTree.Place(of: snapshot)
    guard tree.contains(last) || last.index < tree.floor.index else {
      let what = "\(agent.description) installed a snapshot up to \(last.text)"
      return fail(.snapshot, "\(what), which is in no log", at: time)
    }
    if !tree.log(endingAt: agents[index].durableLog, holds: last) {
      agents[index].durableLog = last
    }
    agents[index].durableSnapshot = last
    agents[index].durableBase = last.index
    compareLater(snapshot, agent)
  }

  /// Once the event is over, what was committed in it is known.
  private mutating func compareLater(_ snapshot: Raft.Snapshot, _ agent: AgentID) {
    newSnapshots.append((snapshot, agent))
    hasAnswers = true
  }

  /// Compares snapshots with what the committed log makes.
  @inline(never)
  mutating func checkSnapshots(at time: Nanoseconds) {
    for (snapshot, agent) in newSnapshots where violation == nil {
      check(snapshot, agent, at: time)
    }
    newSnapshots.removeAll()
    forgetCompacted()
  }

  private mutating func check(
    _ snapshot: Raft.Snapshot, _ agent: AgentID, at time: Nanoseconds
  ) {
    let last = RaftLogTree.Place(of: snapshot)
    let what = { "the snapshot of \(agent.description) up to \(last.text)" }
    if last.index < tree.floor.index { return }
    guard isCommitted(last) else {
      return fail(.snapshot, "\(what()) covers what is not committed", at: time)
    }
    let state = states.state(
      at: last.index, ofLogEndingAt: committed, tree, from: snapshot.store.emptied)
    guard let difference = snapshot.store.difference(from: state) else { return }
    fail(.snapshot, "\(what()) is not the state of the log there: \(difference)", at: time)
  }

  /// Entries are forgotten in lots of at least this number.
  private static var leastForgotten: Int { 1_024 }

  /// Forgets the entries that no agent has, and keeps what they make.
  private mutating func forgetCompacted() {
    let base = agents.map { min($0.base, $0.durableBase) }.min() ?? 0
    guard base >= tree.floor.index + RaftSafety.leastForgotten, base <= committed.index,
      violation == nil
    else { return }
    let held = membership.placed.map { tree.log(endingAt: committed, holds: $0.place) }
    membership.settle(upTo: base, held)
    states.forget(before: base, ofLogEndingAt: committed, tree)
    tree.prune(to: tree.place(at: base, ofLogEndingAt: committed))
  }
}

extension RaftLogTree.Place {
  /// The last entry that a snapshot covers; the root without one.
  init(of snapshot: Raft.Snapshot?) {
    self.init(index: snapshot?.lastIndex ?? 0, term: snapshot?.lastTerm ?? 0)
  }
}

extension Raft.Store {
  /// The first thing that this store has otherwise than another, in words; nil if they are the same.
  func difference(from other: Raft.Store) -> String? {
    let (own, others) = (records, other.records)
    for (record, otherRecord) in zip(own, others) where record != otherRecord {
      return "it has \(record.text), and not \(otherRecord.text)"
    }
    if own.count > others.count { return "it has \(own[others.count].text) besides" }
    return own.count < others.count ? "it lacks \(others[own.count].text)" : nil
  }
}

extension Raft.Snapshot.Record {
  /// As messages of checks write it.
  fileprivate var text: String {
    switch self {
    case .members(let members): members?.description ?? "all agents"
    case .format(let format): "format \(format)"
    case .value(let key, let value): "\(key)=\(value)"
    case .session(let record, let client, _): "command \(record.sequence) of session \(client)"
    }
  }
}
