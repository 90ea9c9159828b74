import Checks
import Protocols
import Scenarios
import Simulator
import Testing

@testable import Experiments

/// The figures of a history that is told by hand, and what files say.
struct ReputationMeterTests {
  private var meter: ReputationMeter
  private let settings: Reputation.Settings
  private let rating = Rating(rater: 0, number: 1, worker: 0, score: 700, epoch: 0)

  init() {
    var settings = Reputation.Settings()
    settings.workers = 1
    self.settings = settings
    meter = ReputationMeter(settings, agentCount: 2)
  }

  private func amount(_ name: String) -> Amount? { BarrierFigures(meter).amount(name) }

  private mutating func keep(_ rating: Rating, _ agent: Int) {
    var storage = Reputation.Storage()
    storage.apply(.rated(rating))
    meter.becameDurable(.rated(rating), storage, of: AgentID(agent), at: 1)
  }

  @Test mutating func `a rating that spreads, and a second report of it`() {
    for agent in [0, 1] { meter.changed(AgentID(agent), .started(.fresh), at: 0) }
    meter.clientNoted(.reported(rating), at: 10 * .millisecond)
    meter.noted(.counted(rating), by: AgentID(0), at: 20 * .millisecond)
    meter.noted(.counted(rating), by: AgentID(0), at: 25 * .millisecond)
    meter.noted(.counted(rating), by: AgentID(1), at: 50 * .millisecond)
    for _ in 1...2 {
      meter.clientNoted(
        .kept(client: 0, number: 1, after: 5 * .millisecond), at: 30 * .millisecond)
    }
    meter.clientNoted(
      .reported(
        Rating(rater: 0, number: 2, worker: 0, score: 1, epoch: 0)), at: 60 * .millisecond)
    let quality = settings.quality(of: 0)
    meter.noted(
      .scored(worker: 0, quality + 30, epoch: 1, digest: 1), by: AgentID(0), at: .second)
    keep(rating, 0)
    keep(rating, 1)
    meter.finish(at: .second)
    #expect(amount("spread time") == BarrierFigures.samples(30))
    #expect(amount("report latency") == BarrierFigures.samples(5))
    #expect(amount("unkept") == .count(1) && amount("reports") == .count(2))
    #expect(amount("converged") == .flag(true))
    var error = Histogram()
    error.record(30)
    #expect(amount("score error") == .samples(error))
  }

  @Test mutating func `agents that hold different ratings have not converged, unless one is down`()
  {
    for agent in [0, 1] { meter.changed(AgentID(agent), .started(.fresh), at: 0) }
    keep(rating, 0)
    var other = meter
    meter.finish(at: .second)
    #expect(amount("converged") == .flag(false))
    other.changed(AgentID(1), .crashed, at: 1)
    other.finish(at: .second)
    #expect(BarrierFigures(other).amount("converged") == .flag(true))
  }

  private static func complaints(_ keys: String) -> [String] {
    let text = """
      { about: "x", protocol: "reputation", agents: 3, duration: "10s",
        network: { delay: "1ms" }, \(keys) }
      """
    let error = #expect(throws: ScenarioError.self) {
      try Registry.standard.read(Array(text.utf8), file: "test.json5")
    }
    return error?.diagnostics.map { $0.description } ?? []
  }

  @Test(arguments: [
    ("load: { lies: \"praise\" }", "without liars this says nothing"),
    ("load: { seconds: \"10%\" }", "without liars this says nothing"),
    ("load: { clients: 2, liars: 3 }", "there are 2 raters"),
    ("load: { start: \"11s\" }", "clients would start when all is over"),
    ("reputation: { epoch: \"1us\" }", "epoch"),
  ])
  func `a setting that would say nothing is a mistake`(section: String, message: String) {
    let texts = Self.complaints(section)
    #expect(texts.contains { $0.contains(message) }, "\(texts)")
  }
}
