import Protocols
import Scenarios
import Simulator

/// The section `training` of a team.
struct TrainingSection: Configurable {
  private var rounds: Int32 = 10
  private var method = TrainingPlan.Method.weights
  private var shards: Int?
  private var participants = 0
  private var epochs = 5
  private var batch = 10
  private var rate: Int64 = 100
  private var outerRate: Int64 = 700
  private var momentum: Int64 = 900
  private var skew = DataSet.Skew.alike
  private var target: Ratio = .always

  mutating func declare(_ section: inout Section) {
    section.integer("rounds", &rounds, 1...1000, about: "Number of rounds.")
    section.integer(
      "shards", &shards, 1...1000,
      about: "Shards of the samples, dealt out to agents in turn; by default one for each agent.",
      example: "20")
    section.integer(
      "participants", &participants, 0...1000,
      about: "Shards that are trained on in a round, drawn anew for each; 0 for all.")
    section.word(
      "method", &method,
      about: "Whether weights are averaged, gradients, or weights with an outer optimiser.")
    let isLocal = Section.Condition.when("method", method, is: .weights, .outer)
    section.integer(
      "epochs", &epochs, 1...1000, when: isLocal, about: "Epochs of local training in a round.")
    section.integer(
      "batch", &batch, 0...100_000, when: isLocal, about: "Samples of a step; 0 for all.")
    section.factor("rate", &rate, about: "The length of a step along a gradient.")
    let isOuter = Section.Condition.when("method", method, is: .outer)
    section.factor("outerRate", &outerRate, when: isOuter, about: "The outer optimiser's rate.")
    section.factor(
      "momentum", &momentum, when: isOuter, about: "The outer optimiser's momentum.")
    section.word("skew", &skew, about: "How the samples of workers differ.")
    section.chance(
      "target", &target, about: "The accuracy to be reached, for rounds to target; 1 for none.")
  }

  /// One machine trains on all samples; the course on those of the shards that take part.
  func leastWork(_ data: TeamDataSection) -> Int64 {
    let passes = Int64(rounds) * Int64(method == .gradients ? 1 : epochs)
    let all = passes * data.counts.samples
    let part = participants > 0 ? all / Int64(shards ?? 1) : all
    return Computation.training(samples: all + part, weights: data.weights)
  }

  func job(_ data: DataSet.Blobs, agents: Int) -> TeamJob {
    .training(
      TrainingJob(
        TrainingPlan(
          method: method, participants: participants, epochs: epochs, batch: batch,
          rate: Fixed(rate, outOf: 1000),
          outerRate: Fixed(outerRate, outOf: 1000), momentum: Fixed(momentum, outOf: 1000),
          seed: data.seed),
        rounds: rounds, on: data, shards: shards ?? agents, skew: skew, target: Fixed(target)))
  }
}

/// The section `search` of a team.
struct SearchSection: Configurable {
  private var strategy = SearchJob.Strategy.halving
  private var trials = 16
  private var side = 3
  private var rounds: Int32 = 3
  private var epochs = 2

  mutating func declare(_ section: inout Section) {
    section.word("strategy", &strategy, about: "How trials are chosen and dealt out to rounds.")
    section.integer(
      "trials", &trials, 1...1000, when: .when("strategy", strategy, is: .random, .halving),
      about: "Number of trials.")
    section.integer(
      "side", &side, 1...20, when: .when("strategy", strategy, is: .grid),
      about: "Number of rates and of penalties; each pair is tried with two sizes of batches.")
    section.integer(
      "rounds", &rounds, 1...60, when: .when("strategy", strategy, is: .grid, .random),
      about: "Number of rounds among which trials are dealt out.")
    section.integer(
      "epochs", &epochs, 1...1000, about: "Epochs of a trial; with halving, of the first round.")
  }

  /// Every trial is run once in the course and once by the twin; halving gives as many epochs to half as many.
  func leastWork(_ data: TeamDataSection) -> Int64 {
    let count = strategy == .grid ? 2 * Int64(side * side) : Int64(trials)
    let last = strategy == .halving ? Int64(epochs) * max(1, count / 2) : Int64(epochs)
    let samples = (last + Int64(epochs)) * data.counts.samples + 2 * data.counts.validation
    return Computation.training(samples: count * samples, weights: data.weights)
  }

  func job(_ data: DataSet.Blobs) -> TeamJob {
    .search(
      SearchJob(
        strategy, side: side, count: trials, rounds: rounds, epochs: epochs, on: data))
  }
}

/// The section `reinforcement` of a team.
struct ReinforcementSection: Configurable {
  private var rounds: Int32 = 20
  private var episodes = 1
  private var isShared = true
  private var schedule = ExplorationSchedule.Form.linear
  private var explore = Ratio.always
  private var slip = Ratio.never
  private var width = 5
  private var height = 5
  private var steps = 50

  mutating func declare(_ section: inout Section) {
    section.integer("rounds", &rounds, 1...60, about: "Number of rounds.")
    section.integer(
      "episodes", &episodes, 1...1000, about: "Episodes of each learner in a round.")
    section.flag(
      "share", &isShared, about: "Whether every learner learns from the experiences of all.")
    section.word(
      "schedule", &schedule, about: "How the chance to explore falls from round to round.")
    section.chance("explore", &explore, about: "The chance to explore in the first episode.")
    section.chance(
      "slip", &slip, about: "The chance that a move goes to one of the sides.")
    section.integer("width", &width, 2...64, about: "Cells of a row of the grid.")
    section.integer("height", &height, 2...64, about: "Rows of the grid.")
    section.integer(
      "steps", &steps, 1...1000, about: "Steps after which an episode ends.")
  }

  /// A learner alone walks as far as all together, and the grid is valued after each round.
  func leastWork(learners: Int64) -> Int64 {
    let walked = Int64(rounds) * Int64(episodes) * Int64(steps)
    let tables = isShared ? 1 : learners
    return Computation.sum(
      Computation.walking(steps: 2 * walked * learners),
      Computation.valuing(
        cells: Int64(width * height), steps: Int64(steps), rounds: Int64(rounds) * (tables + 1)))
  }

  func job(seed: UInt64, agents: Int) -> TeamJob {
    // Three pits off the walls, where there is room for them.
    let pits = width > 4 && height > 4 ? [width + 2, 2 * width + 1, 3 * width + 3] : []
    let world = GridWorld(width: width, height: height, pits: pits, slip: slip)
    let span = Swift.max(1, Int(rounds) * episodes / (schedule == .linear ? 1 : 6))
    let plan = ExplorationPlan(
      world: world,
      schedule: ExplorationSchedule(form: schedule, first: explore, span: span),
      stepLimit: steps, seed: seed)
    return .reinforcement(
      ReinforcementJob(
        plan, rounds: rounds, episodes: episodes, learners: Int32(agents), isShared: isShared))
  }
}
