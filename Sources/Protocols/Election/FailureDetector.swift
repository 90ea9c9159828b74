public import Simulator

/// Judges by the times between heartbeats how long a silence makes their sender suspect.
///
/// A fixed timeout, or the phi accrual detector (Hayashibara, Défago, Yared and Katayama, *The phi
/// Accrual Failure Detector*, SRDS 2004): `phi(t) = -log10 P(next heartbeat later than t)`, and the
/// sender is suspected when phi reaches a threshold, so that the threshold states the chance of being
/// wrong whatever the network is like. Times are those of the observing agent's clock.
public struct FailureDetector: Hashable, Sendable {
  /// When silence makes suspect.
  public enum Rule: Hashable, Sendable {
    /// After this long.
    case fixed(Nanoseconds)
    case accrual(Accrual)
  }

  /// The parameters of phi accrual.
  public struct Accrual: Hashable, Sendable {
    /// The distribution of intervals.
    public var fit: Fit
    /// Phi at which the sender is suspected, in thousandths, within `1...18000`.
    public var threshold: Int64
    /// The number of newest intervals that it goes by.
    public var window: Int
    /// The interval expected before any is known.
    public var expected: Nanoseconds
    /// The least standard deviation in the normal fit: without it a very regular sender would be
    /// suspected as soon as it is a little late.
    public var minimumDeviation: Nanoseconds

    /// The distribution that intervals are taken to follow.
    public enum Fit: UInt8, Hashable, Sendable {
      /// By its mean alone: `phi = t / (mean ln 10)`.
      case exponential
      /// By mean and standard deviation, as in the paper.
      case normal
    }

    /// - Precondition: phi is within `1...18000`, the window within `1...10000`, times are positive and at
    ///   most 1000 s.
    public init(
      fit: Fit = .normal, threshold: Int64 = 8_000, window: Int = 100,
      expected: Nanoseconds = 50 * .millisecond,
      minimumDeviation: Nanoseconds = 10 * .millisecond
    ) {
      precondition((1...18_000).contains(threshold), "phi \(threshold) must be within 1...18000")
      precondition((1...10_000).contains(window), "window \(window) must be within 1...10000")
      precondition(
        [expected, minimumDeviation].allSatisfy {
          (1...FailureDetector.longestInterval).contains($0)
        },
        "times \(expected) and \(minimumDeviation) must be positive and at most 1000 s")
      self.fit = fit
      self.threshold = threshold
      self.window = window
      self.expected = expected
      self.minimumDeviation = minimumDeviation
    }
  }

  /// The longest interval that it tells from longer ones.
  public static var longestInterval: Nanoseconds { 1000 * .second }

  /// How it judges.
  public let rule: Rule
  /// When the last heartbeat came, or nil since the last `reset`.
  public private(set) var lastHeard: Nanoseconds?
  /// The newest intervals; a ring once the window is full.
  private var intervals: [Nanoseconds] = []
  private var oldest = 0
  private var sum: Int64 = 0

  /// One that has heard nothing yet.
  public init(_ rule: Rule) { self.rule = rule }

  /// Number of intervals that it goes by.
  public var intervalCount: Int { intervals.count }

  /// A heartbeat came.
  public mutating func hear(at time: Nanoseconds) {
    defer { lastHeard = time }
    guard case .accrual(let accrual) = rule, let lastHeard else { return }
    let interval = Swift.min(Swift.max(0, time - lastHeard), FailureDetector.longestInterval)
    if intervals.count < accrual.window {
      intervals.append(interval)
    } else {
      sum -= intervals[oldest]
      intervals[oldest] = interval
      oldest = oldest + 1 == accrual.window ? 0 : oldest + 1
    }
    sum += interval
  }

  /// Forgets everything: another sender is watched from now on.
  public mutating func reset() { self = FailureDetector(rule) }

  /// Mean of the intervals, at least 1.
  public var mean: Nanoseconds {
    if intervals.isEmpty {
      if case .accrual(let accrual) = rule { return accrual.expected }
      return 1
    }
    return Swift.max(1, sum / Int64(intervals.count))
  }

  /// Standard deviation of the intervals, rounded down to microseconds;
  /// what is further than 10 s from the mean counts as 10 s from it.
  ///
  /// - Complexity: O(window)
  public var deviation: Nanoseconds {
    guard !intervals.isEmpty else { return 0 }
    let mean = mean
    var squares: Int64 = 0
    for interval in intervals {
      // At most 10 s, so that the sum of 10,000 squares of microseconds does not overflow.
      let distance = Int64(Swift.min((interval - mean).magnitude / 1000, 10_000_000))
      squares += distance * distance
    }
    return FailureDetector.squareRoot(squares / Int64(intervals.count)) * 1000
  }

  /// The greatest whole number whose square is at most `value`.
  static func squareRoot(_ value: Int64) -> Int64 {
    var low: Int64 = 0
    var high: Int64 = 3_037_000_500
    while high - low > 1 {
      let middle = (low + high) / 2
      if middle * middle <= value { low = middle } else { high = middle }
    }
    return low
  }
}
