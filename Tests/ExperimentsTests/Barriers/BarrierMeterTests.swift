import Protocols
import Simulator
import Testing

@testable import Experiments

/// The figures of a history that is told by hand.
struct BarrierMeterTests {
  private static let first = Barrier.Instance(0)
  private static let second = Barrier.Instance(0, generation: 1)
  private static let third = Barrier.Instance(0, generation: 2)
  private static let released = Barrier.Outcome(.released, arrived: 2, required: 2)
  private static let timedOut = Barrier.Outcome(.timedOut, arrived: 1, required: 2)
  private static let broken = Barrier.Outcome(.broken, arrived: 1, required: 2)

  /// Two participants with two rounds each, and an outsider.
  private var meter = BarrierMeter(BarrierLoad.Settings(agents: 3, rounds: 2, participants: 2))
  private var ledger = PhaseLedger()

  private mutating func note(_ note: Barrier.Note, _ agent: Int, _ milliseconds: Int64) {
    meter.noted(note, by: AgentID(agent), at: milliseconds * .millisecond)
  }

  private mutating func tell(_ note: BarrierClientNote, _ milliseconds: Int64) {
    meter.clientNoted(note, at: milliseconds * .millisecond)
  }

  private mutating func send(from source: Int, to target: Int) {
    meter.sent(
      .probe(Self.first), from: AgentID(source), to: AgentID(target), .arrives(.second),
      at: 25 * .millisecond)
  }

  private mutating func change(_ phase: FaultEvent.Phase, _ milliseconds: Int64) {
    meter.faulted(fault(phase), at: milliseconds * .millisecond)
    ledger.note(fault(phase), at: milliseconds * .millisecond)
  }

  /// Both arrive at the first generation, one of them under a fault, and are released.
  private mutating func meetFirst() {
    for client in [0, 1] as [Int32] { tell(.came(client, Self.first), 0) }
    note(.arrived(Self.first), 0, 10)
    note(.arrived(Self.first), 0, 12)
    change(.began, 20)
    send(from: 0, to: 1)
    send(from: 0, to: 0)
    send(from: 1, to: 0)
    note(.arrived(Self.first), 1, 30)
    note(.passed(Self.first, Self.released), 0, 34)
    note(.passed(Self.first, Self.released), 1, 37)
    for client in [0, 1] as [Int32] {
      tell(.answered(client, Self.first, .concluded(Self.released), since: 0), 38)
    }
    change(.ended, 40)
  }

  /// One times out at the second generation, and the other comes too late.
  private mutating func missSecond() {
    for client in [0, 1] as [Int32] { tell(.came(client, Self.second), 50) }
    note(.arrived(Self.second), 0, 50)
    note(.passed(Self.second, Self.timedOut), 0, 80)
    tell(.answered(0, Self.second, .concluded(Self.timedOut), since: 50 * .millisecond), 81)
    note(.refused(Self.second, .timedOut), 1, 90)
    tell(.answered(1, Self.second, .refused(.timedOut), since: 50 * .millisecond), 91)
  }

  /// The outsider finds no barrier, a caller exits with its agent, and one has no answer at the end.
  private mutating func breakThird() {
    tell(.came(2, Self.third), 100)
    note(.arrived(Self.third), 2, 100)
    note(.refused(Self.third, .notAvailable), 2, 101)
    tell(.answered(2, Self.third, .refused(.notAvailable), since: 100 * .millisecond), 101)
    tell(.gaveUp(2, Self.third), 101)
    tell(.came(0, Self.third), 120)
    note(.exited(.missingKey), 0, 125)
    tell(.exited(0, Self.third), 125)
    tell(.came(1, Self.third), 130)
    note(.arrived(Self.third), 1, 130)
    tell(.retried(1, Self.third), 135)
    note(.passed(Self.third, Self.broken), 1, 140)
    meter.finish(at: 200 * .millisecond)
  }

  @Test mutating func `a history of three generations has these figures`() {
    meetFirst()
    missSecond()
    breakThird()
    let figures = BarrierFigures(meter, ledger)
    // Arrivals at 10, 30, 50 and 130 ms that left at 34, 37, 80 and 140 ms.
    #expect(figures.amount("wait") == BarrierFigures.samples(24, 7, 30, 10))
    #expect(figures.amount("wait", in: .during([0])) == BarrierFigures.samples(7))
    // Of the released generation alone: arrivals at 10 and 30 ms, the last left at 37 ms.
    #expect(figures.amount("spread") == BarrierFigures.samples(20))
    #expect(figures.amount("spread", in: .during([0])) == BarrierFigures.samples(20))
    #expect(figures.amount("release latency") == BarrierFigures.samples(7))
    #expect(figures.amount("barriers released") == .count(1))
    #expect(figures.amount("barriers released", in: .during([0])) == .count(1))
    #expect(figures.amount("barriers timed out") == .count(1))
    #expect(figures.amount("barriers broken") == .count(1))
    #expect(figures.amount("rounds") == .count(3))
    #expect(figures.amount("refusals") == .count(2))
    #expect(figures.amount("not available") == .count(1))
    #expect(figures.amount("retries") == .count(1))
    // The caller that exited, and the client whose agent passed but that was never answered.
    #expect(figures.amount("unanswered") == .count(2))
    #expect(figures.amount("exited callers") == .count(1))
    #expect(figures.amount("given up") == .count(1))
    #expect(figures.amount("exited agents") == .count(1))
    // A message to oneself is none.
    #expect(figures.amount("messages per barrier") == .ratio(2, 3))
    // Each of the two participants' two rounds is over, one of them by a refusal.
    #expect(figures.amount("finished") == .flag(true))
    #expect(figures.report.measures.count == 16)
    #expect(figures.report.pulse.counts.reduce(0, +) == 3)
  }

  @Test mutating func `a participant that came through one of two rounds has not finished`() {
    meetFirst()
    meter.finish(at: .second)
    #expect(BarrierFigures(meter).amount("finished") == .flag(false))
    #expect(BarrierFigures(meter).amount("unanswered") == .count(0))
  }

  @Test func `no history has no sample and counts nothing`() {
    let figures = BarrierFigures(BarrierMeter(BarrierLoad.Settings(agents: 3)))
    #expect(figures.amount("wait") == .nothing)
    #expect(figures.amount("rounds") == .count(0))
    #expect(figures.amount("messages per barrier") == .nothing)
  }
}
