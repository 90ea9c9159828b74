import Checks
import Protocols
import Simulator
import Testing

@testable import Experiments

/// The figures of a history that is told by hand.
struct LeasingMeterTests {
  private var meter = LeasingMeter(agentCount: 5)
  private var ledger = PhaseLedger()

  private mutating func note(_ note: Leasing.Note, _ agent: Int, _ milliseconds: Int64) {
    meter.noted(note, by: AgentID(agent), at: milliseconds * .millisecond)
  }

  private func amount(_ name: String) -> Amount? {
    BarrierFigures(meter, ledger).amount(name, in: .whole)
  }

  @Test mutating func `spells without a holder and with two are measured`() {
    note(.acquired(fence: 1), 2, 100)
    note(.acquired(fence: 2), 3, 300)
    note(.lost(fence: 1, .ranOut), 2, 350)
    note(.lost(fence: 2, .told), 3, 400)
    note(.acquired(fence: 3), 4, 420)
    note(.acquired(fence: 4), 2, 500)
    meter.changed(AgentID(4), .crashed, at: 530 * .millisecond)
    meter.finish(at: .second)
    #expect(amount("without holder") == BarrierFigures.samples(100, 20))
    #expect(amount("double holding") == BarrierFigures.samples(50, 30))
  }

  @Test mutating func `a write under an older lease than one before is late`() {
    for (fence, time) in [(1, 100), (2, 150), (1, 300), (2, 310)] as [(Int64, Int64)] {
      note(.accepted(fence: fence, from: AgentID(2), number: 1), 1, time)
    }
    note(.refused(fence: 1, from: AgentID(2)), 1, 320)
    note(.granted(fence: 1, to: AgentID(2)), 0, 10)
    meter.finish(at: 400 * .millisecond)
    #expect(amount("writes") == .count(4) && amount("late writes") == .count(1))
    #expect(amount("writes refused") == .count(1) && amount("leases") == .count(1))
    #expect(amount("unavailable") == BarrierFigures.samples(100, 50, 150, 10, 90))
  }
}
