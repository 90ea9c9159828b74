public import Simulator

extension Market {
  /// A mistake that can be planted.
  public enum Mistake: String, PlantedMistake {
    case appliesAgain = "applies an order again"
    case crosses = "rests without matching"
    case newestFirst = "serves the newest first"
    case fillsWithdrawn = "fills what was withdrawn"
    case overfills = "fills one unit too many"
    case keepsExcess = "keeps what a bid overpaid"
    case mints = "pays the seller from nothing"
    case overdraws = "takes more than is there"
    case answersEarly = "answers what is not committed"
    case clearsShort = "clears one unit short"
    case differs = "one replica ignores withdrawals"

    /// What it is, and what it does harm to.
    public var facts: MistakeFacts { MistakeFacts(.safety, about) }

    private var about: String {
      switch self {
      case .appliesAgain: "A request that stands in the log again is applied again."
      case .crosses: "An order rests although it could trade."
      case .newestFirst: "Among orders of one price the newest trades first."
      case .fillsWithdrawn: "A withdrawal is answered, and the order stays in the book."
      case .overfills: "A trade is of one unit more than its orders have."
      case .keepsExcess: "What a bid set aside beyond the price stays set aside."
      case .mints: "A seller is paid, and the buyer keeps the money."
      case .overdraws: "A withdrawal frees what is set aside twice."
      case .answersEarly: "A leader answers an order once it is in its own log."
      case .clearsShort: "A call trades one unit less than it could."
      case .differs: "One replica applies no withdrawals."
      }
    }
  }
}
