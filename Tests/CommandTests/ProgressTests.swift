import Foundation
import Testing

@testable import Command

/// When progress is told on a terminal, and when in a log.
@Suite struct ProgressTests {
  /// A clock that is set by hand.
  private final class Clock: @unchecked Sendable {
    private let lock = NSLock()
    private var value = 100.0
    func set(_ time: Double) { lock.withLock { value = time } }
    var time: Double { lock.withLock { value } }
  }

  private func moments(_ isTerminal: Bool, patience: Double, _ times: [Double]) -> [Double] {
    let clock = Clock()
    var pace = ProgressPace(isTerminal: isTerminal, patience: patience) { clock.time }
    return times.filter { time in
      clock.set(100 + time)
      return pace.isDue()
    }
  }

  @Test func `a terminal is told ten times a second, after some patience`() {
    #expect(moments(true, patience: 0, [0, 0.05, 0.11, 0.15, 0.22]) == [0, 0.11, 0.22])
    #expect(moments(true, patience: 0.5, [0, 0.4, 0.6, 0.65, 0.75]) == [0.6, 0.75])
  }

  @Test func `a log is told every half a minute, and nothing of what is over before`() {
    #expect(moments(false, patience: 0.5, [0, 1, 29.9, 30, 31, 59, 60.5, 61]) == [30, 60.5])
  }
}
