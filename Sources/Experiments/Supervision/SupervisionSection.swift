import Protocols
import Scenarios
import Simulator

/// The section `supervision`.
struct SupervisionSection: Configurable {
  private var tree = TreeSection()
  private var defaults = Supervision.Defaults()
  private var references = Supervision.References.renewed
  private var backoff = Supervision.Backoff.immediate
  private var pause = Nanoseconds.second
  private var longestPause = 30 * Nanoseconds.second
  private var reboot: Nanoseconds?

  mutating func declare(_ section: inout Section) {
    section.section(
      "tree", &tree, about: "The topmost supervisor and all below it; the brief's without it.",
      example: "{ children: [{ name: \"Core\" }, { name: \"Monitor\" }] }")
    section.word(
      "strategy", &defaults.strategy, of: [.oneForOne, .oneForAll, .restForOne],
      about: "The strategy of supervisors that do not say theirs.")
    section.integer(
      "intensity", &defaults.intensity, 0...1000,
      about: "Restarts in the period beyond which a supervisor gives up that does not say its own.")
    section.duration(
      "period", &defaults.period,
      about: "The sliding period of the intensity of supervisors that do not say theirs.")
    section.duration(
      "grace", &defaults.grace,
      about: "Time that processes have to end that do not say their own.")
    section.word(
      "references", &references,
      about: "Whether a worker keeps a reference to an ended incarnation of what it uses.")
    section.word("backoff", &backoff, about: "When failed children are started again.")
    let isDelayed = Section.Condition.when("backoff", backoff, is: .delayed)
    section.duration(
      "pause", &pause, when: isDelayed,
      about: "The first pause of the delayed backoff; it doubles with each restart in a row.")
    section.duration(
      "longestPause", &longestPause, when: isDelayed,
      about: "The longest pause, and how long a child must run to start with the first again.")
    section.duration(
      "reboot", &reboot, 1...Shape.longestDuration,
      about: "Time after which an application that ended starts again; never without it.",
      example: "\"5s\"")
  }

  /// The protocol's settings.
  var settings: Supervision.Settings {
    // A tree with a mistake is refused by review; it is read before.
    let specification = tree.specification
    return Supervision.Settings(
      tree: Supervision.Tree(specification.mistake == nil ? specification : .brief, defaults),
      references: references, backoff: backoff, pause: pause, longestPause: longestPause,
      reboot: reboot)
  }
}
