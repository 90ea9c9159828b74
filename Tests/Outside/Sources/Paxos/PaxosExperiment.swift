public import Experiments
public import Scenarios
public import Simulator

/// What makes Paxos one more protocol of every tool: the words of its scenarios, and its checks.
public struct PaxosExperiment: Experiment {
  public static let vocabulary = Vocabulary(
    name: "paxos", about: "Single-decree Paxos (Lamport, 2001).", Paxos.self,
    settings: Section.self, load: NoSettings.self,
    watch: Pair(PaxosInvariants(agentCount: 0), PaxosTimeline()),
    mutants: Mutant.all(Paxos.Mistake.self))

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
  public let watch: Pair<PaxosInvariants, PaxosTimeline>

  public init(_ bound: Bound) {
    settings = Paxos.Settings(
      retry: Section(bound.settings).retry, mistake: bound.mistake())
    watch = Pair(
      PaxosInvariants(agentCount: bound.conditions.agents.count), PaxosTimeline())
  }
}

extension PaxosInvariants: Watcher {
  public func report(into report: inout WatchReport) { report.checks(Self.names, violation) }
}

/// Which agents have learned the chosen value, for the strip and the story of a run.
public struct PaxosTimeline: Watcher {
  public typealias Subject = Paxos
  public typealias LoadNote = Nothing

  public static let learned = ProtocolState(
    "learned", "█", ascii: "#",
    .notable(
      ProtocolState.Telling(
        entered: "learned the value", left: "forgot the value", held: "knew the value",
        event: "lesson", number: "ballot")))
  public static let states = [ProtocolState("undecided", "▁", ascii: "_", .rest), learned]

  private var changes: [Timeline.Change] = []

  public init() {}

  public mutating func noted(_ note: Paxos.Note, by agent: AgentID, at time: Nanoseconds) {
    guard case .learned(_, let ballot) = note else { return }
    changes.append(
      Timeline.Change(time: time, agent: agent, .running(Self.learned), number: ballot))
  }

  public func report(into report: inout WatchReport) { report.timeline(changes, of: Self.states) }
}
