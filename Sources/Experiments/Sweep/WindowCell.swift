/// What one measure came to in one window of a run.
public struct WindowCell: Hashable, Sendable {
  /// The samples summed up, or the number.
  public let amount: SweepRow.MeasureCell
  /// Samples that were awaited in the window and never came.
  public let censored: Int64

  /// A cell of these parts.
  public init(_ amount: SweepRow.MeasureCell, censored: Int64 = 0) {
    self.amount = amount
    self.censored = censored
  }
}
