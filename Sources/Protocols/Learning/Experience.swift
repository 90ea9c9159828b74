public import Simulator

/// One step of one agent, as other agents may learn from it.
public struct Experience: Hashable, Sendable {
  /// What tells it from every other one: when, whose and which step.
  public struct ID: Hashable, Comparable, Sendable {
    /// Number of the episode, from 0.
    public let episode: Int
    /// Number of the agent that made it.
    public let agent: Int
    /// Number of the step in the agent's episode, from 0.
    public let step: Int

    /// The identity of a step.
    public init(episode: Int, agent: Int, step: Int) {
      self.episode = episode
      self.agent = agent
      self.step = step
    }

    public static func < (left: ID, right: ID) -> Bool {
      (left.episode, left.agent, left.step) < (right.episode, right.agent, right.step)
    }
  }

  /// What tells it from every other one.
  public let id: ID
  /// The cell where the agent was.
  public let state: Int
  /// What it chose to do.
  public let move: GridWorld.Move
  /// What that led to.
  public let outcome: GridWorld.Step

  /// A step that an agent made.
  public init(id: ID, state: Int, move: GridWorld.Move, outcome: GridWorld.Step) {
    self.id = id
    self.state = state
    self.move = move
    self.outcome = outcome
  }
}

extension Experience: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("episode", id.episode)
    visitor.field("agent", id.agent)
    visitor.field("step", id.step)
    visitor.field("state", state)
    visitor.field("move", move)
    visitor.field("next", outcome.state)
    visitor.field("reward", outcome.reward)
    visitor.field("isFinal", outcome.isFinal)
  }
}
