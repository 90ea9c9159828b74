import Checks
public import Protocols
import Simulator

extension ClientNote: ClientEventNote {
  /// The same event without its key and value: an operation counts as a read if its answer is a
  /// value.
  public var clientEvent: ClientEvent? {
    switch self {
    case .invoked(_, _, .read): .invoked(isRead: true)
    case .invoked(_, _, .change), .demanded, .satisfied, .rebuffed: nil
    case .invoked: .invoked(isRead: false)
    case .completed(_, .value, let invokedAt): .completed(isRead: true, invokedAt: invokedAt)
    case .completed(_, _, let invokedAt): .completed(isRead: false, invokedAt: invokedAt)
    case .failed: .failed
    case .unknown: .unknown
    case .redirected: .redirected
    case .retried: .retried
    }
  }
}

extension ClientNote {
  /// What it says of one operation, by its number.
  var operationEvent: OperationEvent? {
    switch self {
    case .invoked(let id, let client, .read): .invoked(id, client: client, .read)
    case .invoked(let id, let client, .write): .invoked(id, client: client, .write)
    case .invoked(let id, let client, .compareAndSet):
      .invoked(id, client: client, .compareAndSet)
    // A session is opened for an operation, and none itself.
    case .invoked(_, _, .openSession): nil
    case .completed(let id, let result, let invokedAt):
      .answered(id, OperationEvent.Answer(result), invokedAt: invokedAt)
    case .failed(let id), .unknown(let id): .ended(id)
    case .invoked(_, _, .change), .retried, .redirected, .demanded, .satisfied, .rebuffed: nil
    }
  }
}

extension OperationEvent.Answer {
  init(_ result: ClientNote.Result) {
    switch result {
    case .value(let value): self = .value(value)
    case .written: self = .effect
    case .mismatch: self = .mismatch
    }
  }
}

extension ClientNote: RegisterNote {
  /// A key that was never written holds 0, a register nothing.
  public var registerEvent: RegisterEvent? {
    switch self {
    case .invoked(let id, let client, let operation): invoked(id, client, operation)
    case .completed(let id, let result, _): .ended(id, Operation.Outcome(result))
    case .failed(let id): .ended(id, .failed)
    case .unknown(let id): .ended(id, .unknown)
    case .retried, .redirected, .demanded, .satisfied, .rebuffed: nil
    }
  }

  private func invoked(
    _ id: Int, _ client: Int32, _ operation: Raft.Operation
  ) -> RegisterEvent? {
    switch operation {
    case .change: nil
    case .read(let key): .invoked(id, client: client, key: key, .read)
    case .openSession: nil
    case .write(let key, let value): .invoked(id, client: client, key: key, .write(value))
    case .compareAndSet(let key, let expected, let new):
      .invoked(
        id, client: client, key: key,
        .compareAndSet(expected: expected == 0 ? nil : expected, new: new))
    }
  }
}

extension Operation.Outcome {
  init(_ result: ClientNote.Result) {
    switch result {
    case .value(let value): self = .value(value == 0 ? nil : value)
    case .written: self = .ok
    case .mismatch: self = .mismatch
    }
  }
}
