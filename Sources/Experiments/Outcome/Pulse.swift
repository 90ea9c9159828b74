public import Simulator

/// Operations that clients saw completed, counted by stretches of time of one length.
///
/// Its size is bounded: whenever the run outgrows it, the stretches become twice as long.
public struct Pulse: Hashable, Sendable {
  /// The length of a stretch; the first begins at 0.
  public private(set) var length: Nanoseconds = .millisecond
  /// By stretch; those after the last completion are left out.
  public private(set) var counts: [Int64] = []

  /// Enough for a cell of a strip to span several stretches.
  private static var mostStretches: Int64 { 4_096 }

  /// The pulse of a run in which nothing has completed.
  public init() {}

  /// An operation completed.
  public mutating func beat(at time: Nanoseconds) {
    while time / length >= Pulse.mostStretches { coarsen() }
    let stretch = Int(time / length)
    while counts.count <= stretch { counts.append(0) }
    counts[stretch] += 1
  }

  /// Takes in what another counted.
  mutating func add(_ other: Pulse) {
    if other.counts.isEmpty { return }
    var other = other
    while other.length < length { other.coarsen() }
    while length < other.length { coarsen() }
    while counts.count < other.counts.count { counts.append(0) }
    for (place, count) in other.counts.enumerated() { counts[place] += count }
  }

  private mutating func coarsen() {
    length *= 2
    var halved: [Int64] = []
    halved.reserveCapacity(counts.count)
    for index in stride(from: 0, to: counts.count, by: 2) {
      halved.append(counts[index] + (index + 1 < counts.count ? counts[index + 1] : 0))
    }
    counts = halved
  }
}
