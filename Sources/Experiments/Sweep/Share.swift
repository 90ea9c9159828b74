/// How many of how many, with the 95 % interval of the chance behind it (Wilson 1927).
public struct Share: Hashable, Sendable {
  /// How many have it, from 0 to `whole`.
  public let part: Int64
  /// At least one.
  public let whole: Int64

  /// - Precondition: `whole` is positive, and `part` is from 0 to `whole`.
  public init(_ part: Int64, of whole: Int64) {
    precondition(whole > 0 && part >= 0 && part <= whole, "a share of something: \(part)/\(whole)")
    self.part = part
    self.whole = whole
  }

  /// In parts per million, rounded to the nearest.
  public var partsPerMillion: Int64 {
    Share.millionths(Double(part) / Double(whole), .toNearestOrAwayFromZero)
  }

  /// The ends of the interval in parts per million, rounded outwards.
  ///
  /// Only operations that IEEE 754 rounds in one way: the same numbers on every machine.
  public var interval: ClosedRange<Int64> {
    let count = Double(whole)
    let share = Double(part) / count
    let square = 1.96 * 1.96
    let centre = share + square / (2 * count)
    let spread = 1.96 * (share * (1 - share) / count + square / (4 * count * count)).squareRoot()
    let scale = 1 + square / count
    // At the ends the interval is closed by definition; rounding must not open it.
    let low = part == 0 ? 0 : Share.millionths((centre - spread) / scale, .down)
    let high = part == whole ? 1_000_000 : Share.millionths((centre + spread) / scale, .up)
    return max(0, low)...min(1_000_000, high)
  }

  private static func millionths(_ share: Double, _ rule: FloatingPointRoundingRule) -> Int64 {
    Spread.whole(share * 1_000_000, rule)
  }
}
