public import Simulator

extension Election {
  /// Whom a leader leads: everybody, or one group. Terms of different scopes have nothing in common.
  @frozen
  public struct Scope: Hashable, Sendable, CustomStringConvertible {
    /// 0 for everybody, else the group's number plus one.
    public let rawValue: Int32

    @inlinable
    public init(rawValue: Int32) { self.rawValue = rawValue }

    @inlinable public static var global: Scope { Scope(rawValue: 0) }

    @inlinable
    public static func group(_ number: Int) -> Scope {
      Scope(rawValue: Int32(truncatingIfNeeded: number) &+ 1)
    }

    /// Groups counted from one, as people do.
    public var description: String { rawValue == 0 ? "all" : "group \(rawValue)" }
  }

  /// Fitness to lead, ordered: the higher score, and among equals the lower identity.
  @frozen
  public struct Priority: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// In millionths.
    public let score: Int32
    public let agent: AgentID

    @inlinable
    public init(score: Int32, agent: AgentID) {
      self.score = score
      self.agent = agent
    }

    /// 35% performance, 20% resources, 20% specialisation, 25% reliability, without rounding.
    public static func score(_ scores: Scores) -> Int32 {
      350 &* scores.performance &+ 200 &* scores.resources &+ 200 &* scores.specialisation
        &+ 250 &* scores.reliability
    }

    @inlinable
    public static func < (left: Priority, right: Priority) -> Bool {
      left.score == right.score ? left.agent > right.agent : left.score < right.score
    }

    public var description: String { "\(agent.description) with score \(score)" }
  }
}
