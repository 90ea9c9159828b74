import Experiments
import Foundation
import Reports
import Scenarios
import Simulator

/// How far a single run has come: a line on the terminal that overwrites itself, or now and then one in a log.
struct RunProgress {
  private let console: Console
  private let end: Nanoseconds
  private let start = ProcessInfo.processInfo.systemUptime
  private var pace: ProgressPace
  private var isShown = false

  /// Seconds for which nothing is shown: most runs are over by then.
  static let patience = 0.5

  /// - Parameter end: the time to which it runs.
  init(_ console: Console, end: Nanoseconds) {
    self.console = console
    self.end = end
    pace = ProgressPace(isTerminal: console.showsProgress, patience: RunProgress.patience)
  }

  mutating func show(_ session: Session) {
    guard pace.isDue() else { return }
    let now = ProcessInfo.processInfo.systemUptime
    isShown = true
    console.tellProgress(
      RunProgress.line(
        time: session.now, end: end, events: session.eventCount, elapsed: now - start))
  }

  /// `4.2s of 5m, 1,204,224 events, 12 s left`: the rest takes as long as what is over, by virtual time.
  static func line(
    time: Nanoseconds, end: Nanoseconds, events: Int64, elapsed: Double
  ) -> String {
    let line =
      "\(DurationText.rounded(time)) of \(DurationText.text(end)), "
      + CountText.counted(events, "event")
    if time <= 0 { return line }
    return line + ", \(Progress.length(elapsed * Double(end - time) / Double(time))) left"
  }

  /// Clears the line.
  mutating func finish() {
    if isShown { console.showProgress("") }
    isShown = false
  }
}
