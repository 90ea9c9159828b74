import Checks

/// The cells of a run, window by window and measure by measure, in few bytes: a sweep keeps one for each
/// of its runs.
public struct CellTable: Hashable, Sendable {
  /// How `cells` are written.
  public let bytes: [UInt8]

  /// The bytes as a file has them; what they say is told by `cells`.
  public init(bytes: [UInt8]) { self.bytes = bytes }

  /// A table of these cells.
  public init(_ cells: [WindowCell]) {
    var writer = ByteWriter()
    for cell in cells { CellTable.put(cell, &writer) }
    bytes = writer.bytes
  }

  /// The first `count` cells, or all; nil if the bytes are none of a table.
  ///
  /// - Complexity: O(cells).
  public func cells(_ count: Int = .max) -> [WindowCell]? {
    var reader = ByteReader(bytes)
    var cells: [WindowCell] = []
    while !reader.isAtEnd, cells.count < count {
      guard let cell = CellTable.cell(&reader) else { return nil }
      cells.append(cell)
    }
    return cells
  }

  private enum Kind {
    static var nothing: UInt64 { 0 }
    static var value: UInt64 { 1 }
    static var samples: UInt64 { 2 }
    /// Added where samples never came.
    static var lacks: UInt64 { 4 }
  }

  private static func put(_ cell: WindowCell, _ writer: inout ByteWriter) {
    let mark = cell.censored == 0 ? 0 : Kind.lacks
    switch cell.amount {
    case .nothing: writer.put(Kind.nothing + mark)
    case .value(let value):
      writer.put(Kind.value + mark)
      writer.put(signed: value)
    case .samples(let samples):
      writer.put(Kind.samples + mark)
      put(samples, &writer)
    }
    if mark != 0 { writer.put(signed: cell.censored) }
  }

  /// Each quantile by its distance from the one below: they are near.
  private static func put(_ samples: Summary, _ writer: inout ByteWriter) {
    writer.put(UInt64(bitPattern: samples.count))
    writer.put(signed: samples.minimum)
    writer.put(signed: samples.mean &- samples.minimum)
    var last = samples.minimum
    for value in [samples.p50, samples.p90, samples.p99, samples.p999, samples.maximum] {
      writer.put(UInt64(bitPattern: value &- last))
      last = value
    }
  }

  private static func cell(_ reader: inout ByteReader) -> WindowCell? {
    guard let mark = reader.number(), mark < 2 * Kind.lacks else { return nil }
    let amount: SweepRow.MeasureCell
    switch mark % Kind.lacks {
    case Kind.nothing: amount = .nothing
    case Kind.value:
      guard let value = reader.signed() else { return nil }
      amount = .value(value)
    case Kind.samples:
      guard let summary = summary(&reader) else { return nil }
      amount = .samples(summary)
    default: return nil
    }
    if mark < Kind.lacks { return WindowCell(amount) }
    // None is written without a mark.
    guard let censored = reader.signed(), censored != 0 else { return nil }
    return WindowCell(amount, censored: censored)
  }

  private static func summary(_ reader: inout ByteReader) -> Summary? {
    guard let count = reader.number(), let minimum = reader.signed(), let mean = reader.signed()
    else { return nil }
    var values = [minimum]
    for _ in 0..<5 {
      guard let step = reader.number() else { return nil }
      values.append(values[values.count - 1] &+ Int64(bitPattern: step))
    }
    return Summary(
      count: Int64(bitPattern: count), mean: minimum &+ mean, minimum: minimum,
      maximum: values[5], p50: values[1], p90: values[2], p99: values[3], p999: values[4])
  }
}
