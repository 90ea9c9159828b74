import Protocols
import Scenarios
import Simulator

/// The section `reputation`.
struct ReputationSection: Configurable {
  /// The settings, but for the seed and the number of raters.
  private(set) var settings = Reputation.Settings()

  mutating func declare(_ section: inout Section) {
    section.word(
      "scoring", &settings.scoring, about: "How the ratings of a worker are put together.")
    section.word(
      "rules", &settings.rules,
      about: "Whether the agents keep their rules, or which they break as the original does.")
    section.duration(
      "interval", &settings.interval, about: "Time between two comparisons with another agent.")
    section.integer(
      "batch", &settings.batch, 1...100_000,
      about: "Ratings of one message from which on those of no other rater are added.")
    section.duration(
      "epoch", &settings.epoch, 1_000_000...Shape.longestDuration,
      about: "Length of an epoch: scores decay by epochs, and are stated once in each.")
    section.integer("workers", &settings.workers, 1...10_000, about: "Number of workers.")
  }
}

/// The section `load` of reputation.
struct RaterSection: Configurable {
  private var pacing: ClientPacing = {
    var pacing = ClientPacing(
      rate: Rate(events: 40, span: .second), of: "requests", takesLists: false)
    pacing.clients = 12
    return pacing
  }()
  private var load = ReputationLoad.Settings()

  mutating func declare(_ section: inout Section) {
    pacing.declare(&section)
    section.chance("asks", &load.asks, about: "Share of the requests that ask for a score.")
    section.integer(
      "noise", &load.noise, 0...1000,
      about: "How far an honest rating is from the truth at most, in thousandths.")
    section.integer(
      "liars", &load.liars, 0...100_000, about: "Number of raters that lie, the first ones.")
    let areLiars = Section.Condition(
      load.liars > 0, current: "without liars", home: "liars above 0")
    section.word("lies", &load.lies, when: areLiars, about: "How they do.")
    section.chance(
      "seconds", &load.seconds, when: areLiars,
      about: "Share of a liar's tasks that it rates a second time, otherwise.")
    section.duration(
      "patience", &load.patience,
      about: "How long a rater waits for an answer before it reports again.")
  }

  func review(_ section: inout Section) {
    pacing.review(&section)
    if load.liars > pacing.clients {
      section.complain(
        firstOf: "liars", "clients", message: "there are \(pacing.clients) raters",
        suggestion: "at most as many lie")
    }
  }

  /// The raters of a run; without the section there are none.
  func load(_ bound: Bound) -> ReputationLoad.Settings {
    var load = load
    load.raters = bound.hasLoad ? pacing.clients : 0
    load.agents = bound.conditions.agents.count
    load.interval = pacing.interval
    load.start = pacing.start
    load.stop = pacing.stop ?? bound.duration
    return load
  }
}
