/// One measure, overall and per fault interval, recorded while the faults come and go.
///
/// A milestone fault's time is not known beforehand, and whether a quiet stretch lies between faults or
/// after them is not known before the end. So a quiet stretch is kept apart until the next fault begins.
/// Labels are those of `IntervalTable`; `record` is to be called in the order of time.
public struct IntervalHistograms: Hashable, Sendable {
  /// Every sample.
  public private(set) var overall = Histogram()
  /// Samples before the first fault; empty when no fault came.
  public private(set) var before = Histogram()
  /// Samples during each fault, in the order in which they began.
  public private(set) var during: [Histogram] = []
  /// Samples between faults.
  public private(set) var between = Histogram()
  /// Samples of the quiet stretch since the last fault ended, or since the start.
  private var quiet = Histogram()
  /// Faults that hold now, in the order in which they began.
  private var active: [Int] = []

  public init() {}

  /// Samples after the last fault ended; empty while a fault holds, and when no fault came.
  public var after: Histogram { during.isEmpty ? Histogram() : quiet }

  /// A fault begins.
  ///
  /// - Returns: its position in `during`, to end it by.
  public mutating func beginFault() -> Int {
    if during.isEmpty { before = quiet } else { between.merge(quiet) }
    quiet = Histogram()
    active.append(during.count)
    during.append(Histogram())
    return during.count - 1
  }

  /// A fault ends; without effect when it has ended already.
  public mutating func endFault(_ index: Int) { active.removeAll { $0 == index } }

  /// Adds a sample of the present moment.
  public mutating func record(_ sample: Int64) {
    overall.record(sample)
    if active.isEmpty { quiet.record(sample) }
    for index in active { during[index].record(sample) }
  }
}
