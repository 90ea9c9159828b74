public import Simulator

/// What each version of each variable held, and when it became durable.
///
/// An entry is 16 bytes a write; what is looked up is found in O(1).
public struct VersionLedger: Sendable {
  /// By variable, the versions from 1 on. The durable ones come first.
  private var entries: [[Entry]] = []

  private struct Entry: Sendable {
    let value: Int64
    /// `never` while it is not durable.
    var durableAt: Nanoseconds
  }

  /// A ledger of variables that were never written.
  public init() {}

  /// Number of variables that it knows.
  var count: Int { entries.count }

  /// The last durable version of a variable; 0 if there is none.
  /// - Complexity: O(versions that are not durable).
  func durableVersion(of key: Int32) -> Int32 {
    guard key < entries.count else { return 0 }
    let place = entries[Int(key)].lastIndex { $0.durableAt < .never }
    return Int32(truncatingIfNeeded: place.map { $0 + 1 } ?? 0)
  }

  /// The server asks its disk for a version; those above that a crash took are forgotten.
  /// - Returns: false if it is not the next, or is durable with another write.
  mutating func ask(_ key: Int32, _ content: Caching.Content) -> Bool {
    while entries.count <= key { entries.append([]) }
    let place = Int(content.version) - 1
    guard place >= 0, place <= entries[Int(key)].count else { return false }
    if place < entries[Int(key)].count {
      if entries[Int(key)][place].durableAt < .never { return false }
      entries[Int(key)].removeLast(entries[Int(key)].count - place)
    }
    entries[Int(key)].append(Entry(value: content.value, durableAt: .never))
    return true
  }

  /// Versions up to one are durable.
  /// - Returns: the values of those that were not before.
  public mutating func keep(_ key: Int32, upTo version: Int32, at time: Nanoseconds) -> [Int64] {
    guard key < entries.count else { return [] }
    var values: [Int64] = []
    var place = Swift.min(Int(version), entries[Int(key)].count) - 1
    while place >= 0, entries[Int(key)][place].durableAt == .never {
      entries[Int(key)][place].durableAt = time
      values.append(entries[Int(key)][place].value)
      place -= 1
    }
    return values
  }

  /// A version becomes known, whether or not that was asked for; for measures, which judge nothing.
  public mutating func learn(_ key: Int32, _ content: Caching.Content) { _ = ask(key, content) }

  /// What a version of a variable held; nil if there is none.
  func value(_ key: Int32, _ version: Int32) -> Int64? {
    if version == 0 { return 0 }
    guard key < entries.count, version > 0, version <= entries[Int(key)].count else { return nil }
    return entries[Int(key)][Int(version) - 1].value
  }

  func isDurable(_ key: Int32, _ version: Int32) -> Bool {
    if version == 0 { return true }
    guard key < entries.count, version > 0, version <= entries[Int(key)].count else { return false }
    return entries[Int(key)][Int(version) - 1].durableAt < .never
  }

  /// For how long a version had been overwritten at a time, durably; 0 if it had not.
  public func staleness(_ key: Int32, _ version: Int32, at time: Nanoseconds) -> Nanoseconds {
    guard key < entries.count, version >= 0, version < entries[Int(key)].count else { return 0 }
    return Swift.max(0, time - entries[Int(key)][Int(version)].durableAt)
  }
}
