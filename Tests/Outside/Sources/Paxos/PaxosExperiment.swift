public import Experiments
public import Scenarios
public import Simulator

/// What makes Paxos one more protocol of every tool: the words of its scenarios, and its checks.
public enum PaxosExperiment: Experiment {
  public typealias Subject = Paxos
  public typealias Driver = NoLoad<Paxos>
  public typealias Watch = PaxosWatcher

  public static let forgetting = "forget on restart"

  public static var vocabulary: Vocabulary {
    Vocabulary(
      name: "paxos", about: "Single-decree Paxos (Lamport, 2001).",
      milestoneNames: Paxos.Note.milestoneNames,
      settings: [
        Key(
          "retry", .durationRange(1...Shape.longestDuration), .standard("\"20ms..80ms\""),
          about: "Time after which a proposer tries a higher ballot, drawn anew each time.")
      ],
      measures: CommonMeasures.all, checkNames: PaxosInvariants.names, mutantNames: [forgetting])
  }

  public static func settings(_ bound: Bound, mutant: String?) -> Paxos.Settings {
    Paxos.Settings(
      retry: bound.settings.durationRange("retry"), forgetsOnRestart: mutant == forgetting)
  }

  public static func driver(_ bound: Bound) -> NoLoad<Paxos> { NoLoad() }

  public static func watcher(_ bound: Bound) -> PaxosWatcher {
    PaxosWatcher(agentCount: bound.conditions.agents.count)
  }
}

/// The invariants of Paxos with their verdicts.
public struct PaxosWatcher: Watcher {
  public typealias Subject = Paxos
  public typealias LoadNote = Nothing

  private var invariants: PaxosInvariants

  public init(agentCount: Int) { invariants = PaxosInvariants(agentCount: agentCount) }

  public var violation: Violation? { invariants.violation }
  public var hasViolation: Bool { invariants.hasViolation }

  public mutating func noted(_ note: Paxos.Note, by agent: AgentID, at time: Nanoseconds) {
    invariants.noted(note, by: agent, at: time)
  }

  public mutating func finish(at time: Nanoseconds) {}

  public var verdicts: [CheckVerdict] {
    PaxosInvariants.names.map { name in
      guard let violation, violation.check == name else { return CheckVerdict(name, .held) }
      return CheckVerdict(name, .violated(violation.message))
    }
  }

  public var series: [Series] { [] }
  public var standings: [Timeline.Change] { [] }
}
