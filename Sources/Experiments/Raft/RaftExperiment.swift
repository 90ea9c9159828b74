public import Protocols
public import Scenarios
public import Simulator

/// Raft with a key-value store and its clients.
public struct RaftExperiment: Experiment {
  public typealias Subject = Raft
  public typealias Driver = KeyValueLoad
  public typealias Watch = Pair<
    Pair<RaftInvariants<ClientNote>, RegisterWatch<Raft, ClientNote>>,
    Pair<ClientMeter<Raft, ClientNote>, RaftMeter<ClientNote>>
  >

  public let settings: Raft.Settings
  public let driver: KeyValueLoad
  public let watch: Watch

  public init(_ bound: Bound) {
    settings = Raft.Settings(bound.settings, bound)
    let load = KeyValueSection(bound.load)
    var clients = load.settings(bound)
    clients.readsAnywhere = settings.readMode == .anyAgent
    clients.opensSessions = settings.sessions && settings.sessionLimit != nil
    driver = KeyValueLoad(clients)
    watch = Self.watch(
      agentCount: bound.conditions.agents.count, load: load.pacing.steadySpan(in: bound),
      searchSteps: load.searchSteps, areSnapshotsTaken: settings.compacts(in: bound))
  }

  private static func watch(
    agentCount: Int, load: ClosedRange<Nanoseconds>?, searchSteps: Int64? = nil,
    areSnapshotsTaken: Bool = true
  ) -> Watch {
    Pair(
      Pair(
        RaftInvariants(agentCount: agentCount, areSnapshotsTaken: areSnapshotsTaken),
        RegisterWatch(steps: searchSteps)),
      Pair(
        ClientMeter(load: load),
        RaftMeter(agentCount: agentCount, areSnapshotsTaken: areSnapshotsTaken)))
  }

  /// Entries that agents know to be committed, and operations on the store.
  public static var told: Told<Raft.Note, ClientNote> {
    Told(level: { $0.committedLevel }, operation: { $0.operationEvent })
  }

  public static var vocabulary: Vocabulary {
    Vocabulary(
      name: "raft",
      about: "Raft consensus (Ongaro and Ousterhout, 2014) with a replicated key-value store.",
      Raft.self, settings: Raft.Settings.self, load: KeyValueSection.self,
      watch: watch(agentCount: 0, load: nil), traits: [.mayLead],
      mutants: Mutant.all(Raft.Mistake.self))
  }
}

extension Raft.Settings {
  /// Whether agents take snapshots in a run: of themselves, or by an order.
  fileprivate func compacts(in bound: Bound) -> Bool {
    if snapshotEvery != nil { return true }
    let compact = Raft.orderNames.firstIndex(of: "compact")
    return bound.conditions.faults.contains {
      if case .order(_, let order) = $0.action { order == compact } else { false }
    }
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
  public func report(into report: inout WatchReport) {
    report.checks(names, violation)
  }
}
