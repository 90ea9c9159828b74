import Checks
import Experiments
import Scenarios
import Simulator
import Testing

/// Which part of a run a moment belongs to, as its faults divide it.
@Suite("Phases") struct PhaseLedgerTests {
  private static func event(_ fault: Int, _ phase: FaultEvent.Phase) -> FaultEvent {
    FaultEvent(index: fault, name: "fault \(fault)", phase: phase, agents: [], targets: "")
  }

  /// The split lasts from 10 to 20, the slowness from 15 to 30, the crash from 40 to 50.
  private static var ledger: PhaseLedger {
    var ledger = PhaseLedger()
    for (fault, phase, time) in [
      (0, .began, 10), (1, .began, 15), (0, .ended, 20), (1, .flapped, 25), (1, .ended, 30),
      (2, .began, 40), (2, .ended, 50),
    ] as [(Int, FaultEvent.Phase, Nanoseconds)] {
      ledger.note(event(fault, phase), at: time)
    }
    return ledger
  }

  @Test func `a phase lies before, in, between or after the faults`() {
    let ledger = Self.ledger
    #expect(ledger.phases.map { $0.start } == [0, 10, 15, 20, 30, 40, 50])
    #expect(ledger.phases.map { $0.activeCount } == [0, 1, 2, 1, 0, 1, 0])
    #expect(ledger.phases(in: .during([7])) == [])
    #expect(ledger.phases(in: .before) == [0])
    #expect(ledger.phases(in: .during([0])) == [1, 2])
    #expect(ledger.phases(in: .during([1])) == [2, 3])
    #expect(ledger.phases(in: .during([0, 2])) == [1, 2, 5])
    #expect(ledger.phases(in: .between) == [4])
    #expect(ledger.phases(in: .after) == [6])
    #expect(ledger.phases(in: .whole) == [0, 1, 2, 3, 4, 5, 6])
    #expect(ledger.end(of: 3, runEnd: 99) == 30 && ledger.end(of: 6, runEnd: 99) == 99)
  }

  @Test func `nothing comes after a fault that does not end, and without a fault all is before`() {
    var ledger = PhaseLedger()
    #expect(ledger.phases(in: .before) == [0] && ledger.phases(in: .after) == [])
    ledger.note(Self.event(0, .began), at: 10)
    #expect(ledger.phases(in: .during([0])) == [1] && ledger.phases(in: .after) == [])
  }

  @Test func `samples and counts are kept by phase, and a span by the parts of it in each`() {
    let ledger = Self.ledger
    var samples = PhasedHistogram()
    samples.record(7, phase: 0)
    samples.record(8, phase: 4)
    samples.record(18, 45, ledger)
    #expect(samples.whole.runs.map(\.value) == [7, 8, 27])
    #expect(samples.byPhase.map { $0.runs.map(\.value) } == [[7], [], [2], [10], [8, 10], [5]])
    let series = Series.samples(samples)
    #expect(series.amount(in: .during([1]), ledger).value(.max) == 10)
    #expect(series.amount(in: .between, ledger).value(.min) == 8)
    #expect(series.amount(in: .after, ledger).value(.min) == nil)
    var tally = PhasedTally()
    for (amount, phase) in [(1, 0), (2, 1), (4, 2), (8, 6)] as [(Int64, Int)] {
      tally.add(amount, phase: phase)
    }
    #expect(tally.whole == 15 && tally.byPhase == [1, 2, 4, 0, 0, 0, 8])
    #expect(Series.tally(tally).amount(in: .during([0, 1]), ledger) == .count(6))
  }

  @Test func `a gauge that did not change in a phase has the value at which it stood`() {
    let ledger = Self.ledger
    var gauge = PhasedHistogram()
    gauge.stand(at: 3, phase: 0)
    gauge.stand(at: 3, phase: 1)
    gauge.record(4, phase: 1)
    for phase in ledger.phases.indices.dropFirst(2) { gauge.stand(at: 4, phase: phase) }
    let series = Series.samples(gauge)
    #expect(gauge.whole.runs.map(\.value) == [4])
    #expect(series.amount(in: .before, ledger).value(.max) == 3)
    #expect(series.amount(in: .during([0]), ledger).value(.min) == 4)
    #expect(series.amount(in: .after, ledger).value(.min) == 4)
    var latency = PhasedHistogram()
    latency.record(4, phase: 1)
    #expect(Series.samples(latency).amount(in: .after, ledger) == .nothing)
  }
}
