public import Simulator

extension Supervision {
  /// A mistake that can be planted.
  public enum Mistake: String, PlantedMistake {
    case countsNothing = "counts no restarts"
    case startsBackwards = "starts backwards"
    case stopsForwards = "stops forwards"
    case restartsTemporary = "restarts temporary children"
    case restartsFinished = "restarts after a normal exit"
    case deliversToOld = "delivers to old incarnations"
    case startsTooSoon = "starts before the old has ended"
    case leavesSiblings = "leaves siblings alone"
    case forgetsDisk = "forgets the disk"

    /// What it is, and what it does harm to.
    public var facts: MistakeFacts { MistakeFacts(.safety, about) }

    private var about: String {
      switch self {
      case .countsNothing: "A supervisor restarts its children for ever, however often they fail."
      case .startsBackwards: "Children start from right to left."
      case .stopsForwards: "Children end from left to right."
      case .restartsTemporary: "A temporary child is started again after a failure."
      case .restartsFinished: "A transient child is started again after a normal exit."
      case .deliversToOld: "A message for an incarnation that has ended reaches the one after it."
      case .startsTooSoon: "A child is started again before its old incarnation has ended."
      case .leavesSiblings: "No sibling is restarted with a failed child, whatever the strategy."
      case .forgetsDisk: "A process that keeps its state on the disk starts again without it."
      }
    }
  }
}
