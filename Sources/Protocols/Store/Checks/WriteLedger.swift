public import Simulator

/// Which writes clients asked for, what each knew, and which of them were acknowledged.
///
/// It trusts no clock and no vector: what a write knew is what its client had been told.
public struct WriteLedger: Sendable {
  private var entries: [Int64: Entry] = [:]
  /// By key: values that are acknowledged and that no write asked for later knew, in the order of that.
  public private(set) var standing: [[Int64]] = []

  private struct Entry: Sendable {
    let key: Int32
    let over: [Int64]
    var acknowledgedAt = Nanoseconds.never
    /// When a write was first acknowledged that knew it, by way of others or not.
    var overwrittenAt = Nanoseconds.never
    /// Whether a write was asked for that knew it.
    var isSuperseded = false
  }

  /// A ledger without writes.
  public init() {}

  /// A client writes a value over others.
  public mutating func write(_ key: Int32, _ value: Int64, over: [Int64]) {
    entries[value] = Entry(key: key, over: over)
    for old in over {
      entries[old]?.isSuperseded = true
      if key < standing.count { standing[Int(key)].removeAll { $0 == old } }
    }
  }

  /// A write is acknowledged, and with it is overwritten what it knew, what that knew, and so on.
  /// - Complexity: amortised O(n) in the number of values that its client knew.
  public mutating func acknowledge(_ value: Int64, at time: Nanoseconds) {
    guard let entry = entries[value], entry.acknowledgedAt == .never else { return }
    entries[value]?.acknowledgedAt = time
    while standing.count <= entry.key { standing.append([]) }
    if !entry.isSuperseded { standing[Int(entry.key)].append(value) }
    var past = entry.over
    while let old = past.popLast() {
      guard let known = entries[old], known.overwrittenAt == .never else { continue }
      entries[old]?.overwrittenAt = time
      past += known.over
    }
  }

  /// Whether a value was written to a key.
  func knows(_ value: Int64, of key: Int32) -> Bool { entries[value]?.key == key }

  /// Whether a write that knew this one had been acknowledged by a time.
  public func isOverwritten(_ value: Int64, by time: Nanoseconds) -> Bool {
    entries[value].map { $0.overwrittenAt <= time } ?? false
  }

  /// The first write that a read asked for at a time must return and does not.
  func missing(from values: [Int64], of key: Int32, askedAt time: Nanoseconds) -> Int64? {
    guard key < standing.count else { return nil }
    return standing[Int(key)].first {
      (entries[$0]?.acknowledgedAt ?? .never) <= time && !values.contains($0)
    }
  }

  /// The key of a value; nil if no client wrote it.
  public func key(of value: Int64) -> Int32? { entries[value]?.key }
}
