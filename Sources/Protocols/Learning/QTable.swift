public import Simulator

/// What each move in each cell is worth, as learnt so far: tabular Q-learning.
///
/// Watkins and Dayan, *Q-learning*, Machine Learning 8, 1992.
public struct QTable: Hashable, Sendable {
  /// Number of cells.
  public let states: Int
  /// The worth of moves, in the order of their cases, one cell behind the other.
  public private(set) var values: [Fixed]

  /// A table in which everything is worth 0.
  public init(states: Int) {
    precondition(states > 0, "a table of \(states) states")
    self.states = states
    values = [Fixed](repeating: .zero, count: states * 4)
  }

  /// A table of these values, in its order.
  ///
  /// - Precondition: there are four for each of at least one cell.
  public init(values: [Fixed]) {
    precondition(
      !values.isEmpty && values.count % 4 == 0, "\(values.count) values, four for each cell")
    states = values.count / 4
    self.values = values
  }

  /// A table for a grid, in which everything is worth 0.
  public init(for world: GridWorld) { self.init(states: world.states) }

  /// What a move in a cell is worth.
  public subscript(state: Int, move: GridWorld.Move) -> Fixed { values[state * 4 + move.ordinal] }

  /// The move that is worth most in a cell; of equals the first case.
  public func best(in state: Int) -> GridWorld.Move {
    var best = 0
    for move in 1..<4 where values[state * 4 + move] > values[state * 4 + best] { best = move }
    return GridWorld.Move(best)
  }

  /// A move by chance with the probability `epsilon`, else the best one; always draws two words.
  public func act(
    in state: Int, epsilon: Ratio, _ stream: inout RandomStream
  ) -> GridWorld.Move {
    let explores = stream.happens(epsilon)
    let move = stream.below(4)
    return explores ? GridWorld.Move(Int(move)) : best(in: state)
  }

  /// `Q(s, a) += rate * (r + discount * max Q(s', .) - Q(s, a))`; nothing follows a final state.
  public mutating func update(_ experience: Experience, rate: Fixed, discount: Fixed) {
    let next = experience.outcome.state
    var target = experience.outcome.reward
    if !experience.outcome.isFinal { target += discount * self[next, best(in: next)] }
    let index = experience.state * 4 + experience.move.ordinal
    values[index] += rate * (target - values[index])
  }

  /// Learns from all experiences of a pool, in its order.
  public mutating func update(_ pool: ExperiencePool, rate: Fixed, discount: Fixed) {
    for experience in pool.experiences { update(experience, rate: rate, discount: discount) }
  }

  /// What the best known moves earn from the start on average in a number of steps, discounted.
  ///
  /// It is computed and not tried, so it draws nothing even where agents slip.
  public func greedyReturn(in world: GridWorld, discount: Fixed, steps: Int) -> Fixed {
    let policy = (0..<states).map { best(in: $0) }
    return world.expectedReturn(of: policy, discount: discount, steps: steps)
  }

  /// A stable 64-bit hash of the table.
  public var digest: UInt64 {
    var digest = Digest()
    fields(into: &digest)
    return digest.value
  }
}

extension QTable: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("states", states)
    visitor.field("values", list: values)
  }
}
