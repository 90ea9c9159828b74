/// A set of 128-bit words: the configurations from which the search found no way on.
///
/// Open addressing over two arrays, kept at most half full.
struct ConfigurationMemory {
  private var firsts: [UInt64]
  private var seconds: [UInt64]
  private(set) var count = 0
  /// No configuration has this first word: positions are not negative.
  private static var empty: UInt64 { .max }

  init() {
    firsts = Array(repeating: ConfigurationMemory.empty, count: 1_024)
    seconds = Array(repeating: 0, count: 1_024)
  }

  /// - Returns: whether the pair was new.
  mutating func insert(_ first: UInt64, _ second: UInt64) -> Bool {
    if count * 2 >= firsts.count { grow() }
    let slot = find(first, second)
    guard firsts[slot] == ConfigurationMemory.empty else { return false }
    firsts[slot] = first
    seconds[slot] = second
    count += 1
    return true
  }

  /// The slot that holds the pair, or the empty one where it belongs.
  private func find(_ first: UInt64, _ second: UInt64) -> Int {
    let mask = firsts.count - 1
    var mixed = (first &* 0x9E37_79B9_7F4A_7C15) ^ second
    mixed = (mixed ^ (mixed >> 29)) &* 0xBF58_476D_1CE4_E5B9
    var slot = Int(truncatingIfNeeded: mixed >> 32) & mask
    while firsts[slot] != ConfigurationMemory.empty {
      if firsts[slot] == first && seconds[slot] == second { return slot }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private mutating func grow() {
    let (oldFirsts, oldSeconds) = (firsts, seconds)
    firsts = Array(repeating: ConfigurationMemory.empty, count: oldFirsts.count * 2)
    seconds = Array(repeating: 0, count: oldFirsts.count * 2)
    for index in oldFirsts.indices where oldFirsts[index] != ConfigurationMemory.empty {
      let slot = find(oldFirsts[index], oldSeconds[index])
      firsts[slot] = oldFirsts[index]
      seconds[slot] = oldSeconds[index]
    }
  }
}
