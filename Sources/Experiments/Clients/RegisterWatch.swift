public import Checks
public import Simulator

/// What a client's note says of an operation on a register, for `RegisterWatch`.
public enum RegisterEvent: Hashable, Sendable {
  /// A client wants it from now on. Operations are numbered from 0 in the order in which they are invoked.
  case invoked(Int, client: Int32, key: Int32, Operation.Action)
  /// The client knows its outcome, or gives up.
  case ended(Int, Operation.Outcome)
}

/// A load's note that may speak of an operation on a register.
public protocol RegisterNote: Traceable {
  /// What it says, or nil if it begins and ends nothing.
  var registerEvent: RegisterEvent? { get }
}

/// Whether what clients see is linearizable, checked while the run goes on.
///
/// Keys are independent, and a key's history may be cut where it is known what the key holds: after
/// an operation of known outcome that no other on the key overlapped. What comes before is checked
/// and forgotten; what comes after begins with a write of that value. Operations of unknown outcome
/// whose value nobody has seen may take effect in what comes after, so they are carried over as
/// pending; one whose value was seen took effect before. So memory follows the contention on a key
/// and not the length of a run. The verdict is that of the whole history, or milder by one case: an
/// unseen write that only the mismatch of a compare-and-set gave away may take effect again after
/// the cut.
public struct RegisterWatch<Subject: Machine, LoadNote: RegisterNote>: Watcher {
  /// Operations on a key that are kept at most; more are a verdict of `undecided`.
  static var longestHistory: Int { 1 << 20 }
  static var checkName: String { "linearizable" }
  /// A history is worth checking from here on.
  private static var shortestHistory: Int { 128 }

  /// The first history found not linearizable, with a counterexample; nil so far.
  public private(set) var violation: Violation?
  /// Why there is no verdict on some key.
  private(set) var undecided: String?
  private(set) var operationCount: Int64 = 0

  private var keys: [KeyWatch] = []
  /// The place in `keys` of each small key, or -1, and of the others.
  private var places: [Int32] = []
  private var sparsePlaces: [Int32: Int32] = [:]
  /// The operations from `base` on that have been invoked; those that are over leave from the
  /// front.
  private var open: [Open] = []
  private var base = 0
  private var head = 0

  private struct Open: Sendable {
    var place: Int32
    var id: OperationID
    var isOver: Bool
  }

  private struct KeyWatch: Sendable {
    let key: Int32
    var history = History()
    var openCount = 0
    /// Counts invocations, by which an operation knows that no other began meanwhile.
    var invocations = 0
    /// The invocation that began when no other operation was open.
    var soloInvocation = -1
    var isGivenUp = false
  }

  /// Moves that the search of a key's history may make; nil for as many as the check grants.
  private let steps: Int64?

  /// A watch of a run in which no client has asked for anything.
  ///
  /// - Parameter steps: moves that the search of a key's history may make; nil for as many as the check
  ///   grants.
  public init(steps: Int64? = nil) { self.steps = steps }

  public var hasViolation: Bool { violation != nil }

  public mutating func clientNoted(_ note: LoadNote, at time: Nanoseconds) {
    if violation != nil { return }
    switch note.registerEvent {
    case .invoked(_, let client, let key, let action)?: invoke(client, key, action, at: time)
    case .ended(let id, let outcome)?: complete(id, outcome, at: time)
    case nil: break
    }
  }

  public func report(into report: inout WatchReport) {
    report.check(RegisterWatch.checkName, verdict, violation)
  }

  private var verdict: CheckVerdict.Result {
    if let violation { return .violated(violation.message) }
    if operationCount == 0 { return .notChecked }
    return undecided.map { .undecided($0) } ?? .held
  }

  private mutating func invoke(
    _ client: Int32, _ key: Int32, _ action: Operation.Action, at time: Nanoseconds
  ) {
    let place = self.place(of: key)
    operationCount += 1
    keys[place].invocations += 1
    if keys[place].openCount == 0 { keys[place].soloInvocation = keys[place].invocations }
    keys[place].openCount += 1
    var position = OperationID(0)
    if !keys[place].isGivenUp {
      do throws(HistoryError) {
        position = try keys[place].history.invoke(client: client, key: key, action, at: time)
      } catch {
        giveUp(place)
      }
      if keys[place].history.operations.count > RegisterWatch.longestHistory { giveUp(place) }
    }
    open.append(Open(place: Int32(truncatingIfNeeded: place), id: position, isOver: false))
  }

