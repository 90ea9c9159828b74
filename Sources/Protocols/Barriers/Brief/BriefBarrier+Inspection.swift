public import Simulator

/// What an agent of the brief believes, holds and waits for, as tools show it.
extension BriefBarrier: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("hasExited", hasExited)
    visitor.field("waitsAt", waiting)
    visitor.field("call", call)
    visitor.field("mailbox", list: mailbox.waiting)
    visitor.field("timeouts", list: timeouts.items)
    if agent == store {
      visitor.field("store", list: records.keys.sorted().map { Stored(record: records[$0]) })
    }
  }

  /// A record with the name that it is stored by.
  private struct Stored: Fielded {
    let record: Record?

    func fields<V: FieldVisitor>(into visitor: inout V) {
      guard let record else { return visitor.none() }
      visitor.field("barrier", record.barrier &+ 1)
      record.fields(into: &visitor)
    }
  }
}

extension BriefBarrier.Waiting: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    instance.fields(into: &visitor)
    visitor.field("caller", caller)
  }
}

extension BriefBarrier.Timeout: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("barrier", barrier &+ 1)
    visitor.field("due", time: due)
  }
}

extension BriefBarrier.Letter: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .wait(let instance, let caller):
      visitor.kind(0, "wait")
      instance.fields(into: &visitor)
      visitor.field("caller", caller)
    case .create(let instance, let required, let deadline, let caller):
      visitor.kind(1, "create")
      instance.fields(into: &visitor)
      visitor.field("required", required)
      visitor.field("deadline", time: deadline)
      visitor.field("caller", caller)
    case .released(let barrier): visitor.kind(2, "released", "barrier", barrier &+ 1)
    case .expired(let barrier): visitor.kind(3, "expired", "barrier", barrier &+ 1)
    case .timeout(let barrier): visitor.kind(4, "timeout", "barrier", barrier &+ 1)
    }
  }
}

extension BriefBarrier.Call: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .readToArrive(let instance, _):
      visitor.kind(0, "read to arrive")
      instance.fields(into: &visitor)
    case .writeArrival(let instance, _):
      visitor.kind(1, "write of an arrival")
      instance.fields(into: &visitor)
    case .writeCreation: visitor.kind(2, "write of a creation")
    case .readToExpire(let barrier):
      visitor.kind(3, "read to expire", "barrier", barrier &+ 1)
    case .writeExpiry: visitor.kind(4, "write of an expiry")
    }
    if let caller { visitor.field("caller", caller) }
  }
}
