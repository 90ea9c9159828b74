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

  /// A binary heap by time. An alarm is void once its item is gone or is due at another time.
  private struct Agenda: Hashable, Sendable {
    var alarms: [Alarm] = []

    /// It follows from the items.
    static func == (left: Agenda, right: Agenda) -> Bool { true }
    func hash(into hasher: inout Hasher) {}
  }

  private struct Alarm: Sendable {
    let due: Nanoseconds
    let key: Key
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
    if agenda.alarms.count > 2 * list.count + 16 { dropVoidAlarms() }
    push(Alarm(due: due, key: list.key(at: place)))
  }

  /// When the first item is due.
  mutating func firstDue() -> Nanoseconds? {
    while let first = agenda.alarms.first {
      if isValid(first) { return first.due }
      popFirst()
    }
    return nil
  }

  /// The keys of all items that are due by a time, in the order of the items.
  /// - Complexity: O(k log k) in the number of alarms that have come, void ones included.
  func due(by time: Nanoseconds) -> [Key] {
    var places: [Int] = []
    var open = [0]
    while let index = open.popLast() {
      guard index < agenda.alarms.count, agenda.alarms[index].due <= time else { continue }
      let alarm = agenda.alarms[index]
      if isValid(alarm), let place = list.place(of: alarm.key) { places.append(place) }
      open.append(2 * index + 1)
      open.append(2 * index + 2)
    }
    places.sort()
    var keys: [Key] = []
    for (index, place) in places.enumerated() where index == 0 || place != places[index - 1] {
      keys.append(list.key(at: place))
    }
    return keys
  }

  private func isValid(_ alarm: Alarm) -> Bool { list.item(alarm.key)?.due == alarm.due }

  private mutating func dropVoidAlarms() {
    let valid = agenda.alarms.filter { isValid($0) }
    agenda.alarms.removeAll(keepingCapacity: true)
    for alarm in valid { push(alarm) }
  }

  private mutating func push(_ alarm: Alarm) {
    agenda.alarms.append(alarm)
    var index = agenda.alarms.count - 1
    while index > 0, alarm.due < agenda.alarms[(index - 1) / 2].due {
      agenda.alarms.swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
  }

  private mutating func popFirst() {
    agenda.alarms.swapAt(0, agenda.alarms.count - 1)
    agenda.alarms.removeLast()
    var index = 0
    while true {
      var least = index
      for child in [2 * index + 1, 2 * index + 2] where child < agenda.alarms.count {
        if agenda.alarms[child].due < agenda.alarms[least].due { least = child }
      }
      if least == index { return }
      agenda.alarms.swapAt(index, least)
      index = least
    }
  }
}
