import Simulator

/// What the committed entries of a trace do to the replicated store, applied once and in order.
struct RaftTraceStore: Sendable {
  /// A key has a value from an entry on.
  private struct Change: Sendable {
    let index: Int
    let value: Int64
  }

  private var store: Raft.Store
  private var applied = 0
  private var changes: [Int32: [Change]] = [:]
  /// By client, a ring of its requests' sessions.
  private var requests: [Int32: [(attempt: Int32, session: Raft.Session)]] = [:]

  private static var changeLimit: Int { 4_096 }
  private static var requestLimit: Int { 1_024 }

  init(sessions: Bool) { store = Raft.Store(isOnce: sessions) }

  mutating func apply(_ log: Raft.Log, upTo last: Int) {
    while applied < min(last, log.lastIndex) {
      applied += 1
      let command = log[applied].command
      _ = store.apply(command, at: applied)
      switch command {
      case .write(_, let key, _), .compareAndSet(_, _, let key, _):
        note(store.read(key), of: key)
      case .noop, .assign, .deed, .openSession, .configure, .finalize: break
      }
    }
  }

  private mutating func note(_ value: Int64, of key: Int32) {
    if changes[key]?.last?.value == value { return }
    changes[key, default: []].append(Change(index: applied, value: value))
    if changes[key, default: []].count > 2 * Self.changeLimit {
      changes[key, default: []].removeFirst(Self.changeLimit)
    }
  }

  /// The values of a key after the entry at `first` and until after the one at `last`.
  func values(of key: Int64, from first: Int64, upTo last: Int64) -> [Int64]? {
    guard let key = Int32(exactly: key), last <= Int64(applied) else { return nil }
    guard let changes = changes[key] else { return [0] }
    var low = 0
    var high = changes.count
    while low < high {
      let middle = (low + high) / 2
      if Int64(changes[middle].index) <= last { low = middle + 1 } else { high = middle }
    }
    if low == 0, changes.count >= Self.changeLimit { return nil }
    var values: [Int64] = []
    var place = low
    while place > 0 {
      place -= 1
      values.append(changes[place].value)
      if Int64(changes[place].index) <= first { return values.reversed() }
    }
    return ([0] + values.reversed())
  }

  mutating func request(_ session: Raft.Session, _ id: RequestID) {
    requests[id.client, default: []].append((id.attempt, session))
    if requests[id.client, default: []].count > 2 * Self.requestLimit {
      requests[id.client, default: []].removeFirst(Self.requestLimit)
    }
  }

  /// What the command of a request did, if it is its client's newest.
  func outcome(of id: RequestID) -> Raft.Store.Outcome? {
    guard let known = requests[id.client] else { return nil }
    for request in known.reversed() where request.attempt == id.attempt {
      return store.outcome(of: request.session)
    }
    return nil
  }
}
