/// Bytes that both sides of the border see: they stay where they are until they are replaced.
// Safe: all `count` bytes are initialised for as long as the value lives, and it alone owns them.
@safe
struct BorderBytes: ~Copyable {
  private let bytes: UnsafeMutableBufferPointer<UInt8>

  /// This number of zeros.
  init(count: Int) {
    // One byte at least, so that there is an address.
    unsafe bytes = .allocate(capacity: max(count, 1))
    unsafe bytes.initialize(repeating: 0)
    self.count = count
  }

  init(_ text: String) {
    self.init(count: text.utf8.count)
    for (place, byte) in text.utf8.enumerated() { unsafe bytes[place] = byte }
  }

  deinit { unsafe bytes.deallocate() }

  let count: Int

  /// Where the first byte stands in the module's memory.
  var address: UInt32 { unsafe UInt32(truncatingIfNeeded: Int(bitPattern: bytes.baseAddress)) }

  /// A copy of the bytes of a range.
  func copy(_ range: Range<Int>) -> [UInt8] {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "bytes that are not there")
    return range.map { unsafe bytes[$0] }
  }
}
