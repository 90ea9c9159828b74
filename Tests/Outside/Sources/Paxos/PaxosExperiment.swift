public import Experiments
public import Scenarios
public import Simulator

/// What makes Paxos one more protocol of every tool: the words of its scenarios, and its checks.
public struct PaxosExperiment: Experiment {
  public static let forgetting = "forget on restart"

  public static let vocabulary = Vocabulary(
    name: "paxos", about: "Single-decree Paxos (Lamport, 2001).", Paxos.self,
    settings: Section.self, load: NoSettings.self, watch: PaxosInvariants(agentCount: 0),
    mutantNames: [forgetting])

  /// The section `paxos` of a scenario.
  public struct Section: Configurable {
    var retry = 20 * Nanoseconds.millisecond...80 * .millisecond

    public init() {}

    public mutating func declare(_ section: inout Scenarios.Section) {
      section.durationRange(
        "retry", &retry,
        about: "Time after which a proposer tries a higher ballot, drawn anew each time.")
    }
  }

  public let settings: Paxos.Settings
  public let driver = NoLoad<Paxos>()
  public let watch: PaxosInvariants

  public init(_ bound: Bound) {
    settings = Paxos.Settings(
      retry: Section(bound.settings).retry, forgetsOnRestart: bound.mutant == Self.forgetting)
    watch = PaxosInvariants(agentCount: bound.conditions.agents.count)
  }
}

extension PaxosInvariants: Watcher {
  public func report(into report: inout WatchReport) { report.checks(Self.names, violation) }
}
