import Simulator

/// A pseudo-random permutation of `0..<count` that a key fixes, of which any place is found by itself.
///
/// A Feistel network over the least even number of bits, repeated until the result lies below `count`
/// (Black and Rogaway, *Ciphers with Arbitrary Finite Domains*, 2002). So no agent needs to know, or draw,
/// where all the others are.
///
/// - Complexity: O(1) on average, since the network's domain is at most four times as large.
struct Permutation: Hashable, Sendable {
  private let count: UInt64
  private let key: UInt64
  /// Bits of one half.
  private let width: UInt64

  private static var stages: UInt64 { 6 }

  /// - Precondition: `count` is in `1...2^31`.
  init(of count: Int64, key: UInt64) {
    precondition(count > 0 && count <= 1 << 31, "a permutation of \(count) numbers")
    self.count = UInt64(count)
    self.key = key
    let bits = 64 - (self.count - 1).leadingZeroBitCount
    width = UInt64(max(1, (bits + 1) / 2))
  }

  /// Where the permutation takes a number.
  func image(of number: Int64) -> Int64 {
    var word = UInt64(number)
    repeat { word = encipher(word) } while word >= count
    return Int64(word)
  }

  /// The number that the permutation takes there.
  func origin(of image: Int64) -> Int64 {
    var word = UInt64(image)
    repeat { word = decipher(word) } while word >= count
    return Int64(word)
  }

  private func scatter(_ half: UInt64, _ stage: UInt64) -> UInt64 {
    RandomStream.mix(key &+ (stage << 56) &+ half) & ((1 << width) - 1)
  }

  private func encipher(_ word: UInt64) -> UInt64 {
    var (left, right) = (word >> width, word & ((1 << width) - 1))
    for stage in 0..<Permutation.stages { (left, right) = (right, left ^ scatter(right, stage)) }
    return (left << width) | right
  }

  private func decipher(_ word: UInt64) -> UInt64 {
    var (left, right) = (word >> width, word & ((1 << width) - 1))
    for stage in (0..<Permutation.stages).reversed() {
      (left, right) = (right ^ scatter(left, stage), left)
    }
    return (left << width) | right
  }
}
