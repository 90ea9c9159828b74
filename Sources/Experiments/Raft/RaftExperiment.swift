public import Protocols
public import Scenarios
public import Simulator

/// Raft with a key-value store and its clients.
public struct RaftExperiment: Experiment {
  public typealias Subject = Raft
  public typealias Driver = KeyValueLoad
  public typealias Watch = Pair<
    Pair<RaftInvariants<ClientNote>, RegisterWatch<Raft, ClientNote>>,
    Pair<ClientMeter<Raft, ClientNote>, Pair<RaftMeter<ClientNote>, RaftMembershipMeter>>
  >

  public let settings: Raft.Settings
  public let driver: KeyValueLoad
  public let watch: Watch

  public init(_ bound: Bound) {
    settings = RaftClusterSection(bound.settings, bound).settings
    let section = RaftLoadSection(bound.load)
    let load = section.clients
    var clients = load.settings(bound)
    clients.readsAnywhere = settings.readMode == .anyAgent
    clients.opensSessions = settings.sessions && settings.sessionLimit != nil
    if bound.hasLoad { clients.operator = section.operator.settings(bound, settings) }
    driver = KeyValueLoad(clients)
    watch = Self.watch(
      agentCount: bound.conditions.agents.count, members: settings.initialMembers,
      load: load.pacing.steadySpan(in: bound), searchSteps: load.searchSteps)
  }

  private static func watch(
    agentCount: Int, members: Raft.Membership? = nil, load: ClosedRange<Nanoseconds>?,
    searchSteps: Int64? = nil
  ) -> Watch {
    Pair(
      Pair(
        RaftInvariants(
          agentCount: agentCount, members: members, areSnapshotsTaken: true,
          watchesMembership: true, watchesFormats: true),
        RegisterWatch(steps: searchSteps)),
      Pair(
        ClientMeter(load: load),
        Pair(
          RaftMeter(agentCount: agentCount, areSnapshotsTaken: true),
          RaftMembershipMeter(members))))
  }

  /// Entries that agents know to be committed, and operations on the store.
  public static var told: Told<Raft.Note, ClientNote> {
    Told(level: { $0.committedLevel }, operation: { $0.operationEvent })
  }

  /// What only files have in which agents take snapshots.
  private static var snapshots: VocabularyExtension {
    VocabularyExtension(
      about: "lets agents take snapshots", keys: ["snapshotEvery"], words: ["compact"],
      measureNames: ["snapshots taken", "snapshots installed", "snapshot bytes"],
      checkNames: [RaftCheck.snapshot.name])
  }

  /// What only files have in which formats of entries differ, or versions of agents.
  private static var formats: VocabularyExtension {
    VocabularyExtension(
      about: "lets agents write entries in a newer format",
      keys: ["entryFormat", "formatGate", "versions"], words: ["finalize"], measureNames: [],
      checkNames: [RaftCheck.readableEntries.name])
  }

  public static var vocabulary: Vocabulary {
    var vocabulary = Vocabulary(
      name: "raft",
      about: "Raft consensus (Ongaro and Ousterhout, 2014) with a replicated key-value store.",
      Raft.self, settings: RaftClusterSection.self, load: RaftLoadSection.self,
      watch: watch(agentCount: 0, load: nil), traits: [.mayLead, .priority],
      mutants: Mutant.all(Raft.Mistake.self))
    vocabulary.extensions = [snapshots, formats, RaftMembershipMeter.extension]
    return vocabulary
  }
}

extension Raft.Note {
  /// The entry up to which an agent knows all to be committed, if the note is of that.
  var committedLevel: Int64? {
    switch self {
    case .committed(_, let last, _), .installedSnapshot(let last, _): Int64(last)
    default: nil
    }
  }
}

extension RaftInvariants: Watcher {
  public mutating func finish(at time: Nanoseconds) { conclude() }

  public func report(into report: inout WatchReport) {
    report.checks(names, violation)
  }
}
