import Checks
import Protocols
import Scenarios
import Simulator
import Testing

@testable import Experiments

/// The figures of a history that is told by hand, and what files say.
struct BudgetMeterTests {
  private var meter: BudgetMeter
  private let settings: Budget.Settings

  init() {
    var settings = Budget.Settings()
    settings.workers = 2
    settings.coins = 200
    settings.cost = 50...50
    self.settings = settings
    meter = BudgetMeter(settings)
  }

  private func amount(_ name: String) -> Amount? { BarrierFigures(meter).amount(name) }

  private mutating func apply(
    _ kind: Deed.Kind, _ task: Int32, _ index: Int64, at milliseconds: Int64
  ) {
    meter.noted(
      .applied(
        Deed(kind, subject: task, amount: 50), index: index, true, held: 0, spent: 0),
      by: AgentID(0), at: milliseconds * .millisecond)
  }

  @Test mutating func `grants, starts, ends and refusals`() {
    meter.noted(
      .planned(round: 1, tasks: 1, of: 2, value: 40, optimum: 45), by: AgentID(0), at: 1)
    meter.noted(.planned(round: 2, tasks: 0, of: 0, value: 0, optimum: 0), by: AgentID(0), at: 1)
    apply(.reserve, 0, 1, at: 10)
    apply(.reserve, 0, 1, at: 15)
    apply(.reserve, 1, 2, at: 20)
    apply(.commit, 0, 3, at: 30)
    apply(.cancel, 1, 4, at: 40)
    apply(.reserve, 2, 5, at: 50)
    meter.noted(.done(task: 0, at: 1, isLate: false), by: AgentID(3), at: 1)
    meter.noted(.done(task: 3, at: 1, isLate: true), by: AgentID(3), at: 1)
    apply(.result, 0, 6, at: 60)
    meter.noted(.passed(task: 1, .tooLate), by: AgentID(0), at: 1)
    meter.noted(.passed(task: 3, .overBudget), by: AgentID(0), at: 1)
    meter.finish(at: .second)
    #expect(amount("grants") == .count(3) && amount("taken back") == .count(1))
    #expect(amount("start latency") == BarrierFigures.samples(20))
    #expect(amount("spent") == .ratio(50, 200) && amount("unfinished") == .count(1))
    #expect(amount("tasks done") == .count(2) && amount("tasks late") == .count(1))
    let optimum = Planner.optimum(settings.offers, budget: 200, at: settings.window)
    #expect(amount("efficiency") == .ratio(settings.offer(of: 0).value, optimum))
    #expect(amount("refused too late") == .count(1))
    #expect(amount("refused over budget") == .count(1))
    var gap = Histogram()
    gap.record(5)
    #expect(amount("plan gap") == .samples(gap))
  }

  private static func complaints(_ keys: String, agents: Int = 5) -> [String] {
    let text = """
      { about: "x", protocol: "budget", agents: \(agents), duration: "10s",
        network: { delay: "1ms" }, budget: { \(keys) } }
      """
    let error = #expect(throws: ScenarioError.self) {
      try Registry.standard.read(Array(text.utf8), file: "test.json5")
    }
    return error?.diagnostics.map { $0.description } ?? []
  }

  @Test(arguments: [
    ("leastCost: 9, mostCost: 8", "the least cost is above the most"),
    ("coins: 100, reserve: 100", "nothing may be spent"),
    ("heedsTotal: false, reserve: 3", "where the total is not heeded this says nothing"),
    ("window: \"2s\"", "a round would end before offers are planned"),
    ("replicas: 5", "there would be no worker"),
  ])
  func `a setting that would say nothing is a mistake`(section: String, message: String) {
    let texts = Self.complaints(section)
    #expect(texts.contains { $0.contains(message) }, "\(texts)")
  }
}
