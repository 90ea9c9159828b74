public import Simulator

/// The rules of supervision that no tree may break, by name.
public enum SupervisionCheck: String, Word {
  /// A supervisor restarts no more often in its period than its intensity; beyond, and only then, it gives
  /// up and starts nothing more.
  case intensity
  /// Children start one at a time, those on the left before those on the right.
  case startOrder = "start order"
  /// A child is told to end when those on its right have ended, and a supervisor ends last.
  case shutdownOrder = "shutdown order"
  /// A supervisor never restarts a temporary child.
  case temporaryRestart = "temporary restart"
  /// A supervisor restarts a transient child only after an abnormal exit, or with a sibling.
  case normalRestart = "restart after normal exit"
  /// What was sent to an incarnation that has ended is worked off by none.
  case oldIncarnation = "old incarnation"
  /// A process starts when its last incarnation has ended, and under a higher number.
  case twoIncarnations = "two incarnations"
  /// Where siblings go together, none that goes with a restarted one is older than the restart.
  case siblings = "sibling consistency"
  /// A restarted worker that keeps its count on the disk finds there what was durable.
  case durableState = "durable state"

  /// The names of all checks.
  public static var names: [String] { words }
}
