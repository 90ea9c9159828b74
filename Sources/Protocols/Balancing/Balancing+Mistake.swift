public import Simulator

extension Balancing {
  /// A mistake that can be planted.
  public enum Mistake: String, PlantedMistake {
    case settlesAgain = "settles again"
    case answersAhead = "answers ahead of the others"
    case ignoresFences = "counts any result"
    case ignoresEpochs = "takes any epoch's tasks"
    case ignoresOverload = "assigns to the overloaded"
    case ignoresBound = "ignores the bound"
    case ignoresDraining = "assigns to the draining"
    case dropsTask = "drops what is given back"

    /// What it is, and what it does harm to.
    public var facts: MistakeFacts { MistakeFacts(.safety, about) }

    private var about: String {
      switch self {
      case .settlesAgain:
        "A balancer that takes over refuses tasks that were under way, whatever was recorded of them."
      case .answersAhead: "A client is answered before a majority has recorded how its task ended."
      case .ignoresFences: "A result counts under any assignment of its task."
      case .ignoresEpochs: "A worker takes tasks of a balancer that was succeeded."
      case .ignoresOverload: "A worker that reported overload gets further tasks."
      case .ignoresBound: "Consistent hashing takes the first worker, whatever it has."
      case .ignoresDraining: "A worker that said that it drains gets further tasks."
      case .dropsTask: "A task whose worker is suspected is forgotten."
      }
    }
  }
}
