public import Simulator

/// A grid on which an agent walks to a goal past pits, and slips at times.
///
/// Cells are numbered by rows from the top left. With the chance `slip` a move goes to one of the
/// two sides instead, each alike; a move off the grid stays where it is. Goal and pits end an
/// episode. Sutton and Barto, *Reinforcement Learning*, 2018, section 4.1, with the noise of
/// Russell and Norvig's 4 × 3 world (*Artificial Intelligence: A Modern Approach*, section 17.1).
public struct GridWorld: Hashable, Sendable {
  /// A direction to walk in.
  public enum Move: String, Word {
    /// A row up.
    case up
    /// A column to the right.
    case right
    /// A row down.
    case down
    /// A column to the left.
    case left
  }

  /// What a move led to.
  public struct Step: Hashable, Sendable {
    /// The cell where the agent is now.
    public let state: Int
    /// What it earned.
    public let reward: Fixed
    /// Whether the episode has ended.
    public let isFinal: Bool

    /// What a move led to.
    public init(state: Int, reward: Fixed, isFinal: Bool) {
      self.state = state
      self.reward = reward
      self.isFinal = isFinal
    }
  }

  /// Number of columns.
  public let width: Int
  /// Number of rows.
  public let height: Int
  /// Where episodes start.
  public let start: Int
  /// What is to be reached.
  public let goal: Int
  /// Cells that end an episode badly, in ascending order.
  public let pits: [Int]
  /// The chance that a move goes to a side.
  public let slip: Ratio
  /// What a step earns that ends nowhere special.
  public let stepReward: Fixed
  /// What the step to the goal earns.
  public let goalReward: Fixed
  /// What the step into a pit earns.
  public let pitReward: Fixed

  /// A grid; by default from one corner to the opposite one, past three pits.
  ///
  /// - Precondition: the grid has a cell; start, goal and pits are different cells of it.
  public init(
    width: Int = 5, height: Int = 5, start: Int = 0, goal: Int? = nil, pits: [Int] = [7, 11, 18],
    slip: Ratio = .never, stepReward: Fixed = Fixed(-1, outOf: 100), goalReward: Fixed = .one,
    pitReward: Fixed = Fixed(-1)
  ) {
    let cells = width * height
    let goal = goal ?? cells - 1
    precondition(width > 0 && height > 0, "a grid of \(width) by \(height)")
    let inside = 0..<cells
    precondition(inside.contains(start) && inside.contains(goal), "from \(start) to \(goal)")
    precondition(start != goal && !pits.contains(start) && !pits.contains(goal), "a pit at an end")
    precondition(pits.allSatisfy { inside.contains($0) }, "a pit outside of \(cells) cells")
    self.width = width
    self.height = height
    self.start = start
    self.goal = goal
    self.pits = pits.sorted()
    self.slip = slip
    self.stepReward = stepReward
    self.goalReward = goalReward
    self.pitReward = pitReward
  }

  /// Number of cells.
  public var states: Int { width * height }

  /// Whether an episode ends in a cell.
  public func isFinal(_ state: Int) -> Bool { state == goal || pits.contains(state) }

  /// What the step into a cell earns.
  public func reward(in state: Int) -> Fixed {
    state == goal ? goalReward : pits.contains(state) ? pitReward : stepReward
  }

  /// Where a move from a cell leads if the agent does not slip.
  public func target(of move: Move, from state: Int) -> Int {
    let (row, column) = (state / width, state % width)
    switch move {
    case .up: return row == 0 ? state : state - width
    case .down: return row == height - 1 ? state : state + width
    case .left: return column == 0 ? state : state - 1
    case .right: return column == width - 1 ? state : state + 1
    }
  }

  /// Makes a move; always draws one word.
  public func step(from state: Int, _ move: Move, _ stream: inout RandomStream) -> Step {
    // The chance is decided by the upper bits of the word, so that its lowest one is still free.
    let word = stream.next()
    let sides = move.sides
    let taken = !slip.covers(word) ? move : word & 1 == 0 ? sides.0 : sides.1
    let next = target(of: taken, from: state)
    return Step(state: next, reward: reward(in: next), isFinal: isFinal(next))
  }
}

extension GridWorld.Move {
  /// The two directions at right angles to this one.
  var sides: (GridWorld.Move, GridWorld.Move) {
    switch self {
    case .up, .down: return (.left, .right)
    case .left, .right: return (.up, .down)
    }
  }

  /// The direction of an ordinal.
  init(_ ordinal: Int) {
    switch ordinal {
    case 0: self = .up
    case 1: self = .right
    case 2: self = .down
    default: self = .left
    }
  }
}
