/// A field of what a client can be made to ask for, described.
public struct AskField: Hashable, Sendable {
  /// In camel case.
  public let name: String
  /// What it takes.
  public let shape: Shape
  /// Whether it must be said, and what stands for it otherwise.
  public let presence: Presence
  /// One sentence.
  public let about: String

  /// What a field takes.
  public indirect enum Shape: Hashable, Sendable {
    case integer(ClosedRange<Int64>)
    /// An agent, which people count from 1.
    case agent
    case word([String])
    case integers(ClosedRange<Int64>, upTo: Int)
    /// What clients of one part of a protocol can be made to ask for.
    case part([AskField])
  }

  /// Whether a field must be said.
  public enum Presence: Hashable, Sendable {
    case required
    case optional
    /// This value stands for it.
    case standard(FieldValue)
  }
}
