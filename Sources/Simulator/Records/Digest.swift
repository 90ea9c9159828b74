/// A running 64-bit digest of a trace; after the last event it is the run's fingerprint.
///
/// Each word is mixed by a bijection of the state (xor, multiply by an odd constant, xor-shift), so one
/// changed word always changes the digest at that point. Equal on every machine and word size. It is
/// no defence against a deliberate collision.
@frozen
public struct Digest: Hashable, Sendable {
  public var value: UInt64

  /// The digest of nothing, where every run starts.
  @inlinable
  public init() { value = 0x6C6F_636B_7374_6570 }

  /// Takes in one word.
  @inlinable
  public mutating func feed(_ word: UInt64) {
    let mixed = (value ^ word) &* 0x9E37_79B9_7F4A_7C15
    value = mixed ^ (mixed >> 32)
  }

  /// Takes in the bits of a number.
  @inlinable
  public mutating func feed(_ word: Int64) { feed(UInt64(bitPattern: word)) }

  /// Takes in a number as 64 bits, whatever the word size.
  @inlinable
  public mutating func feed(_ word: Int) { feed(UInt64(bitPattern: Int64(word))) }

  /// Takes in an agent's raw value.
  @inlinable
  public mutating func feed(_ agent: AgentID) {
    feed(UInt64(UInt32(bitPattern: agent.rawValue)))
  }

  /// Takes in a flag as 1 or 0.
  @inlinable
  public mutating func feed(_ flag: Bool) { feed(flag ? 1 as UInt64 : 0) }

  /// Feeds the text's UTF-8 bytes and their number.
  public mutating func feed(_ text: String) {
    var word: UInt64 = 0
    var count = 0
    for byte in text.utf8 {
      word = (word << 8) | UInt64(byte)
      count += 1
      if count & 7 == 0 { feed(word) }
    }
    feed(word)
    feed(count)
  }

  /// Sixteen hexadecimal digits, as reports print it.
  public var text: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
