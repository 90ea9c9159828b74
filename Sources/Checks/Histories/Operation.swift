public import Simulator

/// One operation of one client on one key of a key-value store, with what the client learned of it.
@frozen
public struct Operation: Hashable, Sendable {
  /// What was asked for.
  @frozen
  public enum Action: Hashable, Sendable {
    case read
    case write(Int64)
    /// Writes `new` if the key holds `expected`; nil expects that the key is absent.
    case compareAndSet(expected: Int64?, new: Int64)
  }

  /// What the client learned.
  @frozen
  public enum Outcome: Hashable, Sendable {
    /// No answer yet; at the end of a history the same as `unknown`.
    case pending
    /// A read found this value; nil is an absent key.
    case value(Int64?)
    /// A write or a compare-and-set took effect.
    case ok
    /// A compare-and-set found another value than it expected, and did nothing.
    case mismatch
    /// It definitely did not take effect and never will.
    case failed
    /// It may have taken effect, or not, or may do so at any later time.
    case unknown

    /// Whether the client knows that the operation took place, and what it gave.
    @inlinable
    public var isDefinite: Bool {
      switch self {
      case .value, .ok, .mismatch: true
      case .pending, .failed, .unknown: false
      }
    }
  }

  /// The client that asked, from 0.
  public let client: Int32
  /// The number of the key; operations on different keys do not bear on one another.
  public let key: Int32
  /// What the client asked for.
  public let action: Action
  /// When the client asked: it takes effect no earlier.
  public let invokedAt: Nanoseconds
  /// When the client learned the outcome or gave up; nil while pending.
  public internal(set) var returnedAt: Nanoseconds?
  /// What the client has learned so far.
  public internal(set) var outcome: Outcome
}
