public import Simulator

/// A fault that a scenario declares, with what the file says of it.
public struct DeclaredFault: Hashable, Sendable {
  /// The fault as a world takes it.
  public let fault: Fault
  /// The declaration on one line.
  public let text: String
  /// Where the declaration begins.
  public let position: Position
  /// The name without the `#k` of a repetition.
  public let baseName: String
}
