public import Simulator

/// Stops what keeps failing, tries it again with a few, and lets all through once these succeed
/// (Nygard, *Release It!*, 2007, chapter 5).
///
/// It opens by the share of failures among the last outcomes, and closes by a stricter rule: a number of
/// probes in a row must succeed, and one that fails opens it for twice as long. So it does not flap at the
/// threshold.
public struct CircuitBreaker: Hashable, Sendable {
  /// What it goes by.
  public let rules: Rules
  /// Whether it lets through.
  public private(set) var state = State.closed
  /// The last outcomes, the newest in the lowest bit, which is set for a failure.
  private var outcomes: UInt64 = 0
  private var outcomeCount = 0
  /// For how long it opens next.
  private var nextPause: Nanoseconds
  /// What a breaker that needs no evidence takes for the share of failures, in per mille.
  private var supposedShare: Int64 = 0

  /// Whether work is let through.
  public enum State: Hashable, Sendable {
    /// All of it.
    case closed
    /// None before this time.
    case open(until: Nanoseconds)
    /// A few, which are numbered from `first` on: `running` are not over, `succeeded` have succeeded.
    case halfOpen(first: Int32, running: Int, succeeded: Int)
  }

  /// When a breaker opens and closes.
  public struct Rules: Hashable, Sendable {
    /// It opens when more than this share of the last outcomes are failures, in per cent.
    public var threshold: Int64
    /// Outcomes that the share is taken over, at most 64; a quarter of them must be known.
    public var window = 20
    /// How long it is open at first; twice as long each time that a probe fails, up to eight times.
    public var pause: Nanoseconds = 2 * .second
    /// Probes that must succeed, and that run at once at most.
    public var probes = 3
    /// Whether it closes without evidence, as the original does: each time that it refuses, it takes the share
    /// for a fifth smaller.
    public var isCredulous = false

    /// The rules with this threshold, in per cent.
    public init(threshold: Int64) { self.threshold = threshold }

    /// Outcomes without which no share is taken.
    public var leastOutcomes: Int { (window + 3) / 4 }
  }

  /// A change of state.
  @frozen
  public enum Change: Hashable, Sendable {
    /// It opened after so many failures among the last outcomes.
    case opened(failures: Int, of: Int, until: Nanoseconds)
    case halfOpened
    case closed
  }

  /// A closed breaker.
  public init(_ rules: Rules) {
    self.rules = rules
    nextPause = rules.pause
  }

  /// Whether work may start now. A breaker whose pause is over is half open from then on.
  public mutating func admits(_ number: Int32, at time: Nanoseconds) -> (Bool, Change?) {
    switch state {
    case .closed: return (true, nil)
    case .halfOpen(_, let running, let succeeded):
      return (running + succeeded < rules.probes, nil)
    case .open(let end):
      if rules.isCredulous { return suppose() }
      if time < end { return (false, nil) }
      state = .halfOpen(first: number, running: 0, succeeded: 0)
      return (true, .halfOpened)
    }
  }

  /// Takes things for better than they were, whatever they are.
  private mutating func suppose() -> (Bool, Change?) {
    supposedShare = supposedShare * 4 / 5
    if supposedShare > rules.threshold * 10 { return (false, nil) }
    state = .closed
    return (true, .closed)
  }

  /// Work of this number has started.
  public mutating func start() {
    if case .halfOpen(let first, let running, let succeeded) = state {
      state = .halfOpen(first: first, running: running + 1, succeeded: succeeded)
    }
  }

  /// Work of this number is over.
  public mutating func end(_ number: Int32) {
    if case .halfOpen(let first, let running, let succeeded) = state, number >= first {
      state = .halfOpen(first: first, running: running - 1, succeeded: succeeded)
    }
  }

  /// Work of this number, or a part of it, has succeeded.
  public mutating func succeed(_ number: Int32) -> Change? {
    switch state {
    case .closed: note(isFailure: false)
    case .open: break
    case .halfOpen(let first, let running, let succeeded):
      if number < first { break }
      state = .halfOpen(first: first, running: running, succeeded: succeeded + 1)
      if succeeded + 1 < rules.probes { break }
      state = .closed
      (outcomes, outcomeCount, nextPause) = (0, 0, rules.pause)
      return .closed
    }
    return nil
  }

  /// Work of this number, or a part of it, has failed.
  public mutating func fail(_ number: Int32, at time: Nanoseconds) -> Change? {
    switch state {
    case .closed:
      note(isFailure: true)
      let failures = outcomes.nonzeroBitCount
      if outcomeCount < rules.leastOutcomes
        || Int64(failures) * 100 <= rules.threshold * Int64(outcomeCount)
      {
        return nil
      }
      return open(failures, of: outcomeCount, at: time)
    case .open: return nil
    case .halfOpen(let first, _, _): return number < first ? nil : open(1, of: 1, at: time)
    }
  }

  private mutating func note(isFailure: Bool) {
    let mask = rules.window >= 64 ? .max : (1 as UInt64) << UInt64(rules.window) - 1
    outcomes = (outcomes << 1 | (isFailure ? 1 : 0)) & mask
    outcomeCount = min(outcomeCount + 1, rules.window)
  }

  private mutating func open(_ failures: Int, of count: Int, at time: Nanoseconds) -> Change {
    let end = time + nextPause
    state = .open(until: end)
    nextPause = min(2 * nextPause, 8 * rules.pause)
    supposedShare = Int64(failures) * 1_000 / Int64(count)
    return .opened(failures: failures, of: count, until: end)
  }
}
