import Simulator

/// Factors of an agent's fitness, each `0...1000`.
@frozen
public struct Scores: Hashable, Sendable {
  public var performance: Int32
  public var resources: Int32
  public var specialisation: Int32
  public var reliability: Int32

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
