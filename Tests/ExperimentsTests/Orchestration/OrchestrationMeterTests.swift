import Simulator
import Testing

@testable import Experiments
@testable import Protocols

/// The figures of a history that is told by hand.
struct OrchestrationMeterTests {
  private static let rounds = (0..<3 as Range<Int32>).map {
    OrchestrationLoad.Round(run: 0, index: $0, number: $0 + 1)
  }
  private static let released = Barrier.Reply.concluded(
    Barrier.Outcome(.released, arrived: 3, required: 3))
  private static let timedOut = Barrier.Reply.concluded(
    Barrier.Outcome(.timedOut, arrived: 1, required: 3))

  /// A conductor and two workers with a task each; the best weight is 2.
  private static func meter(_ useCase: OrchestrationLoad.UseCase) -> OrchestrationMeter {
    OrchestrationMeter(
      OrchestrationLoad.Settings(
        agents: 3, useCase: useCase,
        shards: [FederatedModel.Shard(samples: 100, fit: 2_000_000)]))
  }

  private var meter = meter(.training)
  private var ledger = PhaseLedger()

  private mutating func tell(_ note: OrchestrationNote, _ milliseconds: Int64) {
    meter.clientNoted(note, at: milliseconds * .millisecond)
  }

  private mutating func change(_ phase: FaultEvent.Phase, _ milliseconds: Int64) {
    meter.faulted(fault(phase), at: milliseconds * .millisecond)
    ledger.note(fault(phase), at: milliseconds * .millisecond)
  }

  /// All three come, and are released.
  private mutating func meetFirst() {
    tell(.runStarted(0, dropped: 2), 0)
    tell(.started(Self.rounds[0]), 10)
    tell(.came(1, Self.rounds[0]), 20)
    change(.began, 25)
    tell(.came(2, Self.rounds[0]), 30)
    tell(.came(0, Self.rounds[0]), 30)
    for client in 0..<3 as Range<Int32> { tell(.left(client, Self.rounds[0], Self.released), 35) }
    var found = OrchestrationNote.Collection()
    found.taken = 2
    found.weight = 1_500_000
    tell(.collected(Self.rounds[0], found), 36)
  }

  /// One is released before the others have come, one times out.
  private mutating func missSecond() {
    tell(.started(Self.rounds[1]), 40)
    tell(.late(Self.rounds[0], task: 1), 41)
    tell(.came(1, Self.rounds[1]), 50)
    tell(.left(1, Self.rounds[1], Self.released), 52)
    tell(.came(0, Self.rounds[1]), 53)
    tell(.left(0, Self.rounds[1], Self.timedOut), 54)
    var found = OrchestrationNote.Collection()
    found.missing = 1
    found.foreign = 3
    found.stale = 4
    found.refused = 5
    found.weight = 1_700_000
    tell(.collected(Self.rounds[1], found), 60)
    change(.ended, 61)
  }

  /// One gives up, one exits and the conductor is left at the barrier.
  private mutating func breakThird() {
    tell(.came(2, Self.rounds[2]), 62)
    tell(.gaveUp(2, Self.rounds[2]), 63)
    tell(.came(1, Self.rounds[2]), 70)
    tell(.exited(1, Self.rounds[2]), 71)
    tell(.came(0, Self.rounds[2]), 72)
  }

  @Test mutating func `a history of three rounds has these figures`() {
    meetFirst()
    missSecond()
    breakThird()
    meter.finish(at: 100 * .millisecond)
    let figures = BarrierFigures(meter, ledger)
    #expect(figures.amount("rounds run") == .count(2))
    // From 10 to 36 ms, which belongs to the time before the fault, and from 40 to 60 ms.
    #expect(figures.amount("round time") == BarrierFigures.samples(26, 20))
    #expect(figures.amount("round time", in: .during([0])) == BarrierFigures.samples(20))
    #expect(figures.amount("results missing") == .count(1))
    #expect(figures.amount("results late") == .count(1))
    #expect(figures.amount("results of other runs") == .count(3))
    #expect(figures.amount("tasks dropped") == .count(2))
    #expect(figures.amount("stale updates") == .count(4))
    #expect(figures.amount("refused updates") == .count(5))
    // 2 less 1.7, in millionths.
    #expect(figures.amount("model error") == .count(300_000))
    #expect(figures.amount("early releases") == .count(1))
    #expect(figures.amount("given up") == .count(1))
    #expect(figures.amount("exited callers") == .count(1))
    #expect(figures.amount("blocked") == .count(1))
    #expect(figures.amount("finished") == .flag(false))
    #expect(figures.report.measures.count == 14)
    #expect(figures.report.pulse.counts.reduce(0, +) == 2)
  }

  @Test mutating func `an orchestration that ended with no client left behind has finished`() {
    meetFirst()
    var unended = meter
    unended.finish(at: .second)
    #expect(BarrierFigures(unended).amount("finished") == .flag(false))
    tell(.ended(error: 500_000), 90)
    meter.finish(at: .second)
    #expect(BarrierFigures(meter).amount("finished") == .flag(true))
  }

  @Test func `only training measures a model`() {
    var other = Self.meter(.optimisation)
    other.finish(at: 0)
    for name in ["stale updates", "refused updates", "model error"] {
      #expect(BarrierFigures(other).amount(name) == .nothing)
      #expect(BarrierFigures(Self.meter(.training)).amount(name) == .count(0))
    }
  }
}
