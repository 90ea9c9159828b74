import Simulator

/// Items under way, in the order in which they were added, each found by its key and by when it is due.
///
/// What is due first, and what is due by now, is found without a walk over all: an agent may have a
/// hundred thousand items under way and one timer for them.
struct TimedTable<Key: Hashable & Sendable, Item: Hashable & Sendable>: Hashable, Sendable {
  private var list = KeyedList<Key, Timed>()
  private var agenda = Agenda()

  private struct Timed: Hashable, Sendable {
    var item: Item
    var due: Nanoseconds?
  }

  /// When what is due. An alarm is void once its item is gone or is due at another time.
  private struct Agenda: Hashable, Sendable {
    var alarms = Heap<Key>()

    /// It follows from the items.
    static func == (left: Agenda, right: Agenda) -> Bool { true }
    func hash(into hasher: inout Hasher) {}
  }

  var count: Int { list.count }
  var isEmpty: Bool { list.isEmpty }
  var items: [Item] { list.items.map { $0.item } }
  var endPlace: Int { list.endPlace }
  var lastKey: Key? { list.lastKey }

  func place(of key: Key) -> Int? { list.place(of: key) }
  func item(_ key: Key) -> Item? { list.item(key)?.item }
  func holdsItem(at place: Int) -> Bool { list.holdsItem(at: place) }
  func lowerBound(_ key: Key) -> Int where Key: Comparable { list.lowerBound(key) }

  /// The item at a place, which holds until the next one is added.
  subscript(place: Int) -> Item {
    get { list[place].item }
    _modify { yield &list[place].item }
  }

  /// Adds an item after all others, due at no time.
  @discardableResult
  mutating func append(_ item: Item, _ key: Key) -> Int { list.append(Timed(item: item), key) }

  /// Adds an item after all others, under a key that no other has.
  mutating func append(_ item: Item, due: Nanoseconds) where Key == Int {
    setDue(due, at: append(item, (lastKey ?? -1) + 1))
  }

  @discardableResult
  mutating func remove(at place: Int) -> Item { list.remove(at: place).item }

  /// Says when the item at a place is due; nil for never.
  mutating func setDue(_ due: Nanoseconds?, at place: Int) {
    if list[place].due == due { return }
    list[place].due = due
    guard let due else { return }
    if agenda.alarms.count > 2 * list.count + 16 {
      agenda.alarms.removeAll { [list] in list.item($1)?.due != $0 }
    }
    agenda.alarms.insert(list.key(at: place), due)
  }

  /// When the first item is due.
  mutating func firstDue() -> Nanoseconds? {
    while let first = agenda.alarms.first {
      if list.item(first.item)?.due == first.order { return first.order }
      _ = agenda.alarms.popFirst(upTo: first.order)
    }
    return nil
  }

  /// The keys of all items that are due by a time, in the order of the items.
  /// - Complexity: O(k log k) in the number of alarms that have come, void ones included.
  func due(by time: Nanoseconds) -> [Key] {
    var places: [Int] = []
    for (order, key) in agenda.alarms.entries(upTo: time) {
      if let place = list.place(of: key), list[place].due == order { places.append(place) }
    }
    places.sort()
    var keys: [Key] = []
    for (index, place) in places.enumerated() where index == 0 || place != places[index - 1] {
      keys.append(list.key(at: place))
    }
    return keys
  }
}

/// Walks over those that are not over.
extension TimedTable {
  /// The places from the mark on, gaps included.
  var fromMark: Range<Int> { list.fromMark }

  /// Moves the mark on past items that are over for good.
  mutating func advanceMark(past isOver: (Item) -> Bool) { list.advanceMark { isOver($0.item) } }

  /// The first place whose item fulfils a condition.
  func firstPlace(where isWanted: (Item) -> Bool) -> Int? { list.firstPlace { isWanted($0.item) } }
}
