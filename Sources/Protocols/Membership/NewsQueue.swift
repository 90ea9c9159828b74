import Simulator

/// News of members that an agent sends along, those sent the fewest times first (section 4.1 of the paper).
///
/// What has been overtaken by later news is dropped when it is met.
struct NewsQueue: Hashable, Sendable {
  /// By the number of times that they were sent; empty while there is no news.
  private var levels: [Level] = []
  private(set) var count = 0

  /// News in the order in which they came to be sent so many times.
  private struct Level: Hashable, Sendable {
    var items: [Swim.Update] = []
    var first = 0

    mutating func takeFirst() -> Swim.Update? {
      guard first < items.count else { return nil }
      first += 1
      let item = items[first - 1]
      if first == items.count {
        self = Level()
      } else if first >= 16, first * 2 > items.count {
        items.removeFirst(first)
        first = 0
      }
      return item
    }
  }

  /// Takes news in behind other news that was never sent.
  mutating func append(_ update: Swim.Update) {
    if levels.isEmpty { levels.append(Level()) }
    levels[0].items.append(update)
    count += 1
  }

  /// Takes news in before all other: what an agent says of itself.
  mutating func prepend(_ update: Swim.Update) {
    if levels.isEmpty { levels.append(Level()) }
    levels[0].items.insert(update, at: levels[0].first)
    count += 1
  }

  /// Adds the news for one message, up to a number of updates in it, and counts each as sent once more.
  ///
  /// - Complexity: O(sends), amortised.
  mutating func take(
    into updates: inout [Swim.Update], upTo limit: Int, sends: Int32, _ table: MemberTable
  ) {
    if count == 0 { return }
    let before = updates.count
    var moved: [(level: Int, update: Swim.Update)] = []
    var level = 0
    while level < levels.count, updates.count < limit {
      guard let update = levels[level].takeFirst() else {
        level += 1
        continue
      }
      if table[update.member] == update.row {
        if !updates[..<before].contains(update) { updates.append(update) }
        if level + 1 < Int(sends) {
          moved.append((level + 1, update))
          continue
        }
      }
      count -= 1
    }
    for (level, update) in moved {
      if level == levels.count { levels.append(Level()) }
      levels[level].items.append(update)
    }
    if count == 0 { levels = [] }
  }
}
