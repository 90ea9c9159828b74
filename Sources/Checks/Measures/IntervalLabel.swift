/// Where a moment of a run lies with respect to the faults.
@frozen
public enum IntervalLabel: Hashable, Sendable {
  /// Before the first fault began.
  case before
  /// While this fault lasted: its position in the order of declaration.
  case during(Int)
  /// In no fault, after the first began and before the last ended.
  case between
  /// In no fault, and none began any more.
  case after
}
