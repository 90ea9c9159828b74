public import Simulator

extension BarrierLoad {
  /// What wakes a client.
  public enum Alarm: AlarmTag {
    /// The patience with an attempt is over.
    case attempt(Int32)
    /// The client has worked and comes to the barrier.
    case workOver
    /// It comes again after a refusal.
    case pauseOver
    /// The rival creates the first round's generation.
    case rival
    /// A round's generation is to be created.
    case creation(round: Int32)

    public init(code: Int32) {
      switch code {
      case 0...: self = .attempt(code)
      case -1: self = .workOver
      case -2: self = .pauseOver
      case -3: self = .rival
      default:
        precondition(code <= -16, "no alarm \(code)")
        self = .creation(round: -16 - code)
      }
    }

    public var code: Int32 {
      switch self {
      case .attempt(let attempt): attempt
      case .workOver: -1
      case .pauseOver: -2
      case .rival: -3
      case .creation(let round): -16 - round
      }
    }

    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .attempt(let attempt): visitor.kind(0, "attempt", "attempt", attempt)
      case .workOver: visitor.kind(1, "work over")
      case .pauseOver: visitor.kind(2, "pause over")
      case .rival: visitor.kind(3, "rival")
      case .creation(let round): visitor.kind(4, "creation", "round", round + 1)
      }
    }
  }
}
