/// What a fault did in one run.
public struct FaultReport: Hashable, Sendable {
  /// What the scenario calls it.
  public let name: String
  /// The kind of its action.
  public let kind: FaultKind
  /// Whether a run in which it changes nothing is all right.
  public let mayHaveNoEffect: Bool
  /// When it began, or nil if its time or milestone never came or nobody met its target.
  public internal(set) var began: Nanoseconds?
  /// When it ended, or nil if it did not.
  public internal(set) var ended: Nanoseconds?
  /// Whom it met, in words.
  public internal(set) var targets: String = ""
  /// How often it changed what would have happened: messages cut, lost or delayed, writes slowed,
  /// processes stopped, inputs held, timers moved.
  public internal(set) var effects: Int64 = 0

  /// The report of a fault, by default of one that has not begun.
  public init(
    name: String, kind: FaultKind, mayHaveNoEffect: Bool, began: Nanoseconds? = nil,
    ended: Nanoseconds? = nil, targets: String = "", effects: Int64 = 0
  ) {
    self.name = name
    self.kind = kind
    self.mayHaveNoEffect = mayHaveNoEffect
    self.began = began
    self.ended = ended
    self.targets = targets
    self.effects = effects
  }

  /// Whether it changed anything.
  public var tookEffect: Bool { effects > 0 }
}
