public import Simulator

/// Durations as files write them.
public enum DurationText {
  /// Units with their nanoseconds, the longest first.
  static let units: [(String, Int64)] = [
    ("h", 3_600 * .second), ("m", 60 * .second), ("s", .second), ("ms", .millisecond),
    ("us", .microsecond), ("ns", 1),
  ]

  /// Exact, in the longest unit that makes it a whole number: `1500ms`, `2s`, `0s`.
  public static func text(_ time: Nanoseconds) -> String {
    if time == 0 { return "0s" }
    for (name, length) in units where time % length == 0 { return "\(time / length)\(name)" }
    return "\(time)ns"
  }

  /// Nanoseconds of a unit as files spell it, or nil.
  static func length(ofUnit name: String) -> Int64? {
    if name == "µs" || name == "μs" { return .microsecond }
    return units.first { $0.0 == name }?.1
  }
}

extension DurationText {
  /// The time that a text such as `43.2s` says, or nil if it says none.
  public static func time(_ text: String) -> Nanoseconds? {
    var scanner = TextScanner(text)
    scanner.skipSpaces()
    do throws(Mistake) {
      let time = try scanner.duration()
      try scanner.end()
      return time
    } catch {
      return nil
    }
  }
}
