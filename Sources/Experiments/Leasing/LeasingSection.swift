import Protocols
import Scenarios
import Simulator

/// The section `lease`.
struct LeasingSection: Configurable {
  /// The protocol's settings.
  private(set) var settings = Leasing.Settings()

  mutating func declare(_ section: inout Section) {
    section.flag(
      "fence", &settings.fence,
      about: "Whether the storage refuses writes of leases older than the last that it knows.")
    section.duration(
      "term", &settings.term, about: "How long a lease lasts from its grant or renewal.")
    section.duration("renewal", &settings.renewal, about: "Time between two renewals.")
    section.duration(
      "work", &settings.work, about: "How long a holder works at what it then writes.")
    section.flag(
      "looksAgain", &settings.looksAgain,
      about: "Whether a holder looks at its clock before a write as well as before the work.")
    section.flag(
      "durable", &settings.isDurable,
      about: "Whether a service that starts again waits until the lease of before has run out.")
    section.duration(
      "surrender", &settings.surrender, 0...Shape.longestDuration,
      about: "How long the storage may not answer before the lease is given back; 0s for ever.")
    section.durationRange(
      "retry", &settings.retry,
      about: "Wait before the next attempt to get the lease, drawn each time.")
  }

  func review(_ section: inout Section) {
    if settings.renewal >= settings.term {
      let renewal = DurationText.exact(settings.renewal)
      section.complain(
        firstOf: "term", "renewal", message: "a lease would run out before it is renewed",
        suggestion: "the term must be longer than \(renewal), the renewal")
    }
    guard let scenario = section.scenario, scenario.agents.count < 3 else { return }
    section.complain(
      firstOf: "term", "fence", message: "there would be none to hold the lease",
      suggestion: "agents is 3 or more: the first is the service, the second the storage")
  }
}
