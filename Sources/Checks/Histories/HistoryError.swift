public import Simulator

/// Why an event does not fit the history so far; a refused event leaves the history as it was.
@frozen
public enum HistoryError: Error, Hashable, Sendable {
  /// A return of an operation that was never invoked.
  case neverInvoked(OperationID)
  /// A second return of one operation.
  case returnedTwice(OperationID)
  /// An outcome that the action cannot have, such as a value of a write.
  case outcomeDoesNotFit(OperationID)
  /// An event earlier than the one before it.
  case timeFell(from: Nanoseconds, to: Nanoseconds)
  /// More operations than an `Int32` numbers.
  case full
}
