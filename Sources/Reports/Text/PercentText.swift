import Scenarios

/// Shares as people read them.
enum PercentText {
  /// `12.5 %`, `0.04 %`: parts per million in hundredths of a percent, without zeros behind them.
  static func text(
    _ partsPerMillion: Int64, _ rule: FloatingPointRoundingRule = .toNearestOrAwayFromZero
  ) -> String {
    let hundredths = (Double(partsPerMillion) / 100).rounded(rule)
    return DurationText.decimal(Int64(hundredths) * 100, 10_000) + " %"
  }
}
