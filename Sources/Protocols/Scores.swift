import Simulator

/// Factors of an agent's fitness, each `0...1000`.
@frozen
public struct Scores: Hashable, Sendable {
  /// Weighs 35 % in an election, as in the brief (`Election.Priority.score`).
  public var performance: Int32
  /// Weighs 20 % in an election.
  public var resources: Int32
  /// Weighs 20 % in an election; a voter of the brief counts it only for candidates of its own group.
  public var specialisation: Int32
  /// Weighs 25 % in an election.
  public var reliability: Int32

  /// The factors of one agent; by default each is 500.
  @inlinable
  public init(
    performance: Int32 = 500, resources: Int32 = 500, specialisation: Int32 = 500,
    reliability: Int32 = 500
  ) {
    self.performance = performance
    self.resources = resources
    self.specialisation = specialisation
    self.reliability = reliability
  }

  /// The sum of the factors.
  public var sum: Int32 { performance &+ resources &+ specialisation &+ reliability }
}

extension [Scores] {
  /// The scores of an agent; those of agents beyond the list are the standard.
  func scores(of agent: AgentID) -> Scores {
    agent.index < count ? self[agent.index] : Scores()
  }
}
