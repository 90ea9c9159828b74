/// A growing row of bytes, in which numbers take as few as they need.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func add(byte: UInt8) { bytes.append(byte) }

  /// Seven bits a byte, the lowest first; the eighth says that more follow (LEB128).
  mutating func add(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// A count or a place.
  mutating func add(_ number: Int) { add(UInt64(number)) }

  /// A number of either sign: small ones of both take few bytes.
  mutating func add(signed number: Int64) {
    add(UInt64(bitPattern: number << 1 ^ number >> 63))
  }
}
