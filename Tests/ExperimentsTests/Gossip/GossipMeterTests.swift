import Checks
import Protocols
import Simulator
import Testing

@testable import Experiments

/// The figures of a history that is told by hand.
struct GossipMeterTests {
  private static let first = Rumour(0)
  private static let second = Rumour(1)

  /// Three agents and two rumours, with cycles of a second.
  private var meter = GossipMeter(
    GossipLoad.Settings(agents: 3, rumours: 2), interval: .second)
  private var ledger = PhaseLedger()
  private var disks = Array(repeating: Gossip.Storage(), count: 3)

  private mutating func learn(
    _ rumour: Rumour, _ way: Gossip.Way, _ agent: Int, _ milliseconds: Int64, isHot: Bool = true,
    isDurable: Bool = true
  ) {
    let time = milliseconds * .millisecond
    meter.noted(.learned(rumour, way, isHot: isHot), by: AgentID(agent), at: time)
    if !isDurable { return }
    disks[agent].apply(Gossip.Storage.Write(rumour))
    meter.becameDurable(
      Gossip.Storage.Write(rumour), disks[agent], of: AgentID(agent), at: time)
  }

  private mutating func loseInterest(_ rumour: Rumour, _ agent: Int, _ milliseconds: Int64) {
    meter.noted(.lostInterest(rumour), by: AgentID(agent), at: milliseconds * .millisecond)
  }

  private mutating func send(_ messages: Gossip.Message...) {
    for message in messages {
      meter.sent(message, from: AgentID(0), to: AgentID(1), .lost(.network), at: .second)
    }
  }

  private mutating func change(_ phase: FaultEvent.Phase, _ milliseconds: Int64) {
    meter.faulted(fault(phase), at: milliseconds * .millisecond)
    ledger.note(fault(phase), at: milliseconds * .millisecond)
  }

  private func amount(_ name: String, in window: MeasureWindow = .whole) -> Amount? {
    BarrierFigures(meter, ledger).amount(name, in: window)
  }

  private static func samples(_ numbers: Int64...) -> Amount {
    var histogram = Histogram()
    for number in numbers { histogram.record(number) }
    return .samples(histogram)
  }

  /// The first rumour reaches all, the last of them by anti-entropy under a fault; the second one agent.
  private mutating func tell() {
    meter.clientNoted(.asked(Self.first, AgentID(0)), at: 0)
    learn(Self.first, .client, 0, 500)
    meter.clientNoted(.askedAgain(Self.first, AgentID(1)), at: 600 * .millisecond)
    // Started at a second agent as well, whose answer comes first: no delay of its own.
    learn(Self.first, .client, 1, 700)
    meter.clientNoted(.acknowledged(Self.first, since: 0), at: 900 * .millisecond)
    send(.push(Gossip.Batch(RumourSet([Self.first]))), .pull)
    loseInterest(Self.first, 1, 2000)
    loseInterest(Self.first, 0, 3000)
    change(.began, 3500)
    send(
      .digest(RumourSet([Self.first])),
      .difference(updates: RumourSet([Self.first, Self.second]), wanted: RumourSet()),
      .reply(Gossip.Batch(RumourSet([Self.first, Self.second]))))
    learn(Self.first, .antiEntropy, 2, 4200, isHot: false)
    change(.ended, 5500)
    learn(Self.second, .client, 2, 6100)
  }

  @Test mutating func `a history of two rumours has these figures`() {
    tell()
    meter.finish(at: 10 * .second)
    // Two of six pairs of agent and rumour.
    #expect(amount("residue") == .ratio(2, 6))
    #expect(amount("informed") == .flag(false))
    #expect(amount("traffic") == .ratio(3, 6))
    #expect(amount("anti-entropy traffic") == .ratio(2, 6))
    // Five messages, three agents in ten cycles; two cycles started while the fault lasted.
    #expect(amount("messages per cycle") == .ratio(5, 30))
    #expect(amount("messages per cycle", in: .during([0])) == .ratio(3, 6))
    // From 0.5 s to 4.2 s, from cycle 0 to cycle 4.
    #expect(amount("delay") == BarrierFigures.samples(3700))
    #expect(amount("delay", in: .during([0])) == BarrierFigures.samples(3700))
    #expect(amount("delay cycles") == Self.samples(4))
    #expect(amount("mean delay cycles") == .ratio(4, 1))
    // The last lost interest in the first rumour in cycle 3; one still spreads the second.
    #expect(amount("interest cycles") == Self.samples(3))
    #expect(amount("start latency") == BarrierFigures.samples(900))
    #expect(amount("acknowledged") == .count(1))
    #expect(amount("retries") == .count(1))
    let report = BarrierFigures(meter).report
    #expect(report.measures.count == 12 && report.pulse.counts.reduce(0, +) == 1)
  }

  @Test mutating func `all are informed when every disk keeps every rumour, and no sooner`() {
    for agent in 0..<3 {
      learn(Self.first, .client, agent, 100)
      learn(Self.second, .client, agent, 200, isDurable: agent < 2)
    }
    #expect(amount("informed") == .flag(false))
    #expect(amount("residue") == .ratio(0, 6))
    learn(Self.second, .client, 2, 300)
    #expect(amount("informed") == .flag(true))
    // A disk that lost what it kept, and learned it again.
    meter.storageChanged(Gossip.Storage(), of: AgentID(1), at: .second)
    #expect(amount("informed") == .flag(false))
    disks[1] = Gossip.Storage()
    learn(Self.first, .rumour, 1, 2000)
    learn(Self.second, .rumour, 1, 2000)
    #expect(amount("informed") == .flag(true))
    // What an agent learns for the second time is neither a delay nor a second pair.
    meter.finish(at: 3 * .second)
    #expect(amount("delay") == .nothing && amount("residue") == .ratio(0, 6))
  }

  @Test mutating func `a crash ends interest`() {
    learn(Self.first, .client, 0, 100)
    learn(Self.first, .rumour, 1, 1200)
    loseInterest(Self.first, 0, 2000)
    meter.changed(AgentID(1), .crashed, at: 5 * .second)
    // It comes back with its knowledge; a crash of one that spreads nothing ends nothing.
    meter.changed(AgentID(1), .crashed, at: 8 * .second)
    meter.finish(at: 9 * .second)
    #expect(amount("interest cycles") == Self.samples(5))
  }

  @Test func `no history has no sample, and nobody is informed of nothing`() {
    let meter = GossipMeter(GossipLoad.Settings(agents: 3, rumours: 0), interval: .second)
    let figures = BarrierFigures(meter)
    #expect(figures.amount("delay") == .nothing && figures.amount("residue") == .nothing)
    #expect(figures.amount("informed") == .flag(false))
  }
}
