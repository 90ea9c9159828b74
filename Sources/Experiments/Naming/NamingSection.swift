import Protocols
import Scenarios
import Simulator

/// The section `names`.
struct NamingSection: Configurable {
  /// The protocol's settings.
  private(set) var settings = Naming.Settings()
  private var stop: Nanoseconds?

  mutating func declare(_ section: inout Section) {
    section.flag(
      "wholePartitions", &settings.wholePartitions,
      about: "Whether an agent parts from those that others of its partition do not hear.")
    section.flag(
      "keepsClaims", &settings.keepsClaims,
      about: "Whether an agent keeps what all owners claim of a name, and not the last claim alone."
    )
    section.duration("tick", &settings.tick, about: "Time between two signs of life.")
    section.duration(
      "silence", &settings.silence, about: "The silence after which a connection is lost.")
    section.integer("names", &settings.names, 1...10_000, about: "Number of names.")
    section.duration(
      "every", &settings.every,
      about: "Mean time between two wishes of an agent, to get a name or to give one up.")
    section.duration(
      "stop", &stop, about: "When agents have no more wishes; the end of the run without it.")
    section.duration(
      "settle", &settings.settle, about: "For how long connected agents may differ on a name.")
    if let stop { settings.stop = stop }
  }

  func review(_ section: inout Section) {
    if settings.silence <= settings.tick {
      let tick = DurationText.exact(settings.tick)
      section.complain(
        firstOf: "silence", "tick", message: "a connection would be lost before the next tick",
        suggestion: "the silence must be longer than \(tick), the tick")
    }
  }
}
