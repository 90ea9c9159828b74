/// Names an operation within its history; stays the same for as long as the history lives.
@frozen
public struct OperationID: Hashable, Sendable {
  /// Position in the order of invocation, from 0.
  public let index: Int

  /// The name of the operation at this position of the order of invocation.
  @inlinable
  public init(_ index: Int) { self.index = index }
}
