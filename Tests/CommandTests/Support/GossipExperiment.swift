import Experiments
import Scenarios
import Simulator

/// The toy protocol as scenarios know it: its check fires on agents greeted more often than a limit.
struct GossipExperiment: Experiment {
  static let vocabulary = Vocabulary(
    name: "gossip", about: "Agents that greet one another.", Gossip.self, settings: Section.self,
    load: NoSettings.self, watch: GossipWatch(limit: .max),
    mutants: Mutant.all(Gossip.Mistake.self))

  struct Section: Configurable {
    var beat = 100 * Nanoseconds.millisecond
    var limit: Int64 = 1_000_000

    mutating func declare(_ section: inout Scenarios.Section) {
      section.duration("beat", &beat, about: "The longest time between greetings.")
      section.integer(
        "limit", &limit, 1...1_000_000,
        about: "More greetings of one agent than this violate 'moderation'.")
    }
  }

  let settings: Gossip.Settings
  let driver = NoLoad<Gossip>()
  let watch: GossipWatch

  init(_ bound: Bound) {
    let section = Section(bound.settings)
    settings = Gossip.Settings(beat: section.beat, mistake: bound.mistake())
    watch = GossipWatch(limit: section.limit)
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

  func report(into report: inout WatchReport) {
    var top = PhasedTally()
    top.add(most, phase: 0)
    report.check("moderation", violation)
    report.samples("delivery", delivery, about: "Time of a greeting on its way.")
    report.count("greetings", greetings, about: "Greetings that arrived.")
    report.ratio("popular", top, for: greetings, about: "The most greeted agent's share.")
    report.flag(
      "crowded", greetings.whole > 50, about: "Whether more than 50 greetings arrived.")
    report.samples("silence", PhasedHistogram(), about: "Never has a sample.")
  }
}
