public import Simulator

/// What a protocol tells of single agents and single operations, for measures that a scenario asks for.
///
/// What is left out it does not tell, and scenarios that ask for it are refused.
public struct Told<Note, LoadNote>: Sendable {
  /// The entry up to which an agent knows all to be committed, from a note of it; nil of other notes.
  public var level: (@Sendable (Note) -> Int64?)?
  /// What a client's note says of an operation; nil of other notes.
  public var operation: (@Sendable (LoadNote) -> OperationEvent?)?

  /// What is told.
  public init(
    level: (@Sendable (Note) -> Int64?)? = nil,
    operation: (@Sendable (LoadNote) -> OperationEvent?)? = nil
  ) {
    self.level = level
    self.operation = operation
  }
}

/// What a client's note says of one operation.
public enum OperationEvent: Hashable, Sendable {
  /// A client, from 0, wants it from now on.
  case invoked(Int, client: Int32, Kind)
  /// It was answered.
  case answered(Int, Answer, invokedAt: Nanoseconds)
  /// It was given up.
  case ended(Int)

  /// What is wanted.
  public enum Kind: Hashable, Sendable {
    case read
    case write
    case compareAndSet
  }

  /// What it came to.
  public enum Answer: Hashable, Sendable {
    /// A read found this.
    case value(Int64)
    /// A write or a compare-and-set took effect.
    case effect
    /// A compare-and-set found another value.
    case mismatch
  }
}
