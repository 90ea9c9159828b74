import Protocols
import Scenarios
import Simulator

/// The section `synchronisation`.
struct SynchronisationSection: Configurable {
  var settings = Synchroniser.Settings()
  var quiet = 5 * Nanoseconds.second

  mutating func declare(_ section: inout Section) {
    declareVariables(&section)
    declareSpread(&section)
    declareRepair(&section)
    declareReading(&section)
    settings.retryLimit = max(settings.retryLimit, settings.retry)
  }

  private mutating func declareVariables(_ section: inout Section) {
    section.word(
      "mode", &settings.mode,
      about: "Whether it works, or does what the design brief's pseudo-code says.")
    section.integer("variables", &settings.variables, 1...10_000, about: "Number of variables.")
    section.word(
      "policy", &settings.standardPolicy,
      about: "How a variable is read where several agents wrote it at once.")
    section.words(
      "policies", &settings.policies, upTo: 10_000,
      about: "The policies of the first variables, where they differ.",
      example: "[\"counter\", \"maximum\"]")
    section.agent(
      "arbiter", &settings.arbiter,
      about: "The agent that orders concurrent versions under the policy consensus.")
    section.duration(
      "quiet", &quiet,
      about: "Time without a write or a change of faults after which all must agree.")
  }

  private mutating func declareSpread(_ section: inout Section) {
    section.word(
      "completion", &settings.completion,
      about: "Whose acknowledgements complete an update.")
    section.word(
      "level", &settings.level, about: "What an acknowledgement says of the update.")
    section.duration(
      "retry", &settings.retry,
      about: "Wait before an unacknowledged update is sent again, doubled each time.")
    section.duration("retryLimit", &settings.retryLimit, about: "The longest such wait.")
    section.duration(
      "deadline", &settings.deadline,
      about: "Time after which the origin reports which agents are missing.")
    section.integer(
      "batchSize", &settings.batchSize, 1...10_000,
      about: "Most updates that are sent together.")
    section.duration(
      "batchDelay", &settings.batchDelay, 0...Shape.longestDuration,
      about: "How long an update waits for others to share its batch.")
    section.duration(
      "adaptation", &settings.adaptation, 0...Shape.longestDuration,
      about: "How long an agent takes to adapt to a value, for the level adapted.")
  }

  private mutating func declareRepair(_ section: inout Section) {
    section.integer(
      "holdLimit", &settings.holdLimit, 1...1_000_000,
      about: "Most batches that wait for their causes at an agent.")
    section.duration(
      "gapPatience", &settings.gapPatience,
      about: "How long a cause may be missing before it is asked for.")
    section.duration(
      "exchange", &settings.exchange, 0...Shape.longestDuration,
      about: "Time between comparisons with a random agent; 0s for none.")
    section.integer(
      "exchangeLimit", &settings.exchangeLimit, 1...100_000,
      about: "Most batches that answer a comparison.")
  }

  /// What the mode `brief` leaves to the reader.
  private mutating func declareReading(_ section: inout Section) {
    section.word(
      "equalClocks", &settings.reading.equalClocks,
      about: "As written: what follows from equal clocks, for which there is no branch.")
    section.flag(
      "clocksTick", &settings.reading.clocksTick,
      about: "As written: whether updates are counted, which nothing in the text does.")
    section.word(
      "acknowledgedBy", &settings.reading.acknowledgedBy,
      about: "As written: under which name acknowledgements are awaited; they come by agent.")
    section.word(
      "resolver", &settings.reading.resolver,
      about: "As written: what the undefined resolver does with a concurrent update.")
    section.word(
      "newerClocks", &settings.reading.newerClocks,
      about: "As written: what becomes of the clock of a newer update.")
    section.duration(
      "trackingDelay", &settings.reading.trackingDelay, 0...Shape.longestDuration,
      about: "As written: time from a broadcast until its acknowledgements are tracked.")
  }

  func review(_ section: inout Section) {
    if settings.policies.count > Int(settings.variables) {
      section.complain(
        "policies", "there are more policies than variables",
        "there are \(settings.variables) variables")
    }
    if settings.batchDelay > 0, settings.batchSize == 1 {
      section.complain(
        "batchDelay", "a batch of one update never waits", "give a batchSize above 1")
    }
    if settings.deadline <= settings.retry {
      section.complain(
        firstOf: "deadline", "retry",
        message: "an update would be given up before it is sent again",
        suggestion: "the deadline is longer than the first wait")
    }
  }
}
