public import Simulator

extension Election {
  /// A mistake that can be planted, into the fenced form or into bully as published.
  public enum Mistake: String, PlantedMistake {
    case acknowledgesAhead = "acknowledges ahead of the disk"
    case acknowledgesTwice = "acknowledges two in a term"
    case breaksPromise = "breaks its promise"
    case forgetsPromise = "forgets its promise at a restart"
    case halvesMajority = "takes half for a majority"
    case stretchesLease = "measures a lease from the answer"
    case keepsLease = "acts beyond its lease"
    case trustsClocks = "allows for no drift"
    case acceptsOldOrders = "accepts orders of old terms"
    case waitsForNone = "waits for no answer"
    case answersNone = "does not answer"
    case hidesFromHigher = "is not announced to higher agents"

    /// What it is, and what it does harm to.
    public var facts: MistakeFacts {
      switch self {
      case .acknowledgesAhead:
        MistakeFacts(.safety, "A member's acknowledgement leaves before it is durable.")
      case .acknowledgesTwice:
        MistakeFacts(.safety, "A member acknowledges every candidate of the same term.")
      case .breaksPromise:
        MistakeFacts(
          .safety, "A member acknowledges another leader while it is bound to one.")
      case .forgetsPromise:
        MistakeFacts(
          .safety, "A member that starts again is not bound by what it may have promised before.")
      case .halvesMajority:
        MistakeFacts(.safety, "Half of the members, rounded down, are a majority.")
      case .stretchesLease:
        MistakeFacts(
          .safety, "A leader's lease runs from the arrival of acknowledgements.",
          seen: "sofa-jraft 34, tikv 964")
      case .keepsLease:
        MistakeFacts(.safety, "A leader does not step down when its lease is over.")
      case .trustsClocks:
        MistakeFacts(.safety, "A leader's lease is as long as the promises, whatever clocks do.")
      case .acceptsOldOrders:
        MistakeFacts(.safety, "A member accepts orders of leaders of earlier terms.")
      case .waitsForNone:
        MistakeFacts(
          .safety, "Bully: an agent takes office before an answer can have come, so two lead.")
      case .answersNone:
        MistakeFacts(
          .safety, "Bully: a higher agent does not answer those that ask, so two lead.")
      case .hidesFromHigher:
        MistakeFacts(
          .liveness,
          "Bully: signs of life go to lower agents alone, not to a higher one that is back.")
      }
    }
  }
}
