/// SipHash-2-4 with 128 bits: a keyed hash whose values nobody can tell without the key.
///
/// Aumasson and Bernstein, *SipHash: a fast short-input PRF*, 2012, with the longer output of the
/// authors' reference code. A tag of another text cannot be made from those that were seen.
struct SipHash {
  /// Its key, and just as well its value.
  struct Word128: Hashable, Sendable {
    let low: UInt64
    let high: UInt64
  }

  private var v0: UInt64
  private var v1: UInt64
  private var v2: UInt64
  private var v3: UInt64

  /// The value of a text under a key.
  static func value(of bytes: [UInt8], _ key: Word128) -> Word128 {
    var state = SipHash(key)
    var word: UInt64 = 0
    var shift: UInt64 = 0
    for byte in bytes {
      word |= UInt64(byte) << shift
      shift += 8
      if shift == 64 {
        state.absorb(word)
        (word, shift) = (0, 0)
      }
    }
    // The last word has the rest of the text and, in its top byte, the text's length.
    state.absorb(word | UInt64(truncatingIfNeeded: bytes.count) << 56)
    return state.finish()
  }

  private init(_ key: Word128) {
    v0 = key.low ^ 0x736F_6D65_7073_6575
    v1 = key.high ^ 0x646F_7261_6E64_6F6D ^ 0xEE
    v2 = key.low ^ 0x6C79_6765_6E65_7261
    v3 = key.high ^ 0x7465_6462_7974_6573
  }

  private mutating func absorb(_ word: UInt64) {
    v3 ^= word
    mix()
    mix()
    v0 ^= word
  }

  private mutating func finish() -> Word128 {
    v2 ^= 0xEE
    for _ in 0..<4 { mix() }
    let low = v0 ^ v1 ^ v2 ^ v3
    v1 ^= 0xDD
    for _ in 0..<4 { mix() }
    return Word128(low: low, high: v0 ^ v1 ^ v2 ^ v3)
  }

  private mutating func mix() {
    v0 &+= v1
    v1 = SipHash.rotated(v1, 13) ^ v0
    v0 = SipHash.rotated(v0, 32)
    v2 &+= v3
    v3 = SipHash.rotated(v3, 16) ^ v2
    v0 &+= v3
    v3 = SipHash.rotated(v3, 21) ^ v0
    v2 &+= v1
    v1 = SipHash.rotated(v1, 17) ^ v2
    v2 = SipHash.rotated(v2, 32)
  }

  private static func rotated(_ word: UInt64, _ count: UInt64) -> UInt64 {
    (word &<< count) | (word &>> (64 &- count))
  }
}

extension SipHash.Word128 {
  /// From 16 bytes, the lowest first; nil if there are more or fewer.
  init?(bytes: [UInt8]) {
    guard bytes.count == 16 else { return nil }
    self.init(
      low: SipHash.Word128.word(bytes[..<8]), high: SipHash.Word128.word(bytes[8...]))
  }

  private static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Its 16 bytes, the lowest first.
  var bytes: [UInt8] {
    [low, high].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
    }
  }

  /// Its bytes as 32 hexadecimal digits.
  var text: String {
    let digits = Array("0123456789abcdef".utf8)
    let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
