public import Simulator

extension Caching {
  /// A mistake that can be planted.
  public enum Mistake: String, PlantedMistake {
    case ignoresLeases = "writes without waiting"
    case forgetsLeases = "forgets leases at a restart"
    case stretchesLease = "measures a lease from the answer"
    case trustsClocks = "allows for no drift"
    case keepsCopy = "approves and keeps its copy"
    case writesTwice = "takes a write again"
    case answersAhead = "answers ahead of the disk"

    /// What it is, and what it does harm to.
    public var facts: MistakeFacts { MistakeFacts(.safety, about) }

    private var about: String {
      switch self {
      case .ignoresLeases: "The server writes while others hold leases."
      case .forgetsLeases:
        "A server that starts again does not wait for the leases that it may have granted."
      case .stretchesLease: "A holder's lease runs from the arrival of the answer."
      case .trustsClocks: "A holder takes nothing off the term for the error of its clock."
      case .keepsCopy: "A holder approves of a write and goes on to answer from its copy."
      case .writesTwice: "A write that arrives again is written again."
      case .answersAhead: "An answer leaves before the write is durable."
      }
    }
  }
}
