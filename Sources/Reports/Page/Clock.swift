import Simulator

/// Moments of a run as text of equal width, to the millisecond.
struct Clock {
  private let hasHours: Bool
  let width: Int

  init(end: Nanoseconds) {
    hasHours = end >= 3_600 * .second
    width = Clock.text(end, hasHours).count
  }

  func text(_ time: Nanoseconds) -> String { Clock.text(time, hasHours) }

  private static func text(_ time: Nanoseconds, _ hasHours: Bool) -> String {
    let milliseconds = time / .millisecond
    let seconds = milliseconds / 1_000
    let fraction = padded(milliseconds % 1_000, 3)
    if !hasHours { return "\(seconds).\(fraction) s" }
    return
      "\(seconds / 3_600):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2)).\(fraction)"
  }

  private static func padded(_ number: Int64, _ count: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: count - digits.utf8.count) + digits
  }
}
