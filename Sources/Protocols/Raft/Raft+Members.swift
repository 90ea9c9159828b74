import Simulator

/// The configuration follows the log: the newest that the log has is in force, committed or not
/// (dissertation, 4.1); what is cut off takes it back.
extension Raft {
  /// The index of the entry whose configuration is in force; 0 of the one that the cluster starts with.
  var configurationIndex: Index { configurations.last?.index ?? 0 }

  /// The newest membership that is known to be committed, as a snapshot keeps it; nil where every agent votes
  /// for good.
  var settledMembers: Membership? {
    guard let oldest = configurations.first else { return nil }
    return oldest.index == 0 && settings.initialMembers == nil ? nil : oldest.members
  }

  /// Takes the configurations of a snapshot and a log that were read from a disk or sent by a leader.
  mutating func readConfigurations(_ turn: inout Turn<Raft>) {
    configurations = []
    awaitedConfiguration = .max
    let snapshot = compaction.latest
    if let members = snapshot?.members {
      // As of its last entry, whichever held it.
      configurations.append(PlacedMembership(index: snapshot?.lastIndex ?? 0, members: members))
    } else if let members = settings.initialMembers {
      configurations.append(PlacedMembership(index: 0, members: members))
    }
    var index = max(log.base, snapshot?.lastIndex ?? 0)
    while index < log.lastIndex {
      let (entries, start) = log.stretch(after: index)
      for entry in entries[(index - start)...] {
        index += 1
        if case .configure(let members) = entry.command { place(members, at: index) }
      }
    }
    if configurations.isEmpty {
      configuration = Configuration(
        voterCount: configuration.agentCount, halvesMajority: makes(.halvesMajority))
    } else {
      enforce()
    }
    if configurationIndex > 0, let last = configurations.last {
      turn.note(.configurationInForce(index: last.index, last.members))
    }
  }

  /// Heeds the configurations among entries that were put into the log behind an index.
  @inline(__always)
  mutating func heedConfigurations(
    in added: [Entry], after last: Index, _ turn: inout Turn<Raft>
  ) {
    for offset in added.indices {
      if case .configure(let members) = added[offset].command {
        adopt(members, at: last + 1 + offset, &turn)
      }
    }
  }

  /// A configuration was put into the log.
  @inline(never)
  mutating func adopt(_ members: Membership, at index: Index, _ turn: inout Turn<Raft>) {
    place(members, at: index)
    enforce()
    turn.note(.configurationInForce(index: index, members))
  }

  private mutating func place(_ members: Membership, at index: Index) {
    if configurations.isEmpty {
      let everybody = Membership(voters: Membership.first(configuration.agentCount))
      configurations.append(PlacedMembership(index: 0, members: everybody))
    }
    configurations.append(PlacedMembership(index: index, members: members))
    awaitedConfiguration = configurations[1].index
  }

  /// Entries after an index are gone, and with them the configurations that they held.
  @inline(never)
  mutating func takeBackConfigurations(after index: Index, _ turn: inout Turn<Raft>) {
    if makes(.keepsCutOff) { return }
    while let last = configurations.last, last.index > index { configurations.removeLast() }
    awaitedConfiguration = configurations.count > 1 ? configurations[1].index : .max
    enforce()
    if let last = configurations.last {
      turn.note(.configurationInForce(index: last.index, last.members))
    }
  }

  /// Configurations up to the commit index are settled: nothing before the last of them can come back.
  @inline(never)
  mutating func settleConfigurations(_ turn: inout Turn<Raft>) {
    while configurations.count > 1, configurations[1].index <= commitIndex {
      configurations.removeFirst()
      turn.note(
        .configurationCommitted(
          index: configurations[0].index, configurations[0].members, byLeader: role == .leader))
    }
    awaitedConfiguration = configurations.count > 1 ? configurations[1].index : .max
    if makes(.appliesLate) { enforce() }
  }

  /// Counts by the newest configuration from now on.
  private mutating func enforce() {
    let newest = makes(.appliesLate) ? configurations.first : configurations.last
    guard let newest else { return }
    // What the cluster starts with is no entry: without another every agent votes.
    configuration =
      newest.index == 0 && settings.initialMembers == nil
      ? Configuration(
        voterCount: configuration.agentCount, halvesMajority: makes(.halvesMajority))
      : Configuration(
        agentCount: configuration.agentCount, newest.members, of: profile.id, settings.mistake)
    if role == .leader { replicas = newest.members.everybody | (catchUp?.agents ?? 0) }
  }

  /// Whether this agent may be needed as a leader: it votes, or did until an entry that may not be
  /// committed (dissertation, 4.2.2).
  var mayStand: Bool {
    configuration.isVoter(profile.id)
      || awaitedConfiguration != .max
        && configurations.contains { $0.members.electorate & Membership.bit(profile.id) != 0 }
  }

  /// Whether a candidate has the votes that it takes.
  var isElected: Bool { candidacy.isQuorum(votes) }

  /// Whose votes a candidate asks for.
  var candidacy: Configuration {
    guard makes(.standsUnapplied), let oldest = configurations.first else { return configuration }
    return Configuration(
      agentCount: configuration.agentCount, oldest.members, of: profile.id, settings.mistake)
  }

  /// Whether the leader sends the log to the agent of an index.
  @inline(__always)
  func replicates(to index: Int) -> Bool {
    configuration.members == nil || replicas & (1 << UInt64(index & 63)) != 0
  }
}
