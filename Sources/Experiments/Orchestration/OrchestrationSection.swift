import Protocols
import Scenarios

/// The section `orchestration`.
struct OrchestrationSection: Configurable {
  /// How the work is conducted.
  private(set) var mode = Barrier.Mode.safe
  private var barriers: Barrier.Mode?
  private var settings = Barrier.Settings()

  /// The settings of the barriers beneath.
  var barrier: Barrier.Settings {
    var barrier = settings
    barrier.mode = barriers ?? mode
    return barrier
  }

  mutating func declare(_ section: inout Section) {
    section.word(
      "mode", &mode,
      about: "Whether work is conducted so that it comes to an end or by the brief's text.")
    section.word(
      "barriers", &barriers,
      about: "Whether the barriers beneath keep what they promise; by default as the mode says.",
      example: "\"safe\"")
    settings.declareCoordinator(&section)
    settings.declareRetries(&section)
    settings.declareDeadline(&section)
    settings.declareCallTimeout(&section)
    settings.declareRepair(&section)
  }
}
