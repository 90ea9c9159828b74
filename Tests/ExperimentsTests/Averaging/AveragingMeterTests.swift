import Checks
import Protocols
import Simulator
import Testing

@testable import Experiments

/// The figures of a history that is told by hand.
struct AveragingMeterTests {
  private static let one = Averaging.one

  private func settings() -> Averaging.Settings {
    var settings = Averaging.Settings()
    settings.method = .pushSum
    settings.rounds = 4
    return settings
  }

  private func meter(coarse: Int32 = 1, fine: Int32 = 2) -> AveragingMeter {
    AveragingMeter(
      agentCount: 4, settings(), AveragingMeter.Targets(coarse: coarse, fine: fine))
  }

  private func note(
    _ meter: inout AveragingMeter, _ note: Averaging.Note, _ agents: Int..., at: Nanoseconds
  ) {
    for agent in agents { meter.noted(note, by: AgentID(agent), at: at * .millisecond) }
  }

  /// Numbers -1, 1, -1, 1; then halves, of which one agent learns late; then eighths, then one that is
  /// crashed is out of the count.
  private func history() -> AveragingMeter {
    var meter = meter()
    note(&meter, .began(-Self.one), 0, 2, at: 0)
    note(&meter, .began(Self.one), 1, 3, at: 0)
    for target in [1, 2, 3] {
      meter.sent(
        .taken(hop: 0, sequence: 1), from: AgentID(0), to: AgentID(target), .lost(.network),
        at: .second)
    }
    note(&meter, .averaged(1, -Self.one / 2), 0, 2, at: 1_500)
    note(&meter, .averaged(1, Self.one / 2), 1, 3, at: 1_500)
    note(&meter, .absent(2), 1, at: 2_000)
    note(&meter, .averaged(2, -Self.one / 8), 0, 2, at: 2_500)
    note(&meter, .averaged(2, Self.one / 8), 3, at: 2_500)
    // Only now is round 2 over, so this belongs to round 3.
    note(&meter, .averaged(3, Self.one / 8), 1, at: 3_000)
    meter.changed(AgentID(3), .crashed, at: 4_000 * .millisecond)
    note(&meter, .late(3), 2, at: 4_100)
    meter.finish(at: 5_000 * .millisecond)
    return meter
  }

  private func samples(_ values: Int64...) -> Amount {
    var histogram = Histogram()
    for value in values { histogram.record(value) }
    return .samples(histogram)
  }

  @Test func `a history of four rounds has these figures`() {
    let figures = BarrierFigures(history())
    // 1/4; three of 1/8 and one of 1/2 around 3/32: 67/1024; 1/64; three around -1/24: 1/72.
    #expect(
      figures.amount("variance")
        == samples(250_000_000_000, 65_429_687_500, 15_625_000_000, 13_888_888_888))
    #expect(figures.amount("rounds to coarse") == .count(2))
    // Never below 0.01: all four rounds.
    #expect(figures.amount("rounds to fine") == .count(4))
    #expect(figures.amount("converged") == .flag(false))
    // From the start's 1 to 1/72 in four rounds; the live ones' mean is -1/24, all first numbers' is 0.
    #expect(figures.amount("mean error") == .count(41_666_666_666))
    #expect(figures.amount("messages per agent and round") == .ratio(3, 15))
    #expect(figures.amount("bytes per agent and round") == .ratio(96, 15))
    #expect(figures.amount("absences") == .count(1))
    #expect(figures.amount("late values") == .count(1))
    #expect(figures.amount("lost rounds") == .count(0))
  }

  @Test func `the contraction is the mean factor from the round that is set`() {
    guard case .ratio(let factor, let base)? = BarrierFigures(history()).amount("contraction")
    else {
      Issue.record("no contraction")
      return
    }
    // The fourth root of 1/72.
    #expect(abs(Double(factor) / Double(base) - 0.343_295) < 0.000_001)
  }

  @Test func `where no round lies above what rounding leaves, there is no contraction`() {
    var meter = meter()
    note(&meter, .began(5), 0, 1, 2, 3, at: 0)
    meter.finish(at: 5 * .second)
    #expect(BarrierFigures(meter).amount("contraction") == .nothing)
    #expect(BarrierFigures(meter).amount("converged") == .flag(true))
    #expect(BarrierFigures(meter).amount("rounds to fine") == .count(1))
  }

  @Test func `an agent without a number, and one that is down, do not count`() {
    var meter = meter()
    note(&meter, .began(Self.one), 0, 1, at: 0)
    note(&meter, .began(9 * Self.one), 2, 3, at: 0)
    note(&meter, .emptied, 2, at: 100)
    meter.changed(AgentID(3), .crashed, at: 200)
    meter.finish(at: 2 * .second)
    #expect(BarrierFigures(meter).amount("variance") == samples(0))
    #expect(BarrierFigures(meter).amount("mean error") == .count(4_000_000_000_000))
  }

  @Test func `a target is reached below it and not at it`() {
    func variance(_ value: Int64) -> Variance {
      Variance(of: [value, -value], where: [true, true], count: 2, sum: 0)
    }
    // 2^-40 squared is 2^-80; 0.1 squared is 0.01.
    #expect(!variance(Self.one / 10 + 1).isBelow(decimalPlaces: 2))
    #expect(variance(Self.one / 10).isBelow(decimalPlaces: 2))
    #expect(variance(1).isBelow(decimalPlaces: 18) && variance(1).log2 == -80 << 48)
    #expect(!variance(1 << 60).isBelow(decimalPlaces: 1))
    #expect(variance(Self.one << 3).trillionths == 64_000_000_000_000)
    #expect(variance(Self.one << 3).log2 == 6 << 48)
    #expect(variance(0).log2 == nil)
  }
}
