import Simulator

/// Reads values that hold no other values.
enum Scalar {
  /// - Precondition: the shape accepts the kind of JSON.
  static func read(_ json: JSON5, _ shape: Shape) throws(Mistake) -> Value {
    switch json.content {
    case .boolean(let value): return .boolean(value)
    case .number(let number): return try read(number, shape)
    case .text(let text): return try read(text, shape)
    default: throw Mistake("not \(shape.summary)")
    }
  }

  private static func read(_ number: ExactNumber, _ shape: Shape) throws(Mistake) -> Value {
    switch shape {
    case .chance:
      return .chance(try TextScanner.chance(number, isPercent: false))
    case .factor:
      guard case .exact(let value) = number.scaled(by: 1000), value > 0, value <= 1_000_000_000
      else {
        throw Mistake(
          "\(number.text) is no possible factor", "over 0, up to 1000000, exact to thousandths")
      }
      return .factor(value)
    case .integer(let range):
      return .integer(try integer(number, range))
    default: throw Mistake("not \(shape.summary)")
    }
  }

  private static func integer(
    _ number: ExactNumber, _ range: ClosedRange<Int64>
  ) throws(Mistake) -> Int64 {
    switch number.scaled(by: 1) {
    case .exact(let value) where value < range.lowerBound:
      throw Mistake("\(number.text) is too small", "at least \(range.lowerBound)")
    case .exact(let value) where range.contains(value): return value
    case .exact, .tooLarge:
      if number.isNegative {
        throw Mistake("\(number.text) is too small", "at least \(range.lowerBound)")
      }
      throw Mistake("\(number.text) is too large", "at most \(range.upperBound)")
    case .tooFine: throw Mistake("\(number.text) is not a whole number", "write a whole number")
    }
  }

  private static func read(_ text: String, _ shape: Shape) throws(Mistake) -> Value {
    if case .text = shape { return .text(text) }
    if case .word(let words) = shape { return .text(try word(text, words)) }
    var scanner = TextScanner(text)
    scanner.skipSpaces()
    do throws(Mistake) {
      let value = try read(&scanner, shape)
      try scanner.end()
      return value
    } catch {
      throw Mistake("\(JSON5.quoted(text)) is wrong, \(error.message)", error.suggestion)
    }
  }

  private static func word(_ text: String, _ words: [String]) throws(Mistake) -> String {
    if words.contains(text) { return text }
    throw Mistake(
      "\(JSON5.quoted(text)) is not known here", Nearest.suggestion(for: text, among: words))
  }

  private static func read(_ scanner: inout TextScanner, _ shape: Shape) throws(Mistake) -> Value {
    switch shape {
    case .duration(let bounds):
      let time = try scanner.duration()
      return .duration(try within(time...time, bounds).lowerBound)
    case .durationRange(let bounds):
      return .durationRange(try within(scanner.durationRange(), bounds))
    case .delay: return .delay(try delay(&scanner))
    case .chance: return .chance(try scanner.chance())
    case .rate: return .rate(try scanner.rate())
    case .bandwidth: return .bandwidth(try scanner.bandwidth())
    case .partsPerMillion: return .partsPerMillion(try scanner.partsPerMillion())
    default: throw Mistake("not \(shape.summary)")
    }
  }

  private static func delay(_ scanner: inout TextScanner) throws(Mistake) -> Delay {
    let delay = try scanner.delay()
    let bounds = 0...Shape.longestDuration
    switch delay {
    case .constant(let time): _ = try within(time...time, bounds)
    case .uniform(let low, let high): _ = try within(low...high, bounds)
    case .normal(let mean, let deviation):
      _ = try within(mean...mean, bounds)
      _ = try within(deviation...deviation, bounds)
    default: break
    }
    return delay
  }

  private static func within(
    _ range: ClosedRange<Nanoseconds>, _ bounds: ClosedRange<Nanoseconds>
  ) throws(Mistake) -> ClosedRange<Nanoseconds> {
    if range.lowerBound < bounds.lowerBound {
      throw Mistake(
        "\(DurationText.text(range.lowerBound)) is too short",
        "at least \(DurationText.text(bounds.lowerBound))")
    }
    if range.upperBound > bounds.upperBound {
      throw Mistake(
        "\(DurationText.text(range.upperBound)) is too long",
        "at most \(DurationText.text(bounds.upperBound))")
    }
    return range
  }
}
