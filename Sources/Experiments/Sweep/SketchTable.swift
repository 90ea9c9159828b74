public import Checks

/// The samples of a run by window and measure, to be pooled with those of other runs.
public struct SketchTable: Hashable, Sendable {
  /// How `sketches` are written.
  public let bytes: [UInt8]

  /// The bytes as a file has them; what they say is told by `sketches`.
  public init(bytes: [UInt8]) { self.bytes = bytes }

  /// A table of sketches; an empty one stands for none.
  public init(_ sketches: [Sketch]) {
    var writer = ByteWriter()
    for sketch in sketches { SketchTable.put(sketch, &writer) }
    bytes = writer.bytes
  }

  /// All sketches; nil if the bytes are none of a table.
  public var sketches: [Sketch]? {
    var reader = ByteReader(bytes)
    var sketches: [Sketch] = []
    while !reader.isAtEnd {
      guard let sketch = SketchTable.sketch(&reader) else { return nil }
      sketches.append(sketch)
    }
    return sketches
  }

  private static func put(_ sketch: Sketch, _ writer: inout ByteWriter) {
    writer.put(UInt64(sketch.runs.count))
    guard let first = sketch.runs.first else { return }
    writer.put(signed: sketch.sum.high)
    writer.put(sketch.sum.low)
    writer.put(signed: Int64(first.bucket))
    var last = first.bucket
    for (index, run) in sketch.runs.enumerated() {
      if index > 0 { writer.put(UInt64(run.bucket - last)) }
      last = run.bucket
      writer.put(UInt64(run.count))
    }
  }

  private static func sketch(_ reader: inout ByteReader) -> Sketch? {
    guard let size = reader.number(), size <= 1 << 20 else { return nil }
    if size == 0 { return Sketch(runs: [], sum: (0, 0)) }
    guard let high = reader.signed(), let low = reader.number(),
      var bucket = reader.signed()
    else { return nil }
    var runs: [Sketch.Run] = []
    for index in 0..<size {
      if index > 0 {
        guard let step = reader.number(), step <= 1 << 20 else { return nil }
        bucket += Int64(step)
      }
      guard let number = Int32(exactly: bucket), let count = reader.number(),
        let times = Int64(exactly: count)
      else { return nil }
      runs.append(Sketch.Run(bucket: number, count: times))
    }
    return Sketch(runs: runs, sum: (high, low))
  }
}
