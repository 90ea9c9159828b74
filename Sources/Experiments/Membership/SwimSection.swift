import Protocols
import Scenarios
import Simulator

/// The section `membership`.
struct SwimSection: Configurable {
  /// The protocol's settings.
  private(set) var settings = Swim.Settings()

  mutating func declare(_ section: inout Section) {
    section.duration(
      "period", &settings.period, 1_000_000...Shape.longestDuration / 1000,
      about: "Length of a period, in which each agent probes one member.")
    section.duration(
      "timeout", &settings.timeout, 1_000...Shape.longestDuration / 1000,
      about:
        "Time without an answer to a ping after which others are asked to ping; less than a period."
    )
    section.integer(
      "relays", &settings.relays, 0...100,
      about: "Number of others that are asked to ping: the paper's K.")
    section.word("order", &settings.order, about: "Who is probed next.")
    section.word(
      "phases", &settings.phases,
      about: "Whether periods start at all agents at the same time, or at moments that they draw.")
    declareNews(&section)
    declareSuspicion(&section)
    declareLifeguard(&section)
    section.duration(
      "sync", &settings.sync, 0...Shape.longestDuration,
      about: "Period in which each agent compares its table with another's; 0 for never.")
    section.duration(
      "reconnect", &settings.reconnect, 0...Shape.longestDuration,
      about: "Period in which each agent pings one that it holds to be dead; 0 for never.")
  }

  private mutating func declareNews(_ section: inout Section) {
    section.word(
      "dissemination", &settings.dissemination,
      about: "Whether news travels on pings and answers, or is sent to all members at once.")
    let infection = Section.Condition.when(
      "dissemination", settings.dissemination, is: .infection)
    section.integer(
      "lambda", &settings.lambda, 1...1000, when: infection,
      about: "Times that an agent sends a piece of news on, for each unit of ceil(ln(agents + 1)).")
    section.integer(
      "news", &settings.newsLimit, 1...1000, when: infection,
      about: "Pieces of news in one message.")
  }

  private mutating func declareSuspicion(_ section: inout Section) {
    section.flag(
      "suspicion", &settings.suspicion,
      about: "Whether a member whose probe failed is suspected before it is declared dead.")
    let suspects = Section.Condition(
      settings.suspicion, current: "without suspicion", home: "suspicion: true")
    section.factor(
      "alpha", &settings.alpha, when: suspects,
      about: "The shortest suspicion in periods, for each unit of log10(agents).")
    section.flag(
      "localHealthSuspicion", &settings.localHealthSuspicion, when: suspects,
      about: "Lifeguard: whether a suspicion lasts longer the fewer others confirm it.")
    let varies = Section.Condition(
      settings.suspicion && settings.localHealthSuspicion,
      current: "without local health aware suspicion", home: "localHealthSuspicion: true")
    section.factor(
      "beta", &settings.beta, when: varies,
      about: "The longest suspicion in multiples of the shortest.")
    section.integer(
      "confirmations", &settings.confirmations, 1...1000, when: varies,
      about: "Number of others whose suspicion makes one the shortest.")
    section.flag(
      "buddy", &settings.buddy, when: suspects,
      about: "Lifeguard: whether a ping tells a suspected member that it is.")
  }

  private mutating func declareLifeguard(_ section: inout Section) {
    section.flag(
      "localHealthProbe", &settings.localHealthProbe,
      about: "Lifeguard: whether an agent that is not well probes less often and waits longer.")
    section.integer(
      "healthLimit", &settings.healthLimit, 1...1000,
      when: Section.Condition(
        settings.localHealthProbe, current: "without local health aware probes",
        home: "localHealthProbe: true"),
      about: "The greatest local health multiplier.")
  }

  func review(_ section: inout Section) {
    if settings.timeout >= settings.period {
      section.complain(
        "timeout", "a period ends before others could be asked", "make it less than the period")
    }
    if settings.beta < 1000 {
      section.complain(
        "beta", "the longest suspicion is shorter than the shortest", "take 1 or more")
    }
  }
}
