public import Simulator

/// A fact that a client of the auctioneer states for checks and measures.
@frozen
public enum EconomyClientNote: Traceable {
  /// A client asks for something, for the first time.
  case asked(client: Int32, sequence: Int32, isAuction: Bool)
  /// It asks again.
  case askedAgain(client: Int32, sequence: Int32)
  /// Its auction is over.
  case ended(client: Int32, sequence: Int32, auction: Int32, isSettled: Bool, askedAt: Nanoseconds)
  /// Its payment is made, or never will be.
  case paid(client: Int32, sequence: Int32, isMade: Bool, askedAt: Nanoseconds)
  /// Its request is refused.
  case refused(client: Int32, sequence: Int32, Verdict)
  /// Nobody told it how its request ended.
  case gaveUp(client: Int32, sequence: Int32)

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .asked(let client, let sequence, let isAuction):
      visitor.kind(0, "asked", "client", client &+ 1)
      visitor.field("request", sequence)
      visitor.field("auction", isAuction)
    case .askedAgain(let client, let sequence):
      visitor.kind(1, "asked again", "client", client &+ 1)
      visitor.field("request", sequence)
    case .ended(let client, let sequence, let auction, let isSettled, let askedAt):
      visitor.kind(2, "ended", "client", client &+ 1)
      visitor.field("request", sequence)
      visitor.field("auction", auction)
      visitor.field("settled", isSettled)
      visitor.field("askedAt", time: askedAt)
    case .paid(let client, let sequence, let isMade, let askedAt):
      visitor.kind(3, "paid", "client", client &+ 1)
      visitor.field("request", sequence)
      visitor.field("made", isMade)
      visitor.field("askedAt", time: askedAt)
    case .refused(let client, let sequence, let verdict):
      visitor.kind(4, "refused", "client", client &+ 1)
      visitor.field("request", sequence)
      visitor.field("why", verdict)
    case .gaveUp(let client, let sequence):
      visitor.kind(5, "gave up", "client", client &+ 1)
      visitor.field("request", sequence)
    }
  }
}
