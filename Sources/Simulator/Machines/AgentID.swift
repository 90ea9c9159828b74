/// The identity of one simulated participant; it outlives crashes and restarts.
///
/// Agents of a world of `n` have the indices `0..<n`. People count from one: `description` of the
/// first agent is `n1`, and scenario files name it `1`.
@frozen
public struct AgentID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Its index as the 32 bits that messages and digests hold.
  public let rawValue: Int32

  /// The agent at a position of the world, from 0.
  @inlinable
  public init(_ index: Int) { rawValue = Int32(truncatingIfNeeded: index) }

  /// The agent of that raw value.
  @inlinable
  public init(rawValue: Int32) { self.rawValue = rawValue }

  /// Position among the agents of the world, from 0.
  @inlinable
  public var index: Int { Int(rawValue) }

  /// Agents are ordered by their index.
  @inlinable
  public static func < (left: AgentID, right: AgentID) -> Bool { left.rawValue < right.rawValue }

  public var description: String { "n\(rawValue + 1)" }
}

/// One attempt of one client at one operation: what a reply is addressed to.
@frozen
public struct RequestID: Hashable, Sendable, CustomStringConvertible {
  /// The client that waits for the reply, from 0.
  public let client: Int32
  /// Number of the attempt, chosen by the client.
  public let attempt: Int32

  /// The name of a client's attempt.
  @inlinable
  public init(client: Int32, attempt: Int32) {
    self.client = client
    self.attempt = attempt
  }

  /// The client counted from one, and the attempt: `c1#7`.
  public var description: String { "c\(client + 1)#\(attempt)" }
}
