import Simulator
import Testing

@testable import Protocols

/// Each check fires on what it is for, and is silent on what is odd and legal.
struct BudgetInvariantsTests {
  private var invariants: BudgetInvariants
  private let settings: Budget.Settings
  private var purse: Purse
  private var index: Int64 = 0

  private var violated: String? { invariants.violation?.check }

  init() {
    var settings = Budget.Settings()
    settings.workers = 2
    settings.coins = 150
    settings.reserve = 30
    settings.cost = 50...50
    self.settings = settings
    invariants = BudgetInvariants(settings)
    purse = Purse(coins: settings.allowance, tasks: settings.taskCount)
  }

  private mutating func note(_ note: Budget.Note, _ agent: Int = 0) {
    invariants.noted(note, by: AgentID(agent), at: 1)
  }

  private mutating func apply(_ kind: Deed.Kind, _ task: Int32, by agents: [Int] = [0]) {
    index += 1
    let deed = Deed(kind, subject: task, amount: 50)
    let hasEffect = purse.apply(deed)
    for agent in agents {
      note(
        .applied(deed, index: index, hasEffect, held: purse.held, spent: purse.spent), agent)
    }
  }

  private mutating func done(_ task: Int32) {
    invariants.becameDurable(.done(task), Budget.Storage(), of: AgentID(3), at: 2)
  }

  @Test mutating func `grants that are refused, taken back, started and done are legal`() {
    apply(.reserve, 0, by: [0, 1, 2])
    apply(.reserve, 1)
    apply(.reserve, 2)
    apply(.cancel, 1)
    apply(.reserve, 2)
    apply(.commit, 0)
    note(.running(task: 0), 3)
    note(.done(task: 0, at: settings.offer(of: 0).deadline, isLate: false), 3)
    done(0)
    apply(.result, 0)
    note(.running(task: 0), 3)
    #expect(violated == nil, "\(String(describing: invariants.violation))")
  }

  @Test mutating func `more than may be spent is seen`() {
    purse = Purse(coins: 1000, tasks: 4)
    apply(.reserve, 0)
    apply(.reserve, 1)
    #expect(violated == nil)
    apply(.reserve, 2)
    #expect(violated == "within the budget")
  }

  @Test mutating func `money that is not accounted for is seen`() {
    let deed = Deed(.reserve, subject: 0, amount: 50)
    note(.applied(deed, index: 1, true, held: 49, spent: 0))
    #expect(violated == "exact account")
  }

  @Test mutating func `a task that is done again is seen`() {
    done(0)
    done(1)
    #expect(violated == nil)
    done(0)
    #expect(violated == "done once")
  }

  @Test mutating func `a task that the log has not started is seen`() {
    apply(.reserve, 0)
    note(.running(task: 0), 3)
    #expect(violated == "started first")
  }

  @Test mutating func `a grant that comes too late is seen`() {
    let offer = settings.offer(of: 0)
    note(.chosen(task: 0, at: offer.deadline - offer.duration))
    #expect(violated == nil)
    note(.chosen(task: 0, at: offer.deadline - offer.duration + 1))
    #expect(violated == "deadline kept or named")
  }

  @Test mutating func `late work that is called in time is seen`() {
    let deadline = settings.offer(of: 0).deadline
    note(.done(task: 0, at: deadline + 1, isLate: true), 3)
    #expect(violated == nil)
    note(.done(task: 0, at: deadline + 1, isLate: false), 3)
    #expect(violated == "deadline kept or named")
  }

  @Test mutating func `replicas that differ are seen`() {
    apply(.reserve, 0, by: [0, 1])
    #expect(violated == nil)
    let deed = Deed(.reserve, subject: 0, amount: 50)
    note(.applied(deed, index: 1, false, held: 0, spent: 0), 2)
    #expect(violated == "replicas agree")
  }

  @Test mutating func `an entry that comes late is seen`() {
    index = 4
    apply(.reserve, 0)
    index = 2
    apply(.reserve, 1)
    #expect(violated == "replicas agree")
  }
}
