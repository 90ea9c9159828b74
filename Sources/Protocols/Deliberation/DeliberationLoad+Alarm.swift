public import Simulator

extension DeliberationLoad {
  /// What wakes a client.
  public enum Alarm: AlarmTag {
    /// The listed request of this index is due.
    case script(Int32)
    /// It is time for the next proposal.
    case next
    /// The client waits no longer for the end of this attempt.
    case patience(attempt: Int32)

    public init(code: Int32) {
      switch code {
      case 0...: self = .script(code)
      case -1: self = .next
      default: self = .patience(attempt: -2 - code)
      }
    }

    public var code: Int32 {
      switch self {
      case .script(let index): index
      case .next: -1
      case .patience(let attempt): -2 - attempt
      }
    }

    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .script(let index): visitor.kind(0, "script", "request", index)
      case .next: visitor.kind(1, "next")
      case .patience(let attempt): visitor.kind(2, "patience", "attempt", attempt)
      }
    }
  }
}
