import Scenarios

/// Seeds by their place, also where there are many ranges.
struct SeedTable {
  private let ranges: [ClosedRange<UInt64>]
  /// The place of each range's first seed.
  private let starts: [UInt64]
  private let count: UInt64

  init(_ seeds: SeedSet) {
    ranges = seeds.ranges
    count = seeds.count
    var starts: [UInt64] = []
    var next: UInt64 = 0
    for range in seeds.ranges {
      starts.append(next)
      // Wraps for sets with more places than there are numbers, which no header that was read has.
      next &+= range.upperBound &- range.lowerBound &+ 1
    }
    self.starts = starts
  }

  /// The seed at a place; nil if there is none.
  /// - Complexity: O(log n) in the ranges.
  subscript(place: UInt64) -> UInt64? {
    guard place < count else { return nil }
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= place { low = middle } else { high = middle }
    }
    return ranges[low].lowerBound &+ (place &- starts[low])
  }
}
