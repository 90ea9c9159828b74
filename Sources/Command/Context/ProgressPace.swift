import Foundation

/// When the next word of progress is due: many times a second on a terminal, where it overwrites the last
/// one, and now and then elsewhere, where lines stay.
struct ProgressPace {
  private let interval: Double
  private let clock: @Sendable () -> Double
  private var next: Double

  /// Seconds between two lines of a log.
  static let logInterval = 30.0

  /// - Parameters:
  ///   - isTerminal: whether a line can be overwritten.
  ///   - patience: seconds for which nothing is shown on a terminal.
  ///   - clock: the time in seconds.
  init(
    isTerminal: Bool, patience: Double = 0,
    clock: @escaping @Sendable () -> Double = { ProcessInfo.processInfo.systemUptime }
  ) {
    interval = isTerminal ? 0.1 : ProgressPace.logInterval
    self.clock = clock
    next = clock() + (isTerminal ? patience : ProgressPace.logInterval)
  }

  /// Whether a word is due now; the next one is then due an interval later.
  mutating func isDue() -> Bool {
    let now = clock()
    if now < next { return false }
    next = now + interval
    return true
  }
}
