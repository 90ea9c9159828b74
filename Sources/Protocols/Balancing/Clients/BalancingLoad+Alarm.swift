public import Simulator

extension BalancingLoad {
  /// What wakes a client.
  public enum Alarm: AlarmTag {
    /// Its next request is due.
    case arrival
    /// The scripted request of this index is due.
    case script(Int32)
    /// The answer to this message of the client is not waited for any longer.
    case timeout(Int32)
    /// This request is to be asked again.
    case retry(Int32)

    public init(code: Int32) {
      if code >= 0 {
        self = code % 2 == 0 ? .timeout(code / 2) : .retry(code / 2)
      } else {
        self = code == -1 ? .arrival : .script(-2 - code)
      }
    }

    public var code: Int32 {
      switch self {
      case .arrival: -1
      case .script(let index): -2 - index
      case .timeout(let message): 2 * message
      case .retry(let request): 2 * request + 1
      }
    }

    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .arrival: visitor.kind(0, "arrival")
      case .script(let index): visitor.kind(1, "script", "request", index)
      case .timeout(let message): visitor.kind(2, "timeout", "message", message)
      case .retry(let request): visitor.kind(3, "retry", "request", request)
      }
    }
  }
}
