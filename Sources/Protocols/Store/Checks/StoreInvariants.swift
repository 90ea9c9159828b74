public import Simulator

/// What a store promises its clients, checked at each answer; `StoreCheck` lists it.
public struct StoreInvariants: Observer {
  public typealias Subject = VersionedStore
  public typealias LoadNote = StoreClientNote

  /// The first violated invariant, if any.
  public private(set) var violation: Violation?
  public var hasViolation: Bool { violation != nil }

  private let promisesUpdates: Bool
  private let promisesOrder: Bool
  private var ledger = WriteLedger()

  /// Watches a run from its start.
  public init(_ settings: VersionedStore.Settings) {
    promisesUpdates = settings.isStrict && !settings.keepsOne
    promisesOrder = settings.isStrict && settings.versions != .objectVector
  }

  public mutating func clientNoted(_ note: StoreClientNote, at time: Nanoseconds) {
    switch note {
    case .writing(_, let key, let value, let over): ledger.write(key, value, over: over)
    case .wrote(_, _, let value, _): ledger.acknowledge(value, at: time)
    case .read(let client, let key, let values, _, let askedAt):
      check(values, of: key, client, askedAt, at: time)
    case .reading, .failed: break
    }
  }

  private mutating func check(
    _ values: [Int64], of key: Int32, _ client: Int32, _ askedAt: Nanoseconds,
    at time: Nanoseconds
  ) {
    let read = "c\(client + 1) reads k\(key)"
    for value in values {
      if !ledger.knows(value, of: key) {
        report(.neverInvented, "\(read) and gets \(value), which no client wrote to it", at: time)
      } else if promisesOrder, ledger.isOverwritten(value, by: askedAt) {
        report(
          .noOldValue,
          "\(read) and gets \(value), which an acknowledged write had overwritten", at: time)
      }
    }
    if promisesUpdates, let lost = ledger.missing(from: values, of: key, askedAt: askedAt) {
      report(
        .noLostUpdate,
        "\(read) and misses \(lost), which was acknowledged and which no write knew", at: time)
    }
  }

  private mutating func report(_ check: StoreCheck, _ message: String, at time: Nanoseconds) {
    if violation == nil { violation = Violation(check: check.word, message: message, time: time) }
  }
}
