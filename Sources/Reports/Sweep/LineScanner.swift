/// Goes through the lines of a file that have an end; what follows the last end is torn.
struct LineScanner {
  let bytes: [UInt8]
  /// Where the next line begins.
  private(set) var position = 0
  /// Lines that were read.
  private(set) var count = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  /// The next line without its end.
  mutating func next() -> ArraySlice<UInt8>? {
    guard let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    defer {
      position = end + 1
      count += 1
    }
    return bytes[position..<end]
  }

  /// A mistake of the line that was read last, or of what is left if that has no end.
  func mistake(_ kind: RowFileMistake.Kind) -> RowFileMistake {
    RowFileMistake(line: kind == .torn ? count + 1 : max(count, 1), kind)
  }
}
