import Protocols
import Scenarios
import Simulator

/// The section `gossip`.
struct GossipSection: Configurable {
  /// The protocol's settings.
  private(set) var settings = Gossip.Settings()

  mutating func declare(_ section: inout Section) {
    section.word("exchange", &settings.exchange, about: "Who tells whom in a contact.")
    section.duration(
      "interval", &settings.interval, 1_000...Shape.longestDuration,
      about: "Length of a cycle, in which each agent makes one contact.")
    section.word(
      "cycles", &settings.cycles,
      about: "Whether cycles start at all agents at the same time, or at moments that they draw.")
    declareInterest(&section)
    declareConnections(&section)
    declareAntiEntropy(&section)
  }

  private mutating func declareInterest(_ section: inout Section) {
    let contacts = Section.Condition.when(
      "exchange", settings.exchange, is: .push, .pull, .pushPull)
    section.word(
      "response", &settings.response, when: contacts,
      about: "Whether contacts count against a rumour if the partner knew it, or always.")
    section.word(
      "loss", &settings.loss, when: contacts,
      about: "Whether interest is lost after k contacts that count, or after each by chance.")
    section.integer(
      "k", &settings.k, 1...1_000_000, when: contacts,
      about: "The number of those contacts, or the chance: one in k.")
    let hasFeedback = settings.response == .feedback
    section.flag(
      "reset", &settings.resets,
      when: Section.Condition(
        settings.loss == .counter && hasFeedback, current: "without a counter and feedback",
        home: "loss 'counter' with response 'feedback'"),
      about: "Whether a contact that needed the rumour takes its counter back to 0.")
    let pulls = settings.exchange == .pull || settings.exchange == .pushPull
    section.word(
      "judge", &settings.judgement,
      when: Section.Condition(
        settings.cycles == .aligned && (hasFeedback || pulls),
        current: "without aligned cycles, and feedback or pulling",
        home: "cycles 'aligned'"),
      about: "By which moment it is judged whether a partner knew a rumour, and may tell it.")
    section.flag(
      "minimise", &settings.minimises,
      when: Section.Condition(
        settings.exchange == .pushPull && settings.loss == .counter && hasFeedback,
        current: "without push-pull, a counter and feedback",
        home: "exchange 'push-pull' with loss 'counter' and response 'feedback'"),
      about: "Whether only the smaller counter is raised when two that spread a rumour meet.")
  }

  private mutating func declareConnections(_ section: inout Section) {
    section.integer(
      "connectionLimit", &settings.connectionLimit, 0...1_000_000,
      when: .when("exchange", settings.exchange, is: .push, .pull, .pushPull),
      about: "Contacts that an agent accepts in a cycle; 0 accepts all, without being asked.")
    section.integer(
      "hunt", &settings.hunts, 0...1_000_000,
      when: Section.Condition(
        settings.connectionLimit > 0, current: "without a connection limit",
        home: "a connectionLimit of 1 or more"),
      about: "How many more agents are called in a cycle after rejections.")
  }

  private mutating func declareAntiEntropy(_ section: inout Section) {
    section.duration(
      "antiEntropy", &settings.antiEntropy, 0...Shape.longestDuration,
      about: "Period in which each agent compares with another all that they know; 0 for never.")
    let compares = Section.Condition(
      settings.antiEntropy > 0, current: "without anti-entropy", home: "a period of antiEntropy")
    section.word(
      "antiEntropyExchange", &settings.antiEntropyExchange, of: [.push, .pull, .pushPull],
      when: compares, about: "Who tells whom what the other lacks.")
    section.flag(
      "spreadAgain", &settings.spreadsAgain,
      when: Section.Condition(
        settings.antiEntropy > 0 && settings.exchange != .none,
        current: "without anti-entropy beside contacts", home: "a period of antiEntropy"),
      about: "Whether what anti-entropy brought is spread as a rumour.")
  }

  func review(_ section: inout Section) {
    guard settings.exchange == .none, settings.antiEntropy == 0 else { return }
    section.complain(
      "exchange", "no rumour would ever be spread", "give antiEntropy a period, or take 'push'")
  }
}
