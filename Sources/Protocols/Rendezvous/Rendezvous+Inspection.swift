public import Simulator

/// What an agent believes, holds and waits for, as tools show it.
extension Rendezvous {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("phase", phase)
    visitor.field("since", time: since)
    visitor.field("clock", time: clock)
    visitor.field("currentGroup", group)
    visitor.field("currentRound", round)
    visitor.field("parts", parts)
    visitor.field("earlyParts", earlyParts)
    visitor.field("isLastRound", isLastRound)
    visitor.field("previousGroup", previous?.group)
    visitor.field("previousRound", previous?.lastRound)
    visitor.field("hostHeardAt", time: hostHeardAt)
    visitor.field("desk", desk)
    visitor.field("search", search)
    kept.fields(into: &visitor)
  }
}

extension Rendezvous.Storage {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("life", life)
    visitor.field("round", round)
    visitor.field("group", group)
    visitor.field("isEmptied", isEmptied)
  }
}

extension Rendezvous.Storage.Write: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .began(let life): visitor.kind(0, "began", "life", life)
    case .did(let round): visitor.kind(1, "did", "round", round)
    case .formed(let group):
      visitor.kind(2, "formed")
      group.fields(into: &visitor)
    case .emptied: visitor.kind(3, "lost its disk")
    }
  }
}

extension Rendezvous.Desk: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("lives", list: lives)
    visitor.field("rounds", list: rounds)
    visitor.field("heardAt", list: heardAt.map { VirtualTime($0) })
    visitor.field("healthy", healthy)
    visitor.field("waiting", waiting)
    visitor.field("newest", newest)
    visitor.field("breach", breach)
    visitor.field("isLast", isLast)
    visitor.field("call", call)
    visitor.field("quietUntil", time: quietUntil)
    visitor.field("finished", finished)
    visitor.field("departed", departed)
  }
}

extension Rendezvous.Search: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("post", post)
    visitor.field("attempt", attempt)
    visitor.field("postedAt", time: postedAt)
    visitor.field("formedCount", formedCount)
    visitor.field("peers", list: peers.items)
    visitor.field("held", list: held.items)
    visitor.field("followers", list: followers.items)
  }
}

extension Rendezvous.Search.Post: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .looking: visitor.kind(0, "looking")
    case .asking(let agent):
      visitor.kind(1, "asking")
      visitor.field("leader", agent)
    case .following(let agent):
      visitor.kind(2, "following")
      visitor.field("leader", agent)
    case .leading: visitor.kind(3, "leading")
    }
  }
}

extension Rendezvous.Search.Peer: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("peer", agent)
    visitor.field("life", life)
    visitor.field("since", time: since)
    visitor.field("heardAt", time: heardAt)
  }
}

extension Rendezvous.Search.Candidate: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("member", member)
    visitor.fields("attempt", attempt, "round", round)
  }
}
