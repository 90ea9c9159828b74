import Simulator

extension TextScanner {
  /// A duration: a decimal number with a unit. `0` needs none.
  mutating func duration() throws(Mistake) -> Nanoseconds {
    let example = "a duration is a number with a unit, such as \"150ms\""
    guard let number = number() else { throw Mistake("no number", example) }
    skipSpaces()
    let unit = word()
    if unit.isEmpty && number.significand == 0 && number.isExact { return 0 }
    guard let length = DurationText.length(ofUnit: unit) else {
      throw TextScanner.wrongUnit(unit, number.text)
    }
    switch number.scaled(by: UInt64(length)) {
    case .exact(let time): return time
    case .tooFine:
      throw Mistake("\(number.text)\(unit) is no whole number of nanoseconds", "round it")
    case .tooLarge: throw Mistake("\(number.text)\(unit) is too long", "at most 87600h")
    }
  }

  private static func wrongUnit(_ unit: String, _ number: String) -> Mistake {
    let units = "units are ns, us, ms, s, m and h"
    if unit.isEmpty {
      return Mistake("\(number) has no unit", "write \"\(number)ms\" or another unit; \(units)")
    }
    let meant: String? =
      switch unit {
      case "sec", "secs", "second", "seconds", "S": "s"
      case "min", "mins", "minute", "minutes", "M": "m"
      case "hour", "hours", "hr", "H": "h"
      case "msec", "millis", "MS", "Ms": "ms"
      case "usec", "micros": "us"
      case "nsec", "nanos": "ns"
      default: nil
      }
    return Mistake(
      "'\(unit)' is not a unit of time", meant.map { "did you mean \"\(number)\($0)\"?" } ?? units)
  }

  /// One duration, or two with `..` between, the lesser first.
  mutating func durationRange() throws(Mistake) -> ClosedRange<Nanoseconds> {
    let low = try duration()
    skipSpaces()
    guard skip("..") else { return low...low }
    skipSpaces()
    let high = try duration()
    guard low <= high else {
      throw Mistake(
        "the range begins above its end",
        "write \"\(DurationText.text(high))..\(DurationText.text(low))\"")
    }
    return low...high
  }

  /// Nothing but space may follow.
  mutating func end() throws(Mistake) {
    skipSpaces()
    if !isAtEnd { throw Mistake("'\(rest)' is left over at its end") }
  }

  /// A distribution: one duration, a range, or `normal MEAN ± DEVIATION`.
  mutating func delay() throws(Mistake) -> Delay {
    if skip("normal") {
      skipSpaces()
      let mean = try duration()
      skipSpaces()
      guard skip("±") || skip("+-") || skip("+/-") else {
        throw Mistake("a normal distribution lacks its deviation", "write \"normal 5ms ± 1ms\"")
      }
      skipSpaces()
      return .normal(mean: mean, deviation: try duration())
    }
    let range = try durationRange()
    if range.lowerBound == range.upperBound { return .constant(range.lowerBound) }
    return .uniform(low: range.lowerBound, high: range.upperBound)
  }
}
