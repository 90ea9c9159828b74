import Protocols
import Scenarios
import Simulator

/// The section `barrier`.
struct BarrierSection: Configurable {
  private var settings = Barrier.Settings()
  private var policy = DeadlineWord.abort
  private var atLeast: Int32 = 1
  private var extensions: Int32 = 1

  private enum DeadlineWord: String, Word {
    case abort
    case proceed
    case extend
  }

  /// The protocol's settings.
  var barrier: Barrier.Settings {
    var barrier = settings
    barrier.deadlinePolicy =
      switch policy {
      case .abort: .abort
      case .proceed: .proceed(atLeast: atLeast)
      case .extend: .extend(times: extensions)
      }
    return barrier
  }

  mutating func declare(_ section: inout Section) {
    section.word(
      "mode", &settings.mode,
      about: "Whether agents keep what a barrier promises or follow the brief's text.")
    section.word("form", &settings.form, about: "How arrivals come together.")
    settings.declareCoordinator(&section)
    section.flag(
      "standing", &settings.isStanding,
      about: "Whether a central barrier of all agents is there without being created.")
    settings.declareRetries(&section)
    section.flag(
      "acknowledge", &settings.acknowledges,
      about: "Whether arrivals and releases are acknowledged.")
    section.integer(
      "memory", &settings.memory, 1...1_000_000, about: "Generations that an agent remembers.")
    declarePolicies(&section)
    settings.declareCallTimeout(&section)
    section.flag(
      "timeoutHandler", &settings.hasTimeoutHandler,
      about: "As written: whether the timeout message has the handler that the text lacks.")
    settings.declareRepair(&section)
  }

  private mutating func declarePolicies(_ section: inout Section) {
    settings.declareDeadline(&section)
    section.word(
      "deadlinePolicy", &policy,
      about: "What the deadline does: ends all, lets those arrived go on, or is put off.")
    section.integer(
      "atLeast", &atLeast, 1...200_000, about: "Arrivals with which the policy proceed goes on.")
    section.integer(
      "extensions", &extensions, 1...1_000_000,
      about: "How often the policy extend puts the deadline off.")
    section.word(
      "crashPolicy", &settings.crashPolicy,
      about: "What a suspected participant does: nothing, fail all, or be left out.")
    section.duration(
      "suspectAfter", &settings.suspectAfter, 0...Shape.longestDuration,
      about: "Silence after which a probed agent is suspected; 0 probes no agent.")
  }

  func review(_ section: inout Section) {
    if settings.mode == .asWritten { return }
    let isDissemination = settings.form == .dissemination
    if isDissemination, policy == .proceed {
      section.complain(
        "deadlinePolicy", "in dissemination no agent can decide to go on without all",
        "take 'abort' or 'extend', or another form")
    }
    if settings.crashPolicy == .durable { return }
    if isDissemination {
      section.complain(
        "crashPolicy", "in dissemination no agent watches the others",
        "take 'durable', or another form")
    } else if settings.suspectAfter == 0 {
      section.complain(
        "crashPolicy", "no agent would ever be suspected", "give suspectAfter a time")
    }
  }
}

/// Settings of barriers that an orchestration takes too.
extension Barrier.Settings {
  mutating func declareCoordinator(_ section: inout Section) {
    section.agent(
      "coordinator", &coordinator,
      about: "The agent that counts, or is the root, or arbitrates, or holds the store.")
  }

  mutating func declareRetries(_ section: inout Section) {
    section.duration(
      "retry", &retry,
      about: "Time until what was not acknowledged is sent again; doubles up to 'query'.")
    section.duration(
      "query", &query,
      about: "Time after which a waiter whose arrival was acknowledged asks again.")
  }

  mutating func declareDeadline(_ section: inout Section) {
    section.duration(
      "deadline", &deadline,
      about: "Time from creation, or a standing barrier's first arrival, to the deadline.")
  }

  mutating func declareCallTimeout(_ section: inout Section) {
    section.duration(
      "callTimeout", &callTimeout,
      about: "As written: time within which the store must answer, or the caller exits.")
  }

  mutating func declareRepair(_ section: inout Section) {
    section.flag(
      "repairCompletion", &repairsCompletion,
      about: "As written: whether marking a barrier completed works, and does not raise.")
  }
}
