import Protocols

/// The groups that did each round, for the newest rounds.
struct DoneRounds: Sendable {
  private var entries: [Int32: Entry] = [:]
  /// The rounds in the order in which they were done first; those before `head` are forgotten.
  private var order: [Int32] = []
  private var head = 0

  /// Rounds that are remembered.
  private static var limit: Int { 4_096 }

  private struct Entry: Sendable {
    var groups: [Rendezvous.Group]
    var isApart = false
  }

  /// What a member's word that its group did a round adds to what was known.
  struct News: Sendable {
    /// No member of the group had said so.
    var isOfGroup = false
    /// No other group had done the round.
    var isOfRound = false
    /// It is the first group that has no member in common with another that did the round.
    var isApart = false
  }

  mutating func add(_ group: Rendezvous.Group, round: Int32) -> News {
    guard var entry = entries[round] else {
      entries[round] = Entry(groups: [group])
      remember(round)
      return News(isOfGroup: true, isOfRound: true)
    }
    if entry.groups.contains(where: { $0.id == group.id }) { return News() }
    var news = News(isOfGroup: true)
    if !entry.isApart, entry.groups.contains(where: { !$0.shares(with: group) }) {
      entry.isApart = true
      news.isApart = true
    }
    entry.groups.append(group)
    entries[round] = entry
    return news
  }

  private mutating func remember(_ round: Int32) {
    order.append(round)
    if order.count - head > Self.limit {
      entries[order[head]] = nil
      head += 1
    }
    if head > Self.limit {
      order.removeFirst(head)
      head = 0
    }
  }
}

extension Rendezvous.Group {
  /// Whether an agent is a member of both.
  fileprivate func shares(with other: Rendezvous.Group) -> Bool {
    members.contains { other.member($0.agent) != nil }
  }
}
