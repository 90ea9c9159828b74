public import Simulator

/// What the clients of a key-value store did and saw, in the order in which it happened.
///
/// Order is the order of recording: of two events at one time the one recorded first came first. So a
/// client that is answered and asks again at the same nanosecond has two operations, one after the other.
/// A client may have several operations open.
public struct History: Hashable, Sendable {
  /// In the order of invocation; an `OperationID` is a position.
  public private(set) var operations: [Operation] = []
  /// An invocation as the position of its operation, a return as that position's complement.
  private(set) var events: [Int32] = []
  /// Time of the last event.
  private var now = Nanoseconds.min

  /// A history in which nothing has been asked for.
  public init() {}

  /// A client asks for something.
  public mutating func invoke(
    client: Int32, key: Int32, _ action: Operation.Action, at time: Nanoseconds
  ) throws(HistoryError) -> OperationID {
    guard operations.count < Int(Int32.max) / 2 else { throw .full }
    try advance(to: time)
    let id = OperationID(operations.count)
    operations.append(
      Operation(
        client: client, key: key, action: action, invokedAt: time, returnedAt: nil,
        outcome: .pending))
    events.append(Int32(id.index))
    return id
  }

  /// A client learns the outcome of an operation, or gives up on it (`unknown`).
  public mutating func complete(
    _ id: OperationID, _ outcome: Operation.Outcome, at time: Nanoseconds
  ) throws(HistoryError) {
    guard operations.indices.contains(id.index) else { throw .neverInvoked(id) }
    let operation = operations[id.index]
    guard operation.outcome == .pending else { throw .returnedTwice(id) }
    guard History.fits(operation.action, outcome) else { throw .outcomeDoesNotFit(id) }
    try advance(to: time)
    operations[id.index].returnedAt = time
    operations[id.index].outcome = outcome
    events.append(~Int32(id.index))
  }

  /// The operation of that name, with what is known of it so far.
  public subscript(id: OperationID) -> Operation { operations[id.index] }

  private mutating func advance(to time: Nanoseconds) throws(HistoryError) {
    guard time >= now else { throw .timeFell(from: now, to: time) }
    now = time
  }

  private static func fits(_ action: Operation.Action, _ outcome: Operation.Outcome) -> Bool {
    switch (action, outcome) {
    case (_, .failed), (_, .unknown): true
    case (.read, .value), (.write, .ok): true
    case (.compareAndSet, .ok), (.compareAndSet, .mismatch): true
    default: false
    }
  }
}
