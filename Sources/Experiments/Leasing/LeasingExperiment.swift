public import Protocols
public import Scenarios
public import Simulator

/// Agents that work on a storage under a lease, with a fence or without.
public struct LeasingExperiment: Experiment {
  public typealias Subject = Leasing
  public typealias Driver = NoLoad<Leasing>
  /// What checks and measures a run.
  public typealias Watch = Pair<
    Pair<LeasingInvariants, StateTimeline<Leasing, Nothing>>, LeasingMeter
  >

  public let settings: Leasing.Settings
  public let driver = NoLoad<Leasing>()
  public let watch: Watch

  public init(_ bound: Bound) {
    var settings = LeasingSection(bound.settings).settings
    settings.mistake = bound.mistake()
    self.settings = settings
    watch = Self.watch(agentCount: bound.conditions.agents.count)
  }

  private static func watch(agentCount: Int) -> Watch {
    Pair(
      Pair(LeasingInvariants(), StateTimeline(agentCount: agentCount)),
      LeasingMeter(agentCount: agentCount))
  }

  public static var vocabulary: Vocabulary {
    Vocabulary(
      name: "lease",
      about: "Work on a storage under a lease that a service grants, with a fence or without.",
      Leasing.self, settings: LeasingSection.self, load: NoSettings.self,
      watch: watch(agentCount: 0), mutants: Mutant.all(Leasing.Mistake.self))
  }
}

extension LeasingInvariants: Watcher {
  public func report(into report: inout WatchReport) {
    report.checks(LeasingCheck.names, violation)
  }
}

/// The timeline shows which agents take themselves for the holder.
extension Leasing: StatedMachine {
  public static var startState: State { .waiting }

  public static var shownStates: [ProtocolState] { [.withoutLease, .holder] }

  public static func shown(_ state: State) -> ProtocolState {
    switch state {
    case .waiting: .withoutLease
    case .holding: .holder
    }
  }
}

extension ProtocolState {
  /// It has no lease.
  public static let withoutLease = ProtocolState("without a lease", "▁", ascii: "_", .rest)
  /// It takes itself for the holder of the lease.
  public static let holder = ProtocolState(
    "holder", "█", ascii: "#",
    .notable(
      Telling(
        entered: "got the lease", left: "lost the lease", held: "held the lease", event: "lease")))
}
