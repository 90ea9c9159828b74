import Protocols
import Simulator
import Testing

/// Walks on a grid, and agents that learn from one another's.
struct ExplorationTests {
  /// A corridor of four cells: from the left end to the goal at the right one.
  private let corridor = GridWorld(
    width: 4, height: 1, pits: [], stepReward: .zero)

  @Test func `a move goes to its cell, and the edge holds it back`() {
    let world = GridWorld(width: 3, height: 2, pits: [])
    #expect(GridWorld.Move.allCases.map { world.target(of: $0, from: 0) } == [0, 1, 3, 0])
    #expect(GridWorld.Move.allCases.map { world.target(of: $0, from: 4) } == [1, 5, 4, 3])
    #expect(world.goal == 5 && world.isFinal(5) && !world.isFinal(4))
  }

  @Test func `a step earns what its cell says`() {
    let world = GridWorld()
    var stream = RandomStream(seed: 1, .test)
    #expect(
      world.step(from: 23, .right, &stream)
        == GridWorld.Step(state: 24, reward: .one, isFinal: true))
    #expect(
      world.step(from: 2, .down, &stream)
        == GridWorld.Step(state: 7, reward: Fixed(-1), isFinal: true))
    #expect(
      world.step(from: 0, .up, &stream)
        == GridWorld.Step(state: 0, reward: Fixed(-1, outOf: 100), isFinal: false))
  }

  @Test func `slips go to both sides alike`() {
    let world = GridWorld(slip: Ratio(1, outOf: 5))
    var stream = RandomStream(seed: 2, .test)
    var counts = [Int](repeating: 0, count: 25)
    for _ in 0..<10_000 { counts[world.step(from: 12, .up, &stream).state] += 1 }
    #expect(counts.reduce(0, +) == 10_000 && counts[7] + counts[11] + counts[13] == 10_000)
    #expect((7_800...8_200).contains(counts[7]))
    #expect((850...1_150).contains(counts[11]) && (850...1_150).contains(counts[13]))
  }

  @Test func `the optimum by hand`() {
    let half = Fixed(1, outOf: 2)
    #expect(corridor.optimalReturn(discount: half, steps: 10) == Fixed(1, outOf: 4))
    #expect(corridor.optimalReturn(discount: half, steps: 2) == .zero)
    #expect(corridor.optimalReturn(discount: .one, steps: 10) == .one)
    // Eight steps past the pits: 0.95^7 less a hundredth for each of the seven before.
    let plan = ExplorationPlan()
    var (truth, weight) = (0.0, 1.0)
    for _ in 0..<7 {
      truth -= weight / 100
      weight *= 0.95
    }
    #expect(abs(plan.optimalReturn.real - truth - weight) < 1e-6)
    // A move of a slippery corridor stays where it is whenever it slips.
    let slippery = GridWorld(
      width: 2, height: 1, pits: [], slip: half.chance, stepReward: .zero)
    #expect(slippery.optimalReturn(discount: half, steps: 1) == half)
    #expect(slippery.optimalReturn(discount: half, steps: 2) == half + Fixed(1, outOf: 8))
  }

  @Test func `an update by hand`() {
    var table = QTable(for: corridor)
    let half = Fixed(1, outOf: 2)
    func learn(_ state: Int, _ move: GridWorld.Move, _ next: Int, _ reward: Fixed) {
      let outcome = GridWorld.Step(state: next, reward: reward, isFinal: next == 3)
      let id = Experience.ID(episode: 0, agent: 0, step: 0)
      table.update(
        Experience(id: id, state: state, move: move, outcome: outcome), rate: half, discount: half)
    }
    learn(2, .right, 3, .one)
    #expect(table[2, .right] == half)
    learn(2, .right, 3, .one)
    #expect(table[2, .right] == Fixed(3, outOf: 4))
    // Nothing follows the goal, whatever the table says of it.
    learn(3, .up, 2, Fixed(8))
    learn(2, .down, 3, .one)
    #expect(table[2, .down] == half && table[3, .up] > .one)
    learn(1, .right, 2, .zero)
    #expect(table[1, .right] == Fixed(3, outOf: 16))
    learn(1, .left, 0, Fixed(-1))
    #expect(table[1, .left] == -half)
    #expect(table.best(in: 1) == .right && table.best(in: 0) == .up)
  }

  @Test func `an agent explores as often as it should, and draws two words`() {
    var table = QTable(states: 1)
    let outcome = GridWorld.Step(state: 0, reward: .one, isFinal: true)
    let id = Experience.ID(episode: 0, agent: 0, step: 0)
    table.update(
      Experience(id: id, state: 0, move: .down, outcome: outcome), rate: .one, discount: .one)
    var stream = RandomStream(seed: 3, .test)
    var counts = [Int](repeating: 0, count: 4)
    for _ in 0..<10_000 {
      counts[table.act(in: 0, epsilon: Ratio(2, outOf: 5), &stream).ordinal] += 1
    }
    // Six tenths, and a quarter of the other four.
    #expect((6_800...7_200).contains(counts[2]))
    for move in [0, 1, 3] { #expect((880...1_120).contains(counts[move])) }
    var (one, other) = (stream, stream)
    _ = table.act(in: 0, epsilon: .never, &one)
    _ = table.act(in: 0, epsilon: .always, &other)
    #expect(one == other)
    #expect(table.act(in: 0, epsilon: .never, &one) == .down)
  }

  @Test func `the chance to explore falls by steps or by halves`() {
    let linear = ExplorationSchedule(last: Ratio(1, outOf: 5), span: 4)
    #expect(
      [0, 1, 2, 4, 9].map { linear.epsilon(in: $0).partsPerMillion }
        == [1_000_000, 799_999, 599_999, 199_999, 199_999])
    let halves = ExplorationSchedule(form: .exponential, last: Ratio(1, outOf: 10), span: 2)
    #expect(halves.epsilon(in: 0) == .always)
    #expect(halves.epsilon(in: 1).partsPerMillion == 707_106)
    #expect(halves.epsilon(in: 2) == Ratio(1, outOf: 2))
    #expect(halves.epsilon(in: 4) == Ratio(1, outOf: 4))
    #expect(halves.epsilon(in: 7) == Ratio(1, outOf: 10))
    #expect(halves.epsilon(in: 1_000_000) == Ratio(1, outOf: 10))
    for schedule in [linear, halves] {
      for episode in 1..<200 {
        #expect(
          schedule.epsilon(in: episode).threshold <= schedule.epsilon(in: episode - 1).threshold)
      }
    }
  }

  @Test func `a pool has each experience once, in one order`() {
    let plan = ExplorationPlan()
    let table = QTable(for: plan.world)
    let batches = (0..<4).map { plan.experiences(of: $0, in: 2, by: table) }
    let count = batches.map { $0.count }.reduce(0, +)
    let pool = ExperiencePool(batches.flatMap { $0 })
    #expect(pool.experiences.count == count)
    #expect(pool.experiences == batches.flatMap { $0 })
    var stream = RandomStream(seed: 4, .test)
    for _ in 0..<10 {
      var pieces = batches.flatMap { $0 }.map { [$0] } + batches
      stream.shuffle(&pieces)
      var other = ExperiencePool()
      var fresh = 0
      for piece in pieces { fresh += other.insert(piece.reversed()) }
      #expect(other == pool && fresh == count)
    }
    var once = pool
    let known = once.insert(batches[1])
    #expect(known == 0)
    once.removeAll()
    #expect(once == ExperiencePool())
  }

  @Test func `agents that share reach the optimum, and sooner than one alone`() {
    let plan = ExplorationPlan(schedule: ExplorationSchedule(last: Ratio(1, outOf: 10)))
    let optimum = plan.optimalReturn
    func episodes(_ table: (Int) -> QTable) -> Int? {
      (0...40).map { $0 * 10 }.first { plan.greedyReturn(of: table($0)) == optimum }
    }
    let shared = episodes { Learning.twinExploration(plan, agents: 5, episodes: $0) } ?? .max
    let alone = episodes { Learning.soloExploration(plan, agent: 0, episodes: $0) } ?? .max
    #expect(shared <= 100)
    #expect(shared < alone && alone <= 400, "\(shared) and \(alone)")
  }

  @Test func `no policy earns more than the optimum where agents slip`() {
    let plan = ExplorationPlan(
      world: GridWorld(slip: Ratio(1, outOf: 10)),
      schedule: ExplorationSchedule(last: Ratio(1, outOf: 10)), rate: Fixed(1, outOf: 20))
    let table = Learning.twinExploration(plan, agents: 5, episodes: 200)
    let found = plan.greedyReturn(of: table)
    #expect(found <= plan.optimalReturn)
    #expect(found > plan.optimalReturn - Fixed(1, outOf: 10), "\(found.real)")
  }

  @Test func `only those who report teach`() {
    let plan = ExplorationPlan()
    let reporters = [[0, 2], [], [1]]
    var table = QTable(for: plan.world)
    for (episode, agents) in reporters.enumerated() {
      let walks = agents.reversed().flatMap { plan.experiences(of: $0, in: episode, by: table) }
      plan.learn(from: ExperiencePool(walks), &table)
    }
    #expect(Learning.twinExploration(plan, reporters: reporters) == table)
    let solo = Learning.soloExploration(plan, agent: 1, episodes: 3)
    #expect(solo == Learning.twinExploration(plan, reporters: [[1], [1], [1]]))
  }

  @Test func `what an exploration gives stays`() {
    let plan = ExplorationPlan(
      world: GridWorld(slip: Ratio(1, outOf: 5)),
      schedule: ExplorationSchedule(form: .exponential, span: 20))
    let table = Learning.twinExploration(plan, agents: 3, episodes: 30)
    #expect(Digest.text(of: table.digest) == "8fb379ad0ba46ac8")
  }
}

extension Fixed {
  /// The number as a probability.
  fileprivate var chance: Ratio { Ratio(threshold: UInt64(bits) << 39) }
}
