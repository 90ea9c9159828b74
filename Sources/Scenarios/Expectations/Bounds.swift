import Simulator

/// Reads bounds: `< 400ms`, `>= 10`, `== 0`, `5..10`, `never`.
enum Bounds {
  /// The whole numbers that satisfy the text, in the unit of a measure.
  static func range(_ text: String, _ unit: Measure.Unit) throws(Mistake) -> ClosedRange<Int64> {
    if text == "never" {
      guard unit == .count else { throw Mistake("'never' bounds only counts") }
      return 0...0
    }
    var scanner = TextScanner(text)
    scanner.skipSpaces()
    do throws(Mistake) {
      let range = try range(&scanner, unit)
      try scanner.end()
      if range.upperBound < 0 {
        throw Mistake("nothing is below zero", "such a bound can never hold")
      }
      return range
    } catch {
      throw Mistake("\(JSON5.quoted(text)) is no bound, \(error.message)", error.suggestion)
    }
  }

  private static func range(
    _ scanner: inout TextScanner, _ unit: Measure.Unit
  ) throws(Mistake) -> ClosedRange<Int64> {
    let operators: [(StaticString, (Int64) -> ClosedRange<Int64>)] = [
      ("<=", { .min...$0 }), ("<", { .min...(max(.min + 1, $0) - 1) }), (">=", { $0 ... .max }),
      (">", { (min(.max - 1, $0) + 1)...(.max) }), ("==", { $0...$0 }),
    ]
    for (sign, make) in operators where scanner.skip(sign) {
      scanner.skipSpaces()
      return make(try value(&scanner, unit))
    }
    let example = "a bound is such as \"< 400ms\", \">= 10\" or \"5..10\""
    guard !scanner.skip("="), !scanner.skip("!=") else {
      throw Mistake("its comparison is unknown", "write one of <, <=, >, >=, ==")
    }
    if scanner.isAtEnd || !scanner.nextIsNumber { throw Mistake("it has no comparison", example) }
    let low = try value(&scanner, unit)
    scanner.skipSpaces()
    guard scanner.skip("..") else { throw Mistake("it has no comparison", example) }
    scanner.skipSpaces()
    let high = try value(&scanner, unit)
    guard low <= high else { throw Mistake("the range begins above its end", "swap them") }
    return low...high
  }

  private static func value(
    _ scanner: inout TextScanner, _ unit: Measure.Unit
  ) throws(Mistake) -> Int64 {
    switch unit {
    case .duration: return try scanner.duration()
    case .bytes: return try scanner.byteCount()
    case .count:
      guard let number = scanner.number() else {
        throw Mistake("no number", "write such as \"> 10\"")
      }
      guard let value = number.integer else {
        throw Mistake("\(number.text) is no whole number", "counts are whole")
      }
      return value
    case .ratio:
      guard let number = scanner.number() else {
        throw Mistake("no number", "write such as \"< 8.5\"")
      }
      guard case .exact(let value) = number.scaled(by: scanner.skip("%") ? 10_000 : 1_000_000)
      else { throw Mistake("\(number.text) is no possible ratio", "exact to millionths") }
      return value
    }
  }
}
