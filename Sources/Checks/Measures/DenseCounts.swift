/// Counts by consecutive numbers, of which only those between the least and the greatest take memory.
struct DenseCounts: Sendable {
  /// The number of the first count.
  private(set) var start: Int32 = 0
  private(set) var counts: [UInt32] = []

  /// Adds to the count of a number; one that would not fit any more stays at the greatest.
  mutating func add(_ count: Int64, at number: Int32) {
    if counts.isEmpty { start = number }
    if number < start {
      counts.insert(contentsOf: repeatElement(0, count: Int(start - number)), at: 0)
      start = number
    }
    let place = Int(number - start)
    while counts.count <= place { counts.append(0) }
    counts[place] = UInt32(clamping: Int64(counts[place]) + Swift.min(count, Int64(UInt32.max)))
  }

  /// The sum of the counts of numbers below one.
  func sum(below number: Int32) -> Int64 {
    let end = Swift.max(0, Swift.min(counts.count, Int(number) - Int(start)))
    return counts[..<end].reduce(0) { $0 + Int64($1) }
  }
}
