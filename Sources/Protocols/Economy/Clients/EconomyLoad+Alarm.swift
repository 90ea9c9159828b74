public import Simulator

extension EconomyLoad {
  /// What wakes a client.
  public enum Alarm: AlarmTag {
    /// The next request is due.
    case arrival
    /// The listed request of this index is due.
    case script(Int32)
    /// It has waited long enough for the end of what this attempt asked for.
    case patience(attempt: Int32)
    /// It would have the bidding closed that this request has opened.
    case close(sequence: Int32)

    public init(code: Int32) {
      switch code {
      case -1: self = .arrival
      case 0...: self = code % 2 == 0 ? .patience(attempt: code / 2) : .close(sequence: code / 2)
      default: self = .script(-2 - code)
      }
    }

    public var code: Int32 {
      switch self {
      case .arrival: -1
      case .script(let index): -2 - index
      case .patience(let attempt): 2 * attempt
      case .close(let sequence): 2 * sequence + 1
      }
    }

    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .arrival: visitor.kind(0, "arrival")
      case .script(let index): visitor.kind(1, "script", "request", index)
      case .patience(let attempt): visitor.kind(2, "patience", "attempt", attempt)
      case .close(let sequence): visitor.kind(3, "close", "request", sequence)
      }
    }
  }
}
