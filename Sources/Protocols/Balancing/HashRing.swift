import Simulator

/// Points of workers on a circle of hashes (Karger et al., *Consistent Hashing and Random Trees*, 1997).
struct HashRing: Hashable, Sendable {
  private var points: [Point] = []

  private struct Point: Hashable, Sendable {
    let hash: UInt64
    let worker: Int32
  }

  /// A circle without points.
  init() {}

  /// A circle with points of every worker.
  /// - Complexity: O(n log n) in the number of points.
  init(workers: Int, pointsEach: Int) {
    points.reserveCapacity(workers * pointsEach)
    for worker in 0..<workers {
      for point in 0..<pointsEach {
        let word = UInt64(worker) << 20 | UInt64(point)
        points.append(
          Point(hash: RandomStream.mix(word &+ 1), worker: Int32(truncatingIfNeeded: worker)))
      }
    }
    points.sort { ($0.hash, $0.worker) < ($1.hash, $1.worker) }
  }

  /// The first worker from a key's place on that will do.
  func first(for key: Int32, where willDo: (Int) -> Bool) -> Int? {
    if points.isEmpty { return nil }
    let hash = RandomStream.mix(UInt64(bitPattern: Int64(key)) &+ (1 << 60))
    var (low, high) = (0, points.count)
    while low < high {
      let middle = (low + high) / 2
      if points[middle].hash < hash { low = middle + 1 } else { high = middle }
    }
    for step in 0..<points.count {
      let place = low + step < points.count ? low + step : low + step - points.count
      if willDo(Int(points[place].worker)) { return Int(points[place].worker) }
    }
    return nil
  }
}
