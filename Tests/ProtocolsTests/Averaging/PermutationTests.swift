import Testing

@testable import Protocols

/// The permutation of which no agent knows the whole.
struct PermutationTests {
  @Test(arguments: [1, 2, 3, 31, 512, 1000, 1025] as [Int64])
  func `each number has one image, and the image leads back`(count: Int64) {
    let permutation = Permutation(of: count, key: 7)
    let images = (0..<count).map { permutation.image(of: $0) }
    #expect(images.sorted() == Array(0..<count))
    #expect(images.map { permutation.origin(of: $0) } == Array(0..<count))
  }

  @Test func `another key gives another permutation`() {
    let one = Permutation(of: 100, key: 1)
    let other = Permutation(of: 100, key: 2)
    #expect((0..<100).contains { one.image(of: $0) != other.image(of: $0) })
  }

  @Test func `two numbers fall into one group of 32 of 512 as often as chance has it`() {
    let together = (0..<20_000 as Range<UInt64>).count { key in
      let permutation = Permutation(of: 512, key: key &* 0x9E37_79B9_7F4A_7C15)
      return permutation.image(of: 3) / 32 == permutation.image(of: 4) / 32
    }
    // 31 in 511 of 20,000 are 1213 with a deviation of 34.
    #expect((1_213 - 136...1_213 + 136).contains(together))
  }
}
