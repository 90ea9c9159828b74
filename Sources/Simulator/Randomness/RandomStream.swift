/// A named stream of random 64-bit words: SplitMix64 with a stream's own increment
/// (Steele, Lea and Flood, *Fast Splittable Pseudorandom Number Generators*, OOPSLA 2014).
///
/// Streams of different names have different increments, so they do not run into one another. The
/// same seed and name give the same words on every machine.
@frozen
public struct RandomStream: Hashable, Sendable {
  @usableFromInline var state: UInt64
  /// Always odd.
  @usableFromInline let increment: UInt64

  /// What a stream is for; a kind's number is part of every fingerprint, so it never changes.
  @frozen
  public enum Purpose: UInt64, Sendable {
    case network = 1
    case agent = 2
    case load = 3
    case faults = 4
    case disk = 5
    case ties = 6
    case plan = 7
    case test = 8
    case service = 9
    case data = 10
  }

  /// - Parameters:
  ///   - seed: the seed of the run.
  ///   - purpose: what the stream is for.
  ///   - number: which of the purpose's streams: the sender, the agent, the client, the fault.
  public init(seed: UInt64, _ purpose: Purpose, _ number: UInt64 = 0) {
    let key = RandomStream.mix(
      seed &+ RandomStream.mix((purpose.rawValue << 56) &+ number &+ 0x9E37_79B9_7F4A_7C15))
    state = RandomStream.mix(key ^ 0xD1B5_4A32_D192_ED03)
    increment = RandomStream.mix(key) | 1
  }

  /// The next word, uniform over all 64 bits.
  @inlinable
  public mutating func next() -> UInt64 {
    state &+= increment
    return RandomStream.mix(state)
  }

  /// A word of this stream picked by a key and not by turn: the same key gives the same word, whatever
  /// was drawn before.
  @inlinable
  public func word(at key: UInt64) -> UInt64 {
    RandomStream.mix(state &+ RandomStream.mix(key &* increment))
  }

  /// A whole number in `0..<bound`, by multiplication (Lemire 2019, without the rejection step: the
  /// bias is below `bound / 2^64`).
  @inlinable
  public mutating func below(_ bound: UInt64) -> UInt64 {
    RandomStream.scale(next(), bound)
  }

  /// A whole number in `range`.
  @inlinable
  public mutating func within(_ range: ClosedRange<Int64>) -> Int64 {
    let width = UInt64(bitPattern: range.upperBound &- range.lowerBound) &+ 1
    if width == 0 { return Int64(bitPattern: next()) }
    return range.lowerBound &+ Int64(bitPattern: below(width))
  }

  /// Whether an event of this probability happens; always draws one word.
  @inlinable
  public mutating func happens(_ chance: Ratio) -> Bool { chance.covers(next()) }

  /// A random order of the elements (Fisher and Yates).
  @inlinable
  public mutating func shuffle<Element>(_ elements: inout [Element]) {
    var last = elements.count - 1
    while last > 0 {
      elements.swapAt(last, Int(truncatingIfNeeded: below(UInt64(last + 1))))
      last -= 1
    }
  }

  /// The finaliser of SplitMix64: a bijection of 64-bit words that scatters near inputs.
  @inlinable
  public static func mix(_ word: UInt64) -> UInt64 {
    var z = word
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Maps a uniform word to `0..<bound`.
  @inlinable
  public static func scale(_ word: UInt64, _ bound: UInt64) -> UInt64 {
    word.multipliedFullWidth(by: bound).high
  }
}
