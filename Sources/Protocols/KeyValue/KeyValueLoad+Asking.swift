public import Simulator

extension KeyValueLoad {
  /// One operation, as scenario files list it and a person asks for it.
  public struct Wish: Askable, Hashable {
    /// The key to read.
    public var read: Int32?
    /// The key to write.
    public var write: Int32?
    /// The key to compare and set.
    public var compareAndSet: Int32?
    /// What a compare-and-set expects; 0 is a key without a value.
    public var expected: Int64 = 0
    /// What is written.
    public var value: Int64?

    public init() {}

    public mutating func declare(_ form: inout AskForm) {
      form.integer("read", &read, 0...999_999, about: "The key to read.")
      form.integer("write", &write, 0...999_999, about: "The key to write.")
      form.integer(
        "compareAndSet", &compareAndSet, 0...999_999, about: "The key to compare and set.")
      form.integer(
        "expected", &expected, 0...999_999_999,
        about: "What a compare-and-set expects; 0 is a key without a value.")
      form.integer(
        "value", &value, 1...999_999_999,
        about: "What is written; each value once in a scenario.")
    }

    public func mistake(_ given: Fields) -> AskMistake? {
      if [read, write, compareAndSet].compactMap({ $0 }).count != 1 {
        return AskMistake(
          nil, "a request is one operation", "one of read, write and compareAndSet")
      }
      if read == nil, value == nil {
        return AskMistake(nil, "nothing to write", "a value belongs to it")
      }
      return nil
    }

    /// What it comes to; nil if it says nothing, or too much.
    public var operation: Raft.Operation? {
      if let read { return .read(key: read) }
      guard let value else { return nil }
      if let write { return .write(key: write, value: value) }
      return compareAndSet.map { .compareAndSet(key: $0, expected: expected, new: value) }
    }
  }

  /// A value that was written before would tell no longer who wrote it, and is refused.
  public mutating func ask(
    _ wish: Wish, by client: Int32, _ turn: inout LoadTurn<KeyValueLoad>
  ) -> Bool {
    guard !isOperator(client), let operation = wish.operation else { return false }
    if let value = wish.value, wish.read == nil {
      if askedValues.contains(value) || settings.script.contains(where: { $0.writes(value) }) {
        return false
      }
      askedValues.append(value)
    }
    guard let slot = thinkingSlot(of: client) else {
      take(operation, client, &turn)
      return true
    }
    // What it would have asked for next comes after this operation and its pause.
    let item = Waiting(id: nextOperation, operation: operation, invokedAt: turn.now)
    nextOperation += 1
    turn.note(.invoked(item.id, client: client, operation))
    begin(item, client, slot, &turn)
    return true
  }

  /// A slot that pauses between two operations of the closed loop.
  private func thinkingSlot(of client: Int32) -> Int? {
    (0..<width).first { slots[Int(client) * width + $0].phase == .thinking }
  }
}

extension KeyValueLoad.ScriptedRequest {
  /// Whether the request writes that value.
  fileprivate func writes(_ value: Int64) -> Bool {
    switch operation {
    case .read, .openSession, .change: false
    case .write(_, let written), .compareAndSet(_, _, let written): written == value
    }
  }
}
