public import Simulator

extension Leasing {
  /// What agents, the service and the storage send to one another. A time is the asking agent's, told back to it.
  @frozen
  public enum Message: Hashable, Sendable {
    /// Asks for the lease.
    case acquire(sentAt: Nanoseconds)
    /// The receiver has it.
    case granted(fence: Int64, sentAt: Nanoseconds)
    /// Another has it.
    case taken
    /// Asks for another term.
    case renew(fence: Int64, sentAt: Nanoseconds)
    /// The lease has another term.
    case renewed(fence: Int64, sentAt: Nanoseconds)
    /// It has run out, or was given back.
    case expired(fence: Int64)
    /// Gives the lease back.
    case release(fence: Int64)
    /// A holder's write, by its number in the holder's life.
    case write(fence: Int64, number: Int64)
    /// The write is durable.
    case written(fence: Int64, number: Int64)
    /// It is refused: the storage has taken a write of this lease, which is later.
    case refused(fence: Int64, newest: Int64)
  }

  /// What an agent waits for.
  @frozen
  public enum Timer: Int, TimerTag, CaseIterable {
    /// To ask for the lease.
    case ask
    /// To renew it.
    case renew
    /// A job to end.
    case work

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .ask: visitor.kind(0, "ask")
      case .renew: visitor.kind(1, "renew")
      case .work: visitor.kind(2, "work")
      }
    }
  }
}

extension Leasing.Message: MessageContent {
  public static var kindNames: [String] {
    [
      "acquire", "granted", "taken", "renew", "renewed", "expired", "release", "write", "written",
      "refused",
    ]
  }

  /// A frame of 24 bytes, and 8 for each number.
  public var byteCount: Int {
    switch self {
    case .taken: 24
    case .acquire, .expired, .release: 32
    case .granted, .renew, .renewed, .write, .written, .refused: 40
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .acquire(let time):
      visitor.kind(0, "acquire")
      visitor.field("sentAt", time: time)
    case .granted(let fence, let time):
      visitor.kind(1, "granted")
      visitor.field("fence", fence)
      visitor.field("sentAt", time: time)
    case .taken: visitor.kind(2, "taken")
    case .renew(let fence, let time):
      visitor.kind(3, "renew")
      visitor.field("fence", fence)
      visitor.field("sentAt", time: time)
    case .renewed(let fence, let time):
      visitor.kind(4, "renewed")
      visitor.field("fence", fence)
      visitor.field("sentAt", time: time)
    case .expired(let fence):
      visitor.kind(5, "expired")
      visitor.field("fence", fence)
    case .release(let fence):
      visitor.kind(6, "release")
      visitor.field("fence", fence)
    case .write(let fence, let number):
      visitor.kind(7, "write")
      visitor.field("fence", fence)
      visitor.field("number", number)
    case .written(let fence, let number):
      visitor.kind(8, "written")
      visitor.field("fence", fence)
      visitor.field("number", number)
    case .refused(let fence, let newest):
      visitor.kind(9, "refused")
      visitor.field("fence", fence)
      visitor.field("newest", newest)
    }
  }
}
