public import Simulator

extension VersionedStore {
  /// A mistake that can be planted.
  public enum Mistake: String, PlantedMistake {
    case overwritesAll = "overwrites what the client did not know"
    case takesTwice = "takes a write again"
    case countsSent = "counts replicas that were asked"
    case acknowledgesAhead = "acknowledges ahead of the disk"
    case keepsOverwritten = "keeps what was overwritten"
    case forgetsTimes = "forgets times that it heard of"

    /// What it is, and what it does harm to.
    public var facts: MistakeFacts { MistakeFacts(.safety, about) }

    private var about: String {
      switch self {
      case .overwritesAll:
        "A write overwrites all that stands at the agent, whatever its client knew."
      case .takesTwice: "A write that arrives again becomes a version of its own."
      case .countsSent:
        "A write is acknowledged as soon as the replicas have been asked to store it."
      case .acknowledgesAhead: "A replica says that it has stored a write before its disk has."
      case .keepsOverwritten:
        "A replica that learns that a version was overwritten writes it again as its own."
      case .forgetsTimes:
        "Hybrid time: an agent's next write is stamped by its clock alone, whatever it heard of."
      }
    }
  }
}
