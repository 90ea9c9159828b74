import Simulator

/// Agents that explore a grid world, each in episodes of its own, and share what they experienced or not.
///
/// A snapshot holds the chance to explore in its round, whether experiences are shared, and what moves are
/// worth: one table if they are, else one for each learner. So both are decided with it, and no learner
/// explores by another schedule. A task is the episodes of one learner.
public struct ReinforcementJob: Hashable, Sendable {
  /// World, schedule and rates.
  public let plan: ExplorationPlan
  /// Number of rounds.
  public let rounds: Int32
  /// Episodes of a learner in a round.
  public let episodes: Int
  /// Number of learners.
  public let learners: Int32
  /// Whether every learner learns from the experiences of all.
  public let isShared: Bool

  /// Learners that know nothing.
  ///
  /// - Precondition: there is a learner and an episode, `rounds` is not negative, and the world has at most
  ///   65,536 cells and an episode fewer than 16,384 steps.
  public init(
    _ plan: ExplorationPlan, rounds: Int32, episodes: Int = 1, learners: Int32, isShared: Bool
  ) {
    precondition(
      learners > 0 && episodes > 0 && rounds >= 0,
      "\(learners) learners, \(episodes) episodes, \(rounds) rounds")
    precondition(
      plan.stepLimit < 1 << 14 && plan.world.states <= 1 << 16,
      "\(plan.stepLimit) steps, \(plan.world.states) cells")
    self.plan = plan
    self.rounds = rounds
    self.episodes = episodes
    self.learners = learners
    self.isShared = isShared
  }

  private var tableCount: Int { isShared ? 1 : Int(learners) }

  private func snapshot(_ round: Int32, _ tables: [QTable]) -> Snapshot {
    let chance = plan.schedule.epsilon(in: Int(round) * episodes).threshold
    var values = [Int64(bitPattern: chance), isShared ? 1 : 0]
    for table in tables { values += table.values.map { $0.bits } }
    return Snapshot(round: round, values: values)
  }

  var initial: Snapshot {
    snapshot(0, Array(repeating: QTable(for: plan.world), count: tableCount))
  }

  /// The tables that a snapshot holds: one, or one for each learner.
  public func tables(of snapshot: Snapshot) -> [QTable] {
    let size = plan.world.states * 4
    return (0..<tableCount).map { index in
      QTable(
        values: snapshot.values[2 + index * size..<2 + (index + 1) * size].map { Fixed(bits: $0) })
    }
  }

  var size: Int64 { Int64(episodes) * Int64(plan.stepLimit) }

  func result(of task: Int32, from snapshot: Snapshot) -> [Int64] {
    let tables = tables(of: snapshot)
    let table = tables[isShared ? 0 : Int(task)]
    let chance = Ratio(threshold: UInt64(bitPattern: snapshot.values[0]))
    var words: [Int64] = []
    for episode in 0..<episodes {
      let number = Int(snapshot.round) * episodes + episode
      for experience in plan.experiences(
        of: Int(task), in: number, by: table, epsilon: chance)
      {
        words.append(word(experience, episode))
      }
    }
    return words
  }

  /// An experience as one word; whose it is the task tells, and what it earned the world.
  private func word(_ experience: Experience, _ episode: Int) -> Int64 {
    let place = Int64(episode) << 48 | Int64(experience.id.step) << 34
    let step = Int64(experience.state) << 18 | Int64(experience.outcome.state) << 2
    return place | step | Int64(experience.move.ordinal)
  }

  private func experience(_ word: Int64, of task: Int32, in round: Int32) -> Experience {
    let next = Int(word >> 2 & 0xFFFF)
    let id = Experience.ID(
      episode: Int(round) * episodes + Int(word >> 48), agent: Int(task),
      step: Int(word >> 34 & 0x3FFF))
    return Experience(
      id: id, state: Int(word >> 18 & 0xFFFF), move: GridWorld.Move.allCases[Int(word & 3)],
      outcome: GridWorld.Step(
        state: next, reward: plan.world.reward(in: next), isFinal: plan.world.isFinal(next)))
  }

  func next(after snapshot: Snapshot, _ results: [TeamJob.Result]) -> Snapshot {
    var tables = tables(of: snapshot)
    var pool = ExperiencePool()
    for result in results {
      let batch = result.values.map { experience($0, of: result.task, in: snapshot.round) }
      if isShared {
        pool.insert(batch)
      } else {
        plan.learn(from: ExperiencePool(batch), &tables[Int(result.task)])
      }
    }
    if isShared { plan.learn(from: pool, &tables[0]) }
    return self.snapshot(snapshot.round + 1, tables)
  }

  /// What the learners earn on average without exploring.
  public func meanReturn(of snapshot: Snapshot) -> Fixed {
    let tables = tables(of: snapshot)
    let sum = tables.reduce(Fixed.zero) { $0 + plan.greedyReturn(of: $1) }
    return sum / Fixed(tables.count)
  }

  /// What a learner alone earns on one machine after as many episodes as all had together.
  public var twinReturn: Fixed {
    plan.greedyReturn(
      of: Learning.soloExploration(
        plan, agent: 0, episodes: Int(rounds) * episodes * Int(learners)))
  }
}
