/// The seeds of a sweep: ranges in the order given.
public struct SeedSet: Hashable, Sendable {
  /// Never empty.
  public let ranges: [ClosedRange<UInt64>]

  /// The seeds of at least one range; a seed of two ranges counts twice.
  public init(_ ranges: [ClosedRange<UInt64>]) {
    precondition(!ranges.isEmpty, "a sweep has a seed")
    self.ranges = ranges
  }

  /// Number of seeds, `UInt64.max` if there are more.
  public var count: UInt64 {
    var total: UInt64 = 0
    for range in ranges {
      let width = (range.upperBound - range.lowerBound).addingReportingOverflow(1)
      let sum = total.addingReportingOverflow(width.partialValue)
      if width.overflow || sum.overflow { return .max }
      total = sum.partialValue
    }
    return total
  }

  /// The seed at a place of the order given.
  /// - Precondition: `index < count`.
  public subscript(index: UInt64) -> UInt64 {
    var rest = index
    for range in ranges {
      let last = range.upperBound - range.lowerBound
      if rest <= last { return range.lowerBound + rest }
      rest -= last + 1
    }
    preconditionFailure("seed \(index) of \(count)")
  }

  /// Reads `"7"`, `"1..10000"` or `"1..10, 20, 30..40"`; nil if it says anything else.
  public init?(text: String) {
    var ranges: [ClosedRange<UInt64>] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let range = SeedSet.range(part) else { return nil }
      ranges.append(range)
    }
    guard !ranges.isEmpty else { return nil }
    self.init(ranges)
  }

  private static func range(_ text: Substring) -> ClosedRange<UInt64>? {
    var scanner = TextScanner(String(text))
    scanner.skipSpaces()
    guard let low = scanner.digits() else { return nil }
    var high = low
    if scanner.skip("..") {
      guard let bound = scanner.digits() else { return nil }
      high = bound
    }
    scanner.skipSpaces()
    return scanner.isAtEnd && low <= high ? low...high : nil
  }
}
