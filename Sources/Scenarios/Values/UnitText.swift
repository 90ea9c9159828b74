/// Values of measures as scenario files write them.
public enum UnitText {
  /// A statistic of a measure with its unit.
  public static func text(_ value: Int64, _ unit: Measure.Unit, _ statistic: Statistic) -> String {
    if statistic == .count { return String(value) }
    switch unit {
    case .duration: return DurationText.exact(value)
    case .count: return String(value)
    case .ratio: return DurationText.decimal(value, 1_000_000)
    case .bytes: return value == 1 ? "1 byte" : "\(value) bytes"
    }
  }
}
