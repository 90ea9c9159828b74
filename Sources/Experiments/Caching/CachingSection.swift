import Protocols
import Scenarios
import Simulator

/// The section `caching`.
struct CachingSection: Configurable {
  /// The protocol's settings.
  private(set) var settings = Caching.Settings()

  mutating func declare(_ section: inout Section) {
    section.word(
      "mode", &settings.mode,
      about: "Whether copies are kept not at all, for the term, or under leases.")
    section.word(
      "requests", &settings.requests,
      about: "Whether an agent goes on while it waits for the server, or is blocked.")
    let keeps = Section.Condition.when("mode", settings.mode, is: .expiry, .lease)
    section.duration(
      "term", &settings.term, 0...Shape.longestDuration, when: keeps,
      about: "How long a copy may be used after it was asked for; 0 for this once.")
    section.duration(
      "allowance", &settings.allowance, 0...Shape.longestDuration, when: keeps,
      about: "What a holder takes off the term for the error of clocks.")
    section.duration(
      "timeout", &settings.timeout, about: "How long an agent waits for an answer of the server.")
  }

  func review(_ section: inout Section) {
    if settings.mode != .none, settings.term > 0, settings.allowance >= settings.term {
      section.complain(
        firstOf: "allowance", "term", message: "no copy would ever be used",
        suggestion: "the allowance is shorter than the term, or the term is 0s")
    }
    guard let scenario = section.scenario, scenario.agents.count < 2 else { return }
    section.complain(
      firstOf: "mode", "term", message: "the server would be alone",
      suggestion: "agents is 2 or more: the first is the server, the others serve clients")
  }
}
