public import Scenarios
public import Simulator

/// What became of one expectation.
public struct Finding: Hashable, Sendable {
  /// Whether an expectation was met, as far as the run tells.
  public enum Result: String, Word {
    case held
    case failed
    /// A violation stopped the run before the expectation was met, and before it could no longer be.
    case notReached = "not reached"
    /// The check that it asks for gave up.
    case undecided
  }

  /// As the scenario file says it.
  public let text: String
  /// Where in the scenario file the expectation stands.
  public let position: Position
  /// Whether the expectation was met.
  public let result: Result
  /// What was seen instead or as well.
  public let seen: String
  /// Whether it asks for the check that the run violated, so that the violation tells the rest.
  public let tellsViolation: Bool

  /// A finding of these parts; the judge of a run makes one for each expectation.
  public init(
    text: String, position: Position, _ result: Result, seen: String, tellsViolation: Bool = false
  ) {
    self.text = text
    self.position = position
    self.result = result
    self.seen = seen
    self.tellsViolation = tellsViolation
  }

  /// Whether the expectation was met.
  public var held: Bool { result == .held }

  /// The expectation, and what was seen.
  var line: String { "\(text): \(seen)" }
}
