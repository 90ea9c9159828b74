/// Numbers of any width, bit by bit, the highest first.
struct BitWriter {
  private(set) var bytes: [UInt8] = []
  /// Bits of the last byte that are not taken yet.
  private var free = 0

  mutating func put(_ bit: Bool) {
    if free == 0 {
      bytes.append(0)
      free = 8
    }
    free -= 1
    if bit { bytes[bytes.count - 1] |= 1 << UInt8(free) }
  }

  /// The lowest `width` bits of a number.
  mutating func put(_ number: UInt64, width: Int) {
    for place in stride(from: width - 1, through: 0, by: -1) {
      put(number >> UInt64(place) & 1 == 1)
    }
  }

  /// A number in the code of Rice: the quotient by 2^`low` in ones, a zero, and the remainder.
  mutating func put(rice number: UInt64, low: Int) {
    for _ in 0..<(number >> UInt64(low)) { put(true) }
    put(false)
    put(number, width: low)
  }
}
