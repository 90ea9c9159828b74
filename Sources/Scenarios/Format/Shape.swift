public import Simulator

/// What kind of value a key takes, and within which bounds.
public indirect enum Shape: Hashable, Sendable {
  case boolean
  case integer(ClosedRange<Int64>)
  case text
  /// One of these words.
  case word([String])
  /// A span of time with its unit, within bounds: `"150ms"`.
  case duration(ClosedRange<Nanoseconds>)
  /// A range of spans, or one: `"150ms..300ms"`.
  case durationRange(ClosedRange<Nanoseconds>)
  /// A distribution of spans of time.
  case delay
  /// A probability: `0.01` or `"1%"`.
  case chance
  /// Events in a span of time: `"200/s"`.
  case rate
  /// Bytes a second: `"10MB/s"` or `"100Mbit/s"`.
  case bandwidth
  /// A positive decimal number, exact to thousandths.
  case factor
  /// Parts per million, one or a range: `"200ppm"`, `"-50ppm..50ppm"`.
  case partsPerMillion
  /// Seeds as ranges and single ones: `"1..10000"`, `[1, 7, "20..30"]`.
  case seeds
  /// Whom a fault means: a word, a number, or a list of those.
  case targets
  case list(of: Shape, count: ClosedRange<Int>)
  case object([Key])
  /// Names chosen by the author, each with a value of one shape. The text says what the names are.
  case map(of: Shape, names: String)
  /// Two shapes that differ in their kind of JSON value.
  case either(Shape, Shape)
  case anything

  /// A span of at least a nanosecond.
  public static var positiveDuration: Shape { .duration(1...Shape.longestDuration) }
  /// A span that may be nothing.
  public static var anyDuration: Shape { .duration(0...Shape.longestDuration) }
  /// Ten years of 365 days: sums of several cannot overflow.
  public static var longestDuration: Nanoseconds { 315_360_000 * .second }
}
