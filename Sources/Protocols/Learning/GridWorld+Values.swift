import Simulator

extension GridWorld {
  /// What the best way of walking earns from the start on average in a number of steps, discounted.
  ///
  /// By value iteration, which needs no chance. A way may depend on how many steps are left.
  ///
  /// - Complexity: O(cells * steps).
  public func optimalReturn(discount: Fixed, steps: Int) -> Fixed {
    returns(discount: discount, steps: steps) { state, values in
      var best = Fixed.least
      for move in Move.allCases {
        best = max(best, expectation(of: move, from: state, values, discount))
      }
      return best
    }
  }

  /// What walking by a policy earns from the start on average in a number of steps, discounted.
  ///
  /// - Parameter policy: the move to make in each cell.
  /// - Complexity: O(cells * steps).
  public func expectedReturn(of policy: [Move], discount: Fixed, steps: Int) -> Fixed {
    precondition(policy.count == states, "\(policy.count) moves for \(states) cells")
    return returns(discount: discount, steps: steps) { state, values in
      expectation(of: policy[state], from: state, values, discount)
    }
  }

  /// Values of ever more steps, each from those of one step less.
  private func returns(
    discount: Fixed, steps: Int, _ value: (Int, [Fixed]) -> Fixed
  ) -> Fixed {
    var values = [Fixed](repeating: .zero, count: states)
    for _ in 0..<steps {
      var next = values
      for state in 0..<states where !isFinal(state) { next[state] = value(state, values) }
      if next == values { break }
      values = next
    }
    return values[start]
  }

  /// The mean of what a move earns, with the discounted value of where it leads.
  private func expectation(
    of move: Move, from state: Int, _ values: [Fixed], _ discount: Fixed
  ) -> Fixed {
    func worth(_ move: Move) -> Fixed {
      let next = target(of: move, from: state)
      return reward(in: next) + discount * values[next]
    }
    if slip.isZero { return worth(move) }
    let (chance, sides) = (Fixed(slip), move.sides)
    return (Fixed.one - chance) * worth(move)
      + chance * ((worth(sides.0) + worth(sides.1)) / Fixed(2))
  }
}
