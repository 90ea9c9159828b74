public import Simulator

extension TeamAgent {
  /// A mistake that can be planted.
  public enum Mistake: String, PlantedMistake {
    case countsExpired = "counts expired leases"
    case reportsUndone = "reports undone work"
    case acceptsUnseen = "accepts unseen snapshots"
    case forgetsTasks = "forgets tasks"
    case countsTwice = "takes one report for two"
    case countsRepeats = "counts repeated reports"
    case updatesDone = "updates done tasks"
    case countsDead = "counts the dead"
    case endsAgain = "ends leases again"
    case forgetsTerms = "numbers leases without terms"
    case reportsOnce = "reports once"

    /// What it is, and what it does harm to.
    public var facts: MistakeFacts {
      switch self {
      case .countsExpired:
        MistakeFacts(.safety, "The coordinator counts what was done under a lease that is over.")
      case .reportsUndone: MistakeFacts(.safety, "A worker reports what it has not done.")
      case .acceptsUnseen:
        MistakeFacts(.safety, "A member accepts a snapshot that it does not have.")
      case .forgetsTasks:
        MistakeFacts(
          .safety, "The coordinator makes a snapshot without waiting for all results.")
      case .countsTwice:
        MistakeFacts(
          .safety, "The coordinator takes the first result of a round for the second one too.")
      case .countsRepeats:
        MistakeFacts(.safety, "The coordinator counts a report each time that it comes.")
      case .updatesDone:
        MistakeFacts(.safety, "The coordinator takes in what is said of a task that is done.")
      case .countsDead:
        MistakeFacts(
          .safety, "The coordinator takes a task whose worker is dead for one that is done.")
      case .endsAgain:
        MistakeFacts(
          .safety,
          "The coordinator ends a lease that is over each time that it looks, until a worker is free."
        )
      case .forgetsTerms:
        MistakeFacts(
          .safety,
          "The coordinator tells leases apart by their numbers alone, which each term counts from 1."
        )
      case .reportsOnce:
        MistakeFacts(.liveness, "A worker reports once, whatever becomes of the report.")
      }
    }
  }
}
