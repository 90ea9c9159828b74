import Simulator

/// The exchanges in which nothing is acknowledged: each agent averages what came in time.
extension Averaging {
  mutating func receiveValue(
    _ value: Int64, _ round: Int32, from sender: AgentID, _ turn: inout Turn<Averaging>
  ) {
    if round == absentRound { return }
    if round <= averagedRound { return turn.note(.late(round)) }
    keep(Offer(round: round, sender: sender, value: value))
  }

  /// Keeps a number for its round.
  mutating func keep(_ offer: Offer) { offers.append(offer) }

  /// Takes out what came for the present round, once of each sender and in the order of the senders; drops
  /// what is older.
  mutating func takeOffers() -> [Offer] {
    let round = currentRound
    var present: [Offer] = []
    var later: [Offer] = []
    for offer in offers {
      if offer.round == round { present.append(offer) }
      if offer.round > round { later.append(offer) }
    }
    offers = later
    // What a sender gives in a round it gives again alike, so it does not matter which of them stays.
    present.sort { $0.sender < $1.sender }
    var once: [Offer] = []
    once.reserveCapacity(present.count)
    for offer in present where once.last?.sender != offer.sender { once.append(offer) }
    return once
  }

  mutating func average(_ turn: inout Turn<Averaging>) {
    let offers = takeOffers()
    let value =
      switch settings.method {
      case .ring: flow(offers, outOf: 3)
      case .torus: flow(offers, outOf: 5)
      default: mean(offers)
      }
    write(.averaged(value), &turn)
    turn.note(.averaged(currentRound, value))
  }

  /// A fixed part of each difference flows. Both ends round it alike, so that none of it is lost, and one
  /// whose neighbour is absent keeps that neighbour's weight.
  private func flow(_ offers: [Offer], outOf parts: Int64) -> Int64 {
    var value = kept.value
    for offer in offers { value &+= (offer.value &- kept.value) / parts }
    return value
  }

  /// Equal weights. Those who average the same numbers divide the remainder among themselves by rank.
  private func mean(_ offers: [Offer]) -> Int64 {
    var total = kept.value
    var rank: Int64 = 0
    for offer in offers {
      total &+= offer.value
      if offer.sender.rawValue < me { rank += 1 }
    }
    return share(of: total, outOf: Int64(offers.count) + 1, rank: rank)
  }

  /// A member's part of a total.
  func share(of total: Int64, outOf parts: Int64, rank: Int64) -> Int64 {
    Averaging.part(
      of: total, outOf: parts, rank: settings.mistake == .dropsRemainders ? parts : rank)
  }
}
