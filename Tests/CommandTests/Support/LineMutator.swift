import Simulator

/// Changes files of lines in the ways in which they are damaged or forged.
struct LineMutator {
  private var random: RandomStream

  init(_ number: Int) { random = RandomStream(seed: 1, .test, UInt64(number)) }

  /// The bytes with one to three changes.
  mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0...pick(3) where !bytes.isEmpty { change(&bytes) }
    return bytes
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    let place = pick(bytes.count)
    switch pick(16) {
    case 0: bytes[place] ^= 1 << UInt8(pick(8))
    case 1: bytes[place] = UInt8(pick(256))
    case 2: bytes.removeSubrange(place...)
    case 3: bytes.insert(0, at: place)
    case 4:
      bytes.insert(contentsOf: [0xC3, 0x28, 0xFF, 0xED, 0xA0, 0x80].prefix(2 + pick(5)), at: place)
    case 5: bytes.insert(contentsOf: repeatElement(bytes[place], count: 1 << pick(12)), at: place)
    case 6...8: changeLines(&bytes)
    case 9...10: changeFields(&bytes, separator: 9)
    case 11: changeFields(&bytes, separator: 32)
    default: changeNumber(&bytes, near: place)
    }
  }

  private mutating func changeLines(_ bytes: inout [UInt8]) {
    changeFields(&bytes, separator: 10)
  }

  /// Takes away, doubles or swaps what separators part.
  private mutating func changeFields(_ bytes: inout [UInt8], separator: UInt8) {
    var parts = bytes.split(separator: separator, omittingEmptySubsequences: false)
    let (one, other) = (pick(parts.count), pick(parts.count))
    switch pick(4) {
    case 0: parts.remove(at: one)
    case 1: parts.insert(parts[one], at: other)
    case 2: parts.swapAt(one, other)
    default: parts[one] = parts[other]
    }
    bytes = Array(parts.joined(separator: [separator]))
  }

  /// Puts an extreme or odd number in the place of one.
  private mutating func changeNumber(_ bytes: inout [UInt8], near place: Int) {
    let isDigit = { (byte: UInt8) in byte >= 0x30 && byte <= 0x39 }
    guard let start = bytes[place...].firstIndex(where: isDigit) else { return }
    let end = bytes[start...].firstIndex { !isDigit($0) } ?? bytes.count
    let numbers = [
      "-1", "0", "1", "2", "9223372036854775807", "-9223372036854775808", "18446744073709551615",
      "9223372036854775808", "99999999999999999999999", "-0", "+1", "007", "1e9", "0x10", "",
      "4294967296",
    ]
    bytes.replaceSubrange(start..<end, with: numbers[pick(numbers.count)].utf8)
  }

  mutating func pick(_ count: Int) -> Int { Int(random.below(UInt64(count))) }
}
