import Simulator
import Testing

@testable import Protocols

/// The purse that the log makes.
struct PurseTests {
  private var purse = Purse(coins: 100, tasks: 3)

  private mutating func apply(_ kind: Deed.Kind, _ task: Int32, _ coins: Int64 = 60) -> Bool {
    purse.apply(Deed(kind, subject: task, amount: coins))
  }

  private var coins: [Int64] { [purse.free, purse.held, purse.spent] }

  @Test mutating func `a grant sets aside, a start spends, and what is taken back is free`() {
    var effects = [apply(.reserve, 0), apply(.reserve, 1)]
    #expect(effects == [true, false] && coins == [40, 60, 0])
    effects = [apply(.cancel, 0), apply(.cancel, 0), apply(.commit, 0)]
    #expect(effects == [true, false, false] && coins == [100, 0, 0])
    effects = [apply(.reserve, 1), apply(.commit, 1), apply(.commit, 1), apply(.cancel, 1)]
    #expect(effects == [true, true, false, false] && coins == [40, 0, 60])
    effects = [apply(.result, 1), apply(.result, 1), apply(.reserve, 1, 1)]
    #expect(effects == [true, false, false] && coins == [40, 0, 60])
    #expect(purse.states == [.open, .done, .open])
  }

  @Test mutating func `what makes no sense has no effect`() {
    let effects = [
      apply(.reserve, 3), apply(.reserve, -1), apply(.reserve, 0, -1), apply(.buy, 0),
      apply(.result, 0),
    ]
    #expect(!effects.contains(true) && coins == [100, 0, 0])
  }
}
