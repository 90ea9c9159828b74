import Protocols
import Scenarios
import Simulator

/// The section `load` of membership.
struct SwimLoadSection: Configurable {
  private var settings = SwimLoad.Settings(agents: 1)

  mutating func declare(_ section: inout Section) {
    section.integer(
      "departures", &settings.departures, 0...10_000,
      about: "Number of times that the client lets a drawn agent leave.")
    let leaves = Section.Condition(
      settings.departures > 0, current: "without departures", home: "departures of 1 or more")
    section.duration(
      "start", &settings.start, 0...Shape.longestDuration, when: leaves,
      about: "When the first agent is asked to leave.")
    section.duration(
      "every", &settings.interval, when: leaves, about: "Time from one departure to the next.")
    section.duration(
      "absence", &settings.absence, 0...Shape.longestDuration, when: leaves,
      about: "Time until the agent is asked to take part again; 0 for never.")
    section.duration(
      "patience", &settings.patience,
      about: "Time without an answer after which the agent is asked again.")
  }

  /// The client of a run; without the section there is none.
  func load(_ bound: Bound) -> SwimLoad.Settings {
    var settings = settings
    settings.agents = bound.conditions.agents.count
    settings.hasClient = bound.hasLoad
    if !bound.hasLoad { settings.departures = 0 }
    return settings
  }
}
