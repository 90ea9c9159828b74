import Checks
import Protocols
import Simulator
import Testing

@testable import Experiments

/// The figures of a history that is told by hand.
struct NamingMeterTests {
  private var meter = NamingMeter(Naming.Settings(), agentCount: 3)
  private var ledger = PhaseLedger()

  private mutating func note(_ note: Naming.Note, _ agent: Int, _ milliseconds: Int64) {
    meter.noted(note, by: AgentID(agent), at: milliseconds * .millisecond)
  }

  private func amount(_ name: String) -> Amount? {
    BarrierFigures(meter, ledger).amount(name, in: .whole)
  }

  @Test
  mutating func `a spell in which connected agents differ ends when one learns, parts or crashes`()
  {
    note(.connected(AgentID(1)), 0, 10)
    note(.connected(AgentID(0)), 1, 10)
    note(.registered(name: 0), 0, 20)
    note(.owned(name: 0, by: AgentID(0)), 0, 20)
    note(.owned(name: 0, by: AgentID(0)), 1, 25)
    note(.unregistered(name: 0), 0, 30)
    note(.owned(name: 0, by: nil), 0, 30)
    note(.parted(AgentID(1)), 0, 50)
    note(.connected(AgentID(1)), 0, 60)
    meter.changed(AgentID(1), .crashed, at: 90 * .millisecond)
    meter.finish(at: .second)
    #expect(amount("differing") == BarrierFigures.samples(5, 20, 30))
    #expect(amount("registrations") == .count(1) && amount("names given up") == .count(1))
    #expect(amount("connections lost") == .count(1) && amount("names yielded") == .count(0))
  }
}
