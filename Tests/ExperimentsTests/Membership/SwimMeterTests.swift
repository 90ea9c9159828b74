import Checks
import Simulator
import Testing

@testable import Experiments
@testable import Protocols

/// The figures of a history that is told by hand: four agents, periods of a second.
struct SwimMeterTests {
  private var meter = SwimMeter(agentCount: 4, period: .second, impairing: [0])
  private var ledger = PhaseLedger()

  init() {
    for agent in 0..<4 { meter.changed(AgentID(agent), .started(.fresh), at: 0) }
  }

  private mutating func note(_ note: Swim.Note, _ agent: Int, _ milliseconds: Int64) {
    meter.noted(note, by: AgentID(agent), at: milliseconds * .millisecond)
  }

  private mutating func hold(
    _ member: Int, _ status: Swim.Status, _ agent: Int, _ milliseconds: Int64
  ) {
    note(.held(AgentID(member), Swim.Row(status, 0), clock: 0), agent, milliseconds)
  }

  private mutating func change(_ phase: FaultEvent.Phase, of index: Int, _ agents: [Int]) {
    let event = FaultEvent(
      index: index, name: "x", phase: phase, agents: agents.map { AgentID($0) }, targets: "")
    meter.faulted(event, at: .second)
    ledger.note(event, at: .second)
  }

  private func amount(_ name: String) -> Amount? {
    BarrierFigures(meter, ledger).amount(name, in: .whole)
  }

  private static func samples(_ numbers: Int64...) -> Amount {
    var histogram = Histogram()
    for number in numbers { histogram.record(number) }
    return .samples(histogram)
  }

  /// The last crashes at 2.5 s, is pinged in the second period after that, and known to all at 9.5 s.
  private mutating func crash() {
    meter.changed(AgentID(3), .crashed, at: 2500 * .millisecond)
    note(.probed(AgentID(1), number: 1, health: 2), 0, 3000)
    note(.probed(AgentID(3), number: 2, health: 0), 0, 4000)
    note(.probed(AgentID(3), number: 3, health: 0), 1, 4500)
    note(.failed(AgentID(3), 0), 0, 5000)
    note(.failed(AgentID(3), 0), 1, 5500)
    note(.declared(AgentID(3), 0, clock: 0), 0, 9000)
    hold(3, .dead, 0, 9000)
    hold(3, .dead, 1, 9200)
    hold(3, .dead, 2, 9500)
  }

  @Test mutating func `a crash has these figures`() {
    crash()
    meter.finish(at: 10 * .second)
    #expect(amount("first probe") == BarrierFigures.samples(1500))
    #expect(amount("probe periods") == Self.samples(2))
    #expect(amount("mean probe periods") == .ratio(2, 1))
    #expect(amount("mean probe time") == .ratio(1500 * .millisecond, .second))
    #expect(amount("first detection") == BarrierFigures.samples(2500))
    #expect(amount("mean detection time") == .ratio(2500 * .millisecond, .second))
    #expect(amount("first verdict") == BarrierFigures.samples(6500))
    #expect(amount("dissemination") == BarrierFigures.samples(500))
    #expect(amount("full detection") == BarrierFigures.samples(7000))
    #expect(amount("health") == Self.samples(2, 0, 0))
    #expect(amount("failed probes") == .count(2))
    #expect(amount("false positives") == .count(0))
  }

  @Test mutating func `a crash of which one member never heard is not known to all`() {
    crash()
    meter.changed(AgentID(3), .started(.intact), at: 10 * .second)
    for agent in 0..<3 { hold(3, .alive, agent, 10_500) }
    meter.changed(AgentID(3), .crashed, at: 11 * .second)
    note(.declared(AgentID(3), 1, clock: 0), 0, 12_000)
    hold(3, .dead, 0, 12_000)
    hold(3, .dead, 2, 12_100)
    meter.finish(at: 13 * .second)
    #expect(amount("first verdict") == BarrierFigures.samples(6500, 1000))
    #expect(amount("dissemination") == BarrierFigures.samples(500))
    // That one leaves, and then all know.
    note(.left(0), 1, 13_000)
    #expect(amount("dissemination") == BarrierFigures.samples(500, 1000))
  }

  @Test mutating func `messages are counted for each member and period`() {
    for _ in 0..<12 {
      meter.sent(.ping(1, []), from: AgentID(0), to: AgentID(1), .lost(.network), at: .second)
    }
    note(.left(0), 0, 2000)
    meter.finish(at: 4 * .second)
    // Four members for two seconds, and three for two.
    #expect(amount("load") == .ratio(12_000_000, 14_000_000))
  }

  @Test
  mutating func
    `a member that runs and is taken for dead is a false positive, unless a fault had it`()
  {
    hold(1, .suspect, 0, 100)
    note(.declared(AgentID(1), 0, clock: 0), 0, 500)
    hold(1, .dead, 0, 500)
    note(.refuted(1), 1, 600)
    change(.began, of: 0, [0, 2])
    change(.ended, of: 0, [0, 2])
    change(.began, of: 1, [3])
    // About one that was slow; at one; at one that another kind of fault met; about one that has left.
    hold(2, .dead, 1, 700)
    hold(1, .dead, 0, 800)
    hold(1, .dead, 3, 900)
    note(.left(0), 1, 1000)
    hold(1, .left, 3, 1100)
    hold(1, .dead, 3, 1100)
    meter.finish(at: 2 * .second)
    #expect(amount("false positives") == .count(3))
    #expect(amount("healthy false positives") == .count(2))
    #expect(amount("false verdicts") == .count(1))
    #expect(amount("false suspicions") == .count(1))
    #expect(amount("refutations") == .count(1))
    // Seven seconds of members.
    #expect(amount("false positive rate") == .ratio(3_000_000, 7_000_000))
    #expect(amount("healthy false positive rate") == .ratio(2_000_000, 7_000_000))
  }

  @Test mutating func `what clients wait for is measured`() {
    meter.clientNoted(.departure(AgentID(1)), at: 0)
    meter.clientNoted(.done(AgentID(1), since: 0), at: 30 * .millisecond)
    #expect(amount("request latency") == BarrierFigures.samples(30))
    #expect(BarrierFigures(meter).report.pulse.counts.reduce(0, +) == 1)
  }
}
