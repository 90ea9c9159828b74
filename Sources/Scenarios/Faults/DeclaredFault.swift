public import Simulator

/// A fault that a scenario declares, with what the file says of it.
public struct DeclaredFault: Hashable, Sendable {
  public let fault: Fault
  /// The declaration on one line.
  public let text: String
  public let position: Position
  /// The name without the `#k` of a repetition.
  public let baseName: String
}
