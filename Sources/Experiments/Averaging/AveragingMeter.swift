public import Protocols
import Scenarios
public import Simulator

/// How fast numbers come together, what that costs, and how far their mean strays.
///
/// A round is over at its end by the world's clock. The variance is taken among the agents that run and
/// have a number, those absent from the round among them: a number that missed a round is a number still.
public struct AveragingMeter: Watcher {
  public typealias Subject = Averaging
  public typealias LoadNote = Nothing

  private var ledger = PhaseLedger()
  private let settings: Averaging.Settings
  private let targets: Targets
  /// By agent, its estimate.
  private var values: [Int64]
  /// By agent, whether it runs and has a number.
  private var isLive: [Bool]
  private var liveCount: Int64 = 0
  private var liveSum: Int64 = 0
  /// By agent, its first number; nil until it has drawn it.
  private var first: [Int64?]
  /// The next round to end; before round 1 no number has moved.
  private var openRound: Int32 = 0
  /// By round, the logarithm of the variance at its end; nil where that was 0.
  private var logarithms: [Int64?] = []
  private var reachedCoarse: Int32?
  private var reachedFine: Int32?

  private var variances = PhasedHistogram()
  private var roundsToCoarse = PhasedTally()
  private var roundsToFine = PhasedTally()
  private var meanError = PhasedTally()
  private var contraction = (factor: PhasedTally(), base: PhasedTally())
  private var agentRounds = PhasedTally()
  private var messages = PhasedTally()
  private var bytes = PhasedTally()
  private var absences = PhasedTally()
  private var lostRounds = PhasedTally()
  private var lateValues = PhasedTally()

  /// What is measured.
  struct Targets: Sendable {
    /// The coarse target is a variance below 10 to minus this.
    var coarse: Int32 = 4
    /// The fine target is a variance below 10 to minus this.
    var fine: Int32 = 9
    /// The round from whose end on the contraction is measured.
    var contractionFrom: Int32 = 0
  }

  init(agentCount: Int, _ settings: Averaging.Settings, _ targets: Targets) {
    self.settings = settings
    self.targets = targets
    values = Array(repeating: 0, count: agentCount)
    isLive = Array(repeating: false, count: agentCount)
    first = Array(repeating: nil, count: agentCount)
  }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    ledger.note(event, at: time)
  }

  public mutating func sent(
    _ message: Averaging.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    messages.add(phase: ledger.current)
    bytes.add(Int64(message.byteCount), phase: ledger.current)
  }

  public mutating func noted(_ note: Averaging.Note, by agent: AgentID, at time: Nanoseconds) {
    closeRounds(until: time)
    switch note {
    case .began(let value):
      first[agent.index] = value
      set(agent, value)
    case .resumed(let value), .averaged(_, let value): set(agent, value)
    case .emptied: drop(agent)
    case .absent: absences.add(phase: ledger.current)
    case .roundLost: lostRounds.add(phase: ledger.current)
    case .late: lateValues.add(phase: ledger.current)
    case .decided: break
    }
  }

  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    closeRounds(until: time)
    if case .crashed = change { drop(agent) }
  }

  private mutating func set(_ agent: AgentID, _ value: Int64) {
    drop(agent)
    values[agent.index] = value
    isLive[agent.index] = true
    liveCount += 1
    liveSum &+= value
  }

  private mutating func drop(_ agent: AgentID) {
    guard isLive[agent.index] else { return }
    isLive[agent.index] = false
    liveCount -= 1
    liveSum &-= values[agent.index]
  }

  private mutating func closeRounds(until time: Nanoseconds) {
    while openRound <= settings.rounds, time >= (Int64(openRound) + 1) * settings.interval {
      close(openRound)
      openRound += 1
    }
  }

  private mutating func close(_ round: Int32) {
    let variance = Variance(of: values, where: isLive, count: liveCount, sum: liveSum)
    logarithms.append(variance.log2)
    if round == 0 { return }
    variances.record(variance.trillionths, phase: ledger.current)
    agentRounds.add(liveCount, phase: ledger.current)
    if reachedCoarse == nil, variance.isBelow(decimalPlaces: targets.coarse) {
      reachedCoarse = round
    }
    if reachedFine == nil, variance.isBelow(decimalPlaces: targets.fine) { reachedFine = round }
  }

  public mutating func finish(at time: Nanoseconds) {
    closeRounds(until: time)
    let phase = ledger.current
    roundsToCoarse.add(Int64(reachedCoarse ?? settings.rounds), phase: phase)
    roundsToFine.add(Int64(reachedFine ?? settings.rounds), phase: phase)
    meanError.add(finalError, phase: phase)
    if let factor = contractionFactor {
      contraction.factor.add(factor, phase: phase)
      contraction.base.add(AveragingMeter.unit, phase: phase)
    }
  }
}

extension AveragingMeter {
  private static var unit: Int64 { 1_000_000_000 }

  /// How far the live agents' mean is from that of all first numbers, in trillionths.
  private var finalError: Int64 {
    var (sum, count): (Int64, Int64) = (0, 0)
    for case let value? in first {
      sum &+= value
      count += 1
    }
    guard count > 0, liveCount > 0 else { return 0 }
    let error = (liveSum / liveCount - sum / count).magnitude
    let scaled = error.multipliedFullWidth(by: 1_000_000_000_000)
    return Int64(clamping: (scaled.high << 24) | (scaled.low >> 40))
  }

  /// The factor of the variance a round, from `contractionFrom` to the last round in which the variance is
  /// at least 1e-18 and so far above what rounding leaves; in billionths.
  private var contractionFactor: Int64? {
    let start = Int(targets.contractionFrom)
    let least: Int64 = -60 << FixedPoint.places
    var end = start
    while end + 1 < logarithms.count, let next = logarithms[end + 1], next >= least { end += 1 }
    guard end > start, let before = logarithms[start], let after = logarithms[end] else {
      return nil
    }
    return FixedPoint.scale(
      AveragingMeter.unit, byPowerOfTwo: (after - before) / Int64(end - start))
  }
}

extension AveragingMeter {
  public func report(into report: inout WatchReport) {
    report.count(
      "rounds to fine", roundsToFine,
      better: .less,
      about: "Rounds until the variance is below the fine target; all of them if it never is.")
    report.count(
      "rounds to coarse", roundsToCoarse,
      better: .less,
      about: "Rounds until the variance is below the coarse target; all of them if it never is.")
    report.flag(
      "converged", reachedFine != nil, about: "Whether the variance fell below the fine target.")
    report.samples(
      "variance", variances, unit: .count,
      better: .less,
      about: "Variance of live agents' estimates at the end of a round, in trillionths.")
    report.ratio(
      "contraction", contraction.factor, for: contraction.base,
      better: .less, about: "Factor of the variance a round, while rounding has no part in it.")
    report.count(
      "mean error", meanError,
      better: .less,
      about: "Distance of the final mean from that of all first numbers, in trillionths.")
    reportCosts(into: &report)
  }

  private func reportCosts(into report: inout WatchReport) {
    report.ratio(
      "messages per agent and round", messages, for: agentRounds,
      better: .less, about: "Messages for each round of each live agent.")
    report.ratio(
      "bytes per agent and round", bytes, for: agentRounds,
      better: .less, about: "Bytes for each round of each live agent.")
    report.count(
      "absences", absences, better: .less, about: "Rounds in which an agent took no part.")
    report.count(
      "lost rounds", lostRounds,
      better: .less,
      about: "Rounds that the leader of all-reduce gave up because a number was missing.")
    report.count(
      "late values", lateValues, better: .less,
      about: "Numbers that came after the half of their round.")
  }
}
