import Experiments
import Scenarios
import Simulator

/// The toy protocol as scenarios know it: its check fires on agents greeted more often than a limit.
enum GossipExperiment: Experiment {
  static let vocabulary = Vocabulary(
    name: "gossip", about: "Agents that greet one another.", milestoneNames: ["greeted"],
    settings: [
      Key(
        "beat", .positiveDuration, .standard("\"100ms\""),
        about: "The longest time between greetings.",
        example: "\"100ms\""),
      Key(
        "limit", .integer(1...1_000_000), .standard("1000000"),
        about: "More greetings of one agent than this violate 'moderation'."),
    ],
    measures: [
      Measure("delivery", .duration, .histogram, about: "Time of a greeting on its way."),
      Measure("greetings", .count, .count, about: "Greetings that arrived."),
      Measure("popular", .ratio, .count, about: "The most greeted agent's share."),
      Measure("crowded", .count, .flag, about: "Whether more than 50 greetings arrived."),
      Measure("silence", .duration, .histogram, about: "Never has a sample."),
    ] + CommonMeasures.all, checkNames: ["moderation"])

  static func settings(_ bound: Bound, mutant: String?) -> Gossip.Settings {
    Gossip.Settings(beat: bound.settings.duration("beat"))
  }

  static func driver(_ bound: Bound) -> NoLoad<Gossip> { NoLoad() }

  static func watcher(_ bound: Bound) -> GossipWatch {
    GossipWatch(limit: bound.settings.integer("limit"))
  }
}

/// Counts greetings.
struct GossipWatch: Watcher {
  typealias Subject = Gossip
  typealias LoadNote = Nothing

  let limit: Int64
  private var delivery = PhasedHistogram()
  private var ledger = PhaseLedger()
  private var greetings = PhasedTally()
  private var most: Int64 = 0
  private(set) var violation: Violation?

  init(limit: Int64) { self.limit = limit }

  var hasViolation: Bool { violation != nil }

  mutating func delivered(
    _ message: Gossip.Message, from source: AgentID, to target: AgentID, sentAt: Nanoseconds,
    at time: Nanoseconds
  ) {
    delivery.record(time - sentAt, phase: ledger.current)
    greetings.add(phase: ledger.current)
  }

  mutating func noted(_ note: Gossip.Note, by agent: AgentID, at time: Nanoseconds) {
    most = max(most, note.greetings)
    if note.greetings > limit {
      violation = Violation(
        check: "moderation", message: "n\(agent.index + 1) was greeted \(note.greetings) times",
        time: time)
    }
  }

  mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) { ledger.note(event, at: time) }

  mutating func finish(at time: Nanoseconds) {}

  var verdicts: [CheckVerdict] {
    [CheckVerdict("moderation", violation.map { .violated($0.text) } ?? .held)]
  }

  var series: [Series] {
    var top = PhasedTally()
    top.add(most, phase: 0)
    return [
      .samples(delivery), .tally(greetings), .ratio(top, greetings), .flag(greetings.whole > 50),
      .samples(PhasedHistogram()),
    ]
  }

  var standings: [Timeline.Change] { [] }
}
