public import Simulator

extension OrchestrationLoad {
  /// What wakes a client.
  public enum Alarm: AlarmTag {
    /// What was handed over in this slot arrives.
    case parcel(Int32)
    /// The conductor starts its next run.
    case nextRun
    /// A conductor that does not wait at the barrier collects.
    case collection
    /// The conductor tells workers again that have not reported.
    case tellAgain
    /// A worker has done a task.
    case taskOver
    /// A worker reports again what is not confirmed.
    case reportAgain
    /// The client comes again after a refusal.
    case pauseOver
    /// The patience with an attempt is over.
    case patience(attempt: Int32)

    public init(code: Int32) {
      switch code {
      case 0...: self = .parcel(code)
      case -1: self = .nextRun
      case -2: self = .collection
      case -3: self = .tellAgain
      case -4: self = .taskOver
      case -5: self = .reportAgain
      case -6: self = .pauseOver
      default:
        precondition(code <= -16, "no alarm \(code)")
        self = .patience(attempt: -16 - code)
      }
    }

    public var code: Int32 {
      switch self {
      case .parcel(let slot): slot
      case .nextRun: -1
      case .collection: -2
      case .tellAgain: -3
      case .taskOver: -4
      case .reportAgain: -5
      case .pauseOver: -6
      case .patience(let attempt): -16 - attempt
      }
    }

    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .parcel(let slot): visitor.kind(0, "parcel", "slot", slot)
      case .nextRun: visitor.kind(1, "next run")
      case .collection: visitor.kind(2, "collection")
      case .tellAgain: visitor.kind(3, "tell again")
      case .taskOver: visitor.kind(4, "task over")
      case .reportAgain: visitor.kind(5, "report again")
      case .pauseOver: visitor.kind(6, "pause over")
      case .patience(let attempt): visitor.kind(7, "patience over", "attempt", attempt)
      }
    }
  }
}
