public import Simulator

/// How agents learn to walk on a grid together, in episodes.
public struct ExplorationPlan: Hashable, Sendable {
  /// Where they walk.
  public var world: GridWorld
  /// With which chance they explore.
  public var schedule: ExplorationSchedule
  /// How far a value goes toward what an experience says.
  public var rate: Fixed
  /// What a reward of the next step is worth beside one of this step.
  public var discount: Fixed
  /// Steps after which an episode ends without a goal.
  public var stepLimit: Int
  /// What moves and slips are drawn from.
  public var seed: UInt64

  /// A way of learning.
  public init(
    world: GridWorld = GridWorld(), schedule: ExplorationSchedule = ExplorationSchedule(),
    rate: Fixed = Fixed(1, outOf: 10), discount: Fixed = Fixed(95, outOf: 100),
    stepLimit: Int = 100, seed: UInt64 = 1
  ) {
    precondition(stepLimit >= 0, "a limit of \(stepLimit) steps")
    self.world = world
    self.schedule = schedule
    self.rate = rate
    self.discount = discount
    self.stepLimit = stepLimit
    self.seed = seed
  }

  /// What an agent lives through in an episode by a table that does not change meanwhile.
  ///
  /// - Parameters:
  ///   - episode: number of the episode, from 0.
  ///   - agent: number of the agent, which with the episode fixes what it draws.
  ///   - epsilon: the chance to explore; without one, that of the schedule.
  public func experiences(
    of agent: Int, in episode: Int, by table: QTable, epsilon: Ratio? = nil
  ) -> [Experience] {
    let chance = epsilon ?? schedule.epsilon(in: episode)
    var stream = Learning.stream(Learning.seed(seed, worker: agent, round: episode), .walk)
    var state = world.start
    var result: [Experience] = []
    while result.count < stepLimit {
      let move = table.act(in: state, epsilon: chance, &stream)
      let outcome = world.step(from: state, move, &stream)
      let id = Experience.ID(episode: episode, agent: agent, step: result.count)
      result.append(Experience(id: id, state: state, move: move, outcome: outcome))
      if outcome.isFinal { break }
      state = outcome.state
    }
    return result
  }

  /// Learns from the experiences of an episode.
  public func learn(from pool: ExperiencePool, _ table: inout QTable) {
    table.update(pool, rate: rate, discount: discount)
  }

  /// What the best known moves of a table earn, of the grid's optimum at most.
  public func greedyReturn(of table: QTable) -> Fixed {
    table.greedyReturn(in: world, discount: discount, steps: stepLimit)
  }

  /// What the best way of walking earns.
  public var optimalReturn: Fixed { world.optimalReturn(discount: discount, steps: stepLimit) }
}