  private mutating func complete(
    _ id: Int, _ outcome: Operation.Outcome, at time: Nanoseconds
  ) {
    let number = id - base
    guard number >= head, number < open.count, !open[number].isOver else { return }
    open[number].isOver = true
    let place = Int(open[number].place)
    keys[place].openCount -= 1
    if !keys[place].isGivenUp {
      do throws(HistoryError) {
        try keys[place].history.complete(open[number].id, outcome, at: time)
      } catch {
        giveUp(place)
      }
      let wasSolo =
        keys[place].openCount == 0 && keys[place].soloInvocation == keys[place].invocations
      if wasSolo, keys[place].history.operations.count >= RegisterWatch.shortestHistory,
        let value = value(left: keys[place].history[open[number].id])
      {
        cut(place, value, at: time)
      }
    }
    forgetFinished()
  }

  /// What the key holds after an operation that nobody overlapped; nil if its outcome does not
  /// tell.
  private func value(left operation: Operation) -> Int64?? {
    switch (operation.action, operation.outcome) {
    case (.read, .value(let value)): .some(value)
    case (.write(let value), .ok), (.compareAndSet(_, let value), .ok): .some(value)
    default: nil
    }
  }

  /// Checks a key's history and begins the next with what is left of it.
  private mutating func cut(_ place: Int, _ value: Int64?, at time: Nanoseconds) {
    let carried = RegisterWatch.unseen(keys[place].history)
    check(place, at: time)
    if violation != nil || keys[place].isGivenUp { return }
    var next = History()
    let key = keys[place].key
    do throws(HistoryError) {
      if let value {
        let id = try next.invoke(client: -1, key: key, .write(value), at: time)
        try next.complete(id, .ok, at: time)
      }
      for operation in carried {
        _ = try next.invoke(client: operation.client, key: key, operation.action, at: time)
      }
    } catch {
      return giveUp(place)
    }
    keys[place].history = next
  }

  /// Operations that may yet take effect: of unknown outcome, and their value in no answer.
  private static func unseen(_ history: History) -> [Operation] {
    let pending = history.operations.filter {
      ($0.outcome == .unknown || $0.outcome == .pending) && $0.written != nil
    }
    if pending.isEmpty { return [] }
    var seen: Set<Int64> = []
    for operation in history.operations {
      if let value = operation.seen { seen.insert(value) }
    }
    return pending.filter { operation in operation.written.map { !seen.contains($0) } ?? false }
  }

  private mutating func check(_ place: Int, at time: Nanoseconds) {
    let history = keys[place].history
    // Once no verdict can be given on one key, the others are searched for a violation that is easily found.
    let steps = undecided == nil ? steps : 1_000_000 + 8 * Int64(history.operations.count)
    switch Linearizability.check(history, steps: steps) {
    case .linearizable: break
    case .undecided(let key, let steps):
      let reason =
        "nothing was proven, since key \(key) met the limit of \(steps) steps of search, which "
        + "'searchSteps' of the load raises"
      undecided = undecided ?? reason
      giveUp(place)
    case .violation(let counterexample):
      violation = Violation(
        check: RegisterWatch.checkName, message: counterexample.description, time: time)
    }
  }

  /// The run is over: checks what is left.
  public mutating func finish(at time: Nanoseconds) {
    for place in keys.indices where violation == nil && !keys[place].isGivenUp {
      check(place, at: time)
    }
  }

  private mutating func giveUp(_ place: Int) {
    keys[place].isGivenUp = true
    keys[place].history = History()
    if undecided == nil {
      let count = RegisterWatch.longestHistory
      undecided =
        "nothing was proven, since key \(keys[place].key) met the limit of \(count) operations "
        + "without a moment of rest"
    }
  }

  private mutating func forgetFinished() {
    while head < open.count, open[head].isOver { head += 1 }
    if head >= 1024, head * 2 >= open.count {
      open.removeFirst(head)
      base += head
      head = 0
    }
  }

  private mutating func place(of key: Int32) -> Int {
    if key >= 0, key < 1 << 16 {
      while places.count <= key { places.append(-1) }
      if places[Int(key)] < 0 { places[Int(key)] = addKey(key) }
      return Int(places[Int(key)])
    }
    let place = sparsePlaces[key] ?? addKey(key)
    sparsePlaces[key] = place
    return Int(place)
  }

  private mutating func addKey(_ key: Int32) -> Int32 {
    keys.append(KeyWatch(key: key))
    return Int32(truncatingIfNeeded: keys.count - 1)
  }
}

extension Operation {
  /// The value that it writes where it takes effect.
  fileprivate var written: Int64? {
    switch action {
    case .read: nil
    case .write(let value), .compareAndSet(_, let value): value
    }
  }

  /// The value that it is known to have found.
  fileprivate var seen: Int64? {
    switch (action, outcome) {
    case (.read, .value(let value)): value
    case (.compareAndSet(let expected, _), .ok): expected
    default: nil
    }
  }
}
