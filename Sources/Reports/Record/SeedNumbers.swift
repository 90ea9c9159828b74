import Checks
import Experiments
import Scenarios

/// The numbers of a variant's runs that records keep, seed by seed.
///
/// Of each run: whether it failed, and of every measure and window that is guarded the number, or of samples
/// the median, the 99th percentile, the greatest, and how many never came. Each stands for all of its bucket of
/// `ValueGrid.fine`, and so is within 0.2 % of what was measured.
enum SeedNumbers {
  /// A row of what the numbers keep of it: its cells by window and measure.
  static func kept(_ row: SweepRow, _ cells: [WindowCell]) -> SweepRow {
    SweepRow(
      variant: row.variant, place: row.place, seed: row.seed, fingerprint: row.fingerprint,
      eventCount: 0, end: 0, measures: cells.map { $0.amount }, faults: [], violation: nil,
      failures: row.failed ? ["failed"] : [], cells: CellTable(cells.map { rounded($0) }))
  }

  private static func rounded(_ cell: WindowCell) -> WindowCell {
    switch cell.amount {
    case .nothing: return WindowCell(.nothing, censored: near(cell.censored))
    case .value(let value):
      return WindowCell(.value(near(value)), censored: near(cell.censored))
    case .samples(let samples):
      return WindowCell(
        summary(
          p50: near(samples.p50), p99: near(samples.p99), maximum: near(samples.maximum)),
        censored: near(cell.censored))
    }
  }

  private static func near(_ value: Int64) -> Int64 {
    roundest(of: ValueGrid.fine.values(of: ValueGrid.fine.bucket(of: value)))
  }

  /// The number of a range that ends in most zeros, of several the nearest to its middle: a delay of a millisecond
  /// stays one.
  private static func roundest(of range: ClosedRange<Int64>) -> Int64 {
    let (low, high) = (range.lowerBound, range.upperBound)
    if high < 0, low != Int64.min { return -roundest(of: (0 - high)...(0 - low)) }
    if low <= 0 { return high < 0 ? high : 0 }
    let middle = low + (high - low) / 2
    var step: Int64 = 1
    while step <= high / 10, high / (step * 10) * (step * 10) >= low { step *= 10 }
    let below = middle / step * step
    if below < low { return below + step }
    return below > high - step || middle - below <= below + step - middle ? below : below + step
  }

  private static func summary(p50: Int64, p99: Int64, maximum: Int64) -> SweepRow.MeasureCell {
    .samples(
      Summary(
        count: 1, mean: p50, minimum: p50, maximum: maximum, p50: p50, p90: p50, p99: p99,
        p999: maximum))
  }

  // MARK: Packing

  /// Rows of one variant, which `kept` made, in the order of the seeds.
  static func text(of rows: [SweepRow], cellCount: Int) -> String {
    var writer = BitWriter()
    NumberColumn.put(rows.map { $0.failed ? 1 : 0 }, into: &writer)
    let cells = rows.map { $0.cells.cells() ?? [] }
    for place in 0..<cellCount {
      put(cells.map { place < $0.count ? $0[place] : WindowCell(.nothing) }, into: &writer)
    }
    return Base64.text(of: writer.bytes)
  }

  private static func put(_ cells: [WindowCell], into writer: inout BitWriter) {
    let grid = ValueGrid.fine
    func column(_ number: (WindowCell) -> Int32?) {
      NumberColumn.put(cells.map(number), into: &writer)
    }
    func steps(_ cell: WindowCell) -> (p50: Int32, p99: Int32, maximum: Int32)? {
      guard case .samples(let samples) = cell.amount else { return nil }
      let (low, high) = (grid.bucket(of: samples.p50), grid.bucket(of: samples.p99))
      return (low, high - low, grid.bucket(of: samples.maximum) - high)
    }
    let hasSamples = cells.contains { if case .samples = $0.amount { true } else { false } }
    let hasCensored = cells.contains { $0.censored != 0 }
    writer.put(hasSamples)
    writer.put(hasCensored)
    if hasSamples {
      column { steps($0)?.p50 }
      column { steps($0)?.p99 }
      column { steps($0)?.maximum }
    } else {
      column {
        if case .value(let value) = $0.amount { grid.bucket(of: value) } else { nil }
      }
    }
    if hasCensored { column { grid.bucket(of: $0.censored) } }
  }

  /// What `text(of:cellCount:)` packed: of each run whether it failed, and its cells; nil if it packed none of it.
  static func runs(
    of text: String, count: Int, cellCount: Int
  ) -> [(failed: Bool, cells: [WindowCell])]? {
    guard let bytes = Base64.bytes(of: text) else { return nil }
    var reader = BitReader(bytes)
    guard let failed = NumberColumn.numbers(count, from: &reader) else { return nil }
    var runs = failed.map { (failed: $0 == 1, cells: [WindowCell]()) }
    for _ in 0..<cellCount {
      guard let cells = cells(count, from: &reader) else { return nil }
      for (place, cell) in cells.enumerated() { runs[place].cells.append(cell) }
    }
    return reader.isAtEnd ? runs : nil
  }

  private static func cells(_ count: Int, from reader: inout BitReader) -> [WindowCell]? {
    guard let hasSamples = reader.bit(), let hasCensored = reader.bit() else { return nil }
    var columns: [[Int64?]] = []
    for _ in 0..<(hasSamples ? 3 : 1) + (hasCensored ? 1 : 0) {
      guard let column = NumberColumn.numbers(count, from: &reader) else { return nil }
      columns.append(column.map { $0.map(Int64.init) })
    }
    var cells: [WindowCell] = []
    for place in 0..<count {
      let numbers = columns.map { $0[place] }
      var censored: Int64 = 0
      if hasCensored {
        guard let number = numbers[numbers.count - 1], let value = value(number) else { return nil }
        censored = value
      }
      guard let amount = amount(numbers, hasSamples) else { return nil }
      cells.append(WindowCell(amount, censored: censored))
    }
    return cells
  }

  private static func amount(_ numbers: [Int64?], _ hasSamples: Bool) -> SweepRow.MeasureCell? {
    guard let first = numbers[0] else { return .nothing }
    if !hasSamples { return value(first).map { .value($0) } }
    guard let second = numbers[1], let third = numbers[2], second >= 0, third >= 0,
      let p50 = value(first), let p99 = value(first + second),
      let maximum = value(first + second + third)
    else { return nil }
    return summary(p50: p50, p99: p99, maximum: maximum)
  }

  /// The value of a bucket that there is.
  private static func value(_ bucket: Int64) -> Int64? {
    guard let number = Int32(exactly: bucket), ValueGrid.fine.buckets.contains(number) else {
      return nil
    }
    return roundest(of: ValueGrid.fine.values(of: number))
  }
}
