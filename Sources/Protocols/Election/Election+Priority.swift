public import Simulator

extension Election {
  /// Fitness to lead, ordered: the higher score, and among equals the lower identity.
  @frozen
  public struct Priority: Hashable, Comparable, Sendable {
    /// In millionths.
    public let score: Int32
    /// The agent, which decides among equals.
    public let agent: AgentID

    /// A fitness of this score.
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
  }
}
