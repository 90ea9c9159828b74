/// Goes through the lines of a file that have an end, block by block; what follows the last end is torn.
struct LineScanner: Sendable {
  /// What has been read and not been gone through.
  private var bytes: [UInt8]
  /// Where the next line begins in `bytes`.
  private var start = 0
  /// Gives the next bytes of the file; none at its end.
  private let more: @Sendable () -> [UInt8]
  private var isExhausted = false
  /// Where the next line begins in the file.
  private(set) var position = 0
  /// Lines that were read.
  private(set) var count = 0

  /// A line with more bytes than this is none.
  private static let longest = 1 << 28

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    more = { [] }
  }

  /// - Parameter more: gives the next bytes of the file; none at its end.
  init(_ more: @escaping @Sendable () -> [UInt8]) {
    bytes = []
    self.more = more
  }

  /// Whether nothing is left, not even a torn line.
  mutating func isAtEnd() -> Bool { start == bytes.count && !fill() }

  /// The next line without its end.
  mutating func next() -> ArraySlice<UInt8>? {
    var searched = 0
    while true {
      if let end = bytes[(start + searched)...].firstIndex(of: UInt8(ascii: "\n")) {
        defer {
          position += end + 1 - start
          start = end + 1
          count += 1
        }
        return bytes[start..<end]
      }
      searched = bytes.count - start
      guard fill() else { return nil }
    }
  }

  /// What was read of a line that has no end.
  var torn: ArraySlice<UInt8> { bytes[start...] }

  private mutating func fill() -> Bool {
    if isExhausted || bytes.count - start > LineScanner.longest { return false }
    let block = more()
    if block.isEmpty {
      isExhausted = true
      return false
    }
    bytes.removeFirst(start)
    start = 0
    bytes += block
    return true
  }

  /// A mistake of the line that was read last, or of what is left if that has no end.
  func mistake(_ kind: RowFileMistake.Kind) -> RowFileMistake {
    RowFileMistake(line: kind == .torn ? count + 1 : max(count, 1), kind)
  }
}
