public import Simulator

/// What wakes a client that asks in an open loop and as a list says, and waits for each answer so long.
public enum RequestAlarm: AlarmTag {
  /// The next request of the open mode is due.
  case arrival
  /// The scripted request of this index is due.
  case script(Int32)
  /// The client waits no longer for the answer to this attempt, which are numbered from 1.
  case patience(Int32)

  public init(code: Int32) {
    switch code {
    case 1...: self = .patience(code)
    case -1: self = .arrival
    default:
      precondition(code < -1, "no alarm \(code)")
      self = .script(-2 - code)
    }
  }

  public var code: Int32 {
    switch self {
    case .arrival: -1
    case .script(let index): -2 - index
    case .patience(let attempt): attempt
    }
  }

  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .arrival: visitor.kind(0, "arrival")
    case .script(let index): visitor.kind(1, "script", "request", index)
    case .patience(let attempt): visitor.kind(2, "patience", "attempt", attempt)
    }
  }
}
