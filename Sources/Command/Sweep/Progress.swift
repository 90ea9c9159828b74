import Experiments
import Foundation
import Reports

/// How far a sweep has come: a line on the terminal that overwrites itself, or now and then one in a log, and
/// one at the end.
struct Progress {
  private let console: Console
  private let total: Int
  /// Runs that were done before.
  private let before: Int
  /// What is done, one of it.
  private let noun: String
  private let start = ProcessInfo.processInfo.systemUptime
  private var pace: ProgressPace
  private var isShown = false

  init(_ console: Console, total: Int, before: Int, noun: String = "run") {
    self.console = console
    self.total = total
    self.before = before
    pace = ProgressPace(isTerminal: console.showsProgress)
    self.noun = noun
  }

  mutating func show(done: Int, failed: Int) {
    guard pace.isDue() else { return }
    let now = ProcessInfo.processInfo.systemUptime
    isShown = true
    var line = "\(grouped(done)) of \(CountText.counted(Int64(total), noun))"
    if failed > 0 { line += ", \(grouped(failed)) failed" }
    let rate = Double(done - before) / max(now - start, 0.001)
    if rate > 0 {
      line +=
        ", \(Progress.rate(rate)) \(noun)s/s, \(Progress.length(Double(total - done) / rate)) left"
    }
    console.tellProgress(line)
  }

  /// Clears the line.
  mutating func clear() {
    if isShown { console.showProgress("") }
    isShown = false
  }

  /// Clears the line and says what it took.
  mutating func finish(done: Int, jobs: Int) {
    clear()
    let elapsed = max(ProcessInfo.processInfo.systemUptime - start, 0.001)
    let rate = Progress.rate(Double(done - before) / elapsed)
    console.complain(
      "\(CountText.counted(Int64(done - before), noun)) in \(Progress.length(elapsed)), \(rate) \(noun)s/s, "
        + CountText.counted(Int64(jobs), "job"))
  }

  private func grouped(_ number: Int) -> String { CountText.grouped(Int64(number)) }

  private static func rate(_ rate: Double) -> String {
    rate >= 10 ? CountText.grouped(Int64(rate)) : CountText.thousandths(Int64(rate * 10) * 100)
  }

  /// A span on the clock, in seconds, as people say it.
  static func length(_ seconds: Double) -> String {
    let whole = Int64(min(seconds, 1e9).rounded(.up))
    if seconds < 10 { return CountText.thousandths(Int64(seconds * 10) * 100) + " s" }
    if whole < 120 { return "\(whole) s" }
    return whole < 7_200 ? "\(whole / 60) min" : "\(whole / 3_600) h \(whole / 60 % 60) min"
  }
}
