import Checks
import Protocols
import Simulator
import Testing

@testable import Experiments

/// The figures of a history that is told by hand.
struct HierarchyMeterTests {
  /// Four agents in groups of two, of which the first three accept; heartbeats of a second.
  private var meter = HierarchyMeter(
    Hierarchy.Settings(
      branching: 2, levels: 2, opinion: .scripted([.accept, .accept, .accept, .reject]),
      heartbeat: .second, electionTimeout: 2 * .second...3 * .second),
    HierarchyLoad.Settings(agents: 4, proposals: 2))
  private var disks = Array(repeating: Hierarchy.Storage(), count: 4)
  private static let group = Hierarchy.Unit(level: 1, number: 0)
  private static let vote = Hierarchy.Query(.vote, 0, term: 1, origin: AgentID(0))

  private mutating func note(_ note: Hierarchy.Note, _ agent: Int, _ milliseconds: Int64) {
    let time = milliseconds * .millisecond
    meter.noted(note, by: AgentID(agent), at: time)
    guard case .learned(let proposal, let outcome) = note else { return }
    disks[agent].apply(.learned(proposal, outcome))
    meter.becameDurable(
      .learned(proposal, outcome), disks[agent], of: AgentID(agent), at: time)
  }

  private mutating func send(_ message: Hierarchy.Message, _ source: Int, _ target: Int) {
    meter.sent(message, from: AgentID(source), to: AgentID(target), .arrives(1), at: .second)
    meter.delivered(
      message, from: AgentID(source), to: AgentID(target), sentAt: 0, at: .second)
  }

  private func amount(_ name: String) -> Amount? { BarrierFigures(meter).amount(name) }

  @Test mutating func `a history of two decisions has these figures`() {
    meter.clientNoted(.asked(0, AgentID(1)), at: 0)
    meter.clientNoted(.askedAgain(0, AgentID(0)), at: 100 * .millisecond)
    send(.query(Self.vote, Self.group), 0, 1)
    // What an agent sends itself is no message, and two reports reach it from others.
    send(.report(Hierarchy.Report(Self.vote, of: Hierarchy.Unit(level: 0, number: 0))), 0, 0)
    send(.report(Hierarchy.Report(Self.vote, of: Hierarchy.Unit(level: 0, number: 1))), 1, 0)
    send(.report(Hierarchy.Report(Self.vote, of: Hierarchy.Unit(level: 1, number: 1))), 2, 0)
    send(.took(Self.group), 0, 2)
    note(.decided(0, .accepted, nil), 0, 2000)
    meter.clientNoted(.answered(0, .accepted, since: 0), at: 2500 * .millisecond)
    note(.learned(0, .accepted), 1, 2100)
    note(.learned(0, .accepted), 2, 2300)
    // By one vote a group, or by what came in time: all votes together accept.
    note(.decided(1, .failed, nil), 0, 4000)
    meter.finish(at: 10 * .second)
    #expect(amount("decided") == .count(2) && amount("accepted") == .count(1))
    #expect(amount("failed") == .count(1) && amount("rejected") == .count(0))
    #expect(amount("agreement") == .ratio(1, 2))
    #expect(amount("messages per decision") == .ratio(3, 2))
    #expect(amount("upkeep") == .ratio(1, 40))
    #expect(amount("uninformed") == .ratio(6, 8) && amount("informed") == .flag(false))
    #expect(amount("learning delay") == BarrierFigures.samples(100, 300))
    #expect(amount("decision latency") == BarrierFigures.samples(2500))
    var fanIn = Histogram()
    fanIn.record(2)
    fanIn.record(0)
    #expect(amount("fan-in") == .samples(fanIn))
    #expect(amount("answered") == .count(1) && amount("retries") == .count(1))
    #expect(BarrierFigures(meter).report.measures.count == 17)
  }

  @Test mutating func `agents that run must keep every decision for all to be informed`() {
    for agent in 0..<3 {
      note(.learned(0, .accepted), agent, 100)
      note(.learned(1, .accepted), agent, 200)
    }
    meter.changed(AgentID(3), .crashed, at: .second)
    meter.finish(at: 2 * .second)
    #expect(amount("informed") == .flag(true))
    meter.changed(AgentID(3), .started(.intact), at: 3 * .second)
    meter.finish(at: 3 * .second)
    #expect(amount("informed") == .flag(false))
    note(.learned(0, .accepted), 3, 3100)
    note(.learned(1, .accepted), 3, 3200)
    meter.finish(at: 4 * .second)
    #expect(amount("informed") == .flag(true))
    // A disk that lost what it kept.
    meter.storageChanged(Hierarchy.Storage(), of: AgentID(1), at: 5 * .second)
    meter.finish(at: 5 * .second)
    #expect(amount("informed") == .flag(false))
  }

  @Test mutating func `failover is from the crash of a coordinator to the next of its group`() {
    note(.elected(Self.group, 1), 0, 100)
    note(.elected(Hierarchy.Unit(level: 2, number: 0), 1), 0, 200)
    meter.changed(AgentID(1), .crashed, at: 300 * .millisecond)
    meter.changed(AgentID(0), .crashed, at: 1000 * .millisecond)
    note(.elected(Self.group, 2), 1, 1400)
    note(.elected(Hierarchy.Unit(level: 2, number: 0), 2), 2, 1700)
    // One that stepped down and was not dead is no failover.
    note(.elected(Self.group, 3), 0, 2500)
    #expect(amount("failover time") == BarrierFigures.samples(400, 700))
    #expect(amount("elections") == .count(5))
  }
}
