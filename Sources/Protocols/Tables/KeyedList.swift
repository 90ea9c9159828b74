/// Items in the order in which they were added, each of which can be found by its key.
///
/// An item stands at a place, which holds until the next one is added.
struct KeyedList<Key: Hashable & Sendable, Item: Hashable & Sendable>: Sendable {
  /// With gaps where items were removed, so that removal moves nothing.
  private var slots: [Slot] = []
  private var index: [Key: Int] = [:]
  /// No item stands before this place.
  private var head = 0
  /// A place up to which a walk need not look again; it stays between the same items.
  private(set) var mark = 0

  private struct Slot: Sendable {
    /// Outlives the item, so that places can be searched for a key.
    let key: Key
    var item: Item?
  }

  var count: Int { index.count }
  var isEmpty: Bool { index.isEmpty }

  func place(of key: Key) -> Int? { index[key] }

  /// The item at a place.
  /// - Precondition: there is one.
  subscript(place: Int) -> Item {
    get { slots[place].item! }
    _modify { yield &slots[place].item! }
  }

  func key(at place: Int) -> Key { slots[place].key }

  func item(_ key: Key) -> Item? { index[key].flatMap { slots[$0].item } }

  /// Adds an item after all others.
  /// - Precondition: no other has its key.
  /// - Returns: its place.
  @discardableResult
  mutating func append(_ item: Item, _ key: Key) -> Int {
    // So few gaps remain that a walk costs what the items do.
    if slots.count > 2 * count + 16 { closeGaps() }
    index[key] = slots.count
    slots.append(Slot(key: key, item: item))
    return slots.count - 1
  }

  /// Removes the item at a place; the places of the others hold.
  @discardableResult
  mutating func remove(at place: Int) -> Item {
    let item = slots[place].item!
    slots[place].item = nil
    index[slots[place].key] = nil
    while head < slots.count, slots[head].item == nil { head += 1 }
    return item
  }

  /// Moves the mark on past items that are over for good.
  mutating func advanceMark(past isOver: (Item) -> Bool) {
    while mark < slots.count, slots[mark].item.map(isOver) ?? true { mark += 1 }
  }

  /// The places from the mark on, gaps included.
  var fromMark: Range<Int> { mark..<slots.count }

  private mutating func closeGaps() {
    mark -= slots[..<mark].count { $0.item == nil }
    slots.removeAll { $0.item == nil }
    head = 0
    for place in slots.indices { index[slots[place].key] = place }
  }

  /// The first place whose item fulfils a condition.
  func firstPlace(where isWanted: (Item) -> Bool) -> Int? {
    (head..<slots.count).first { slots[$0].item.map(isWanted) ?? false }
  }

  /// The place of the first item.
  var firstPlace: Int? { head < slots.count ? head : nil }

  /// The first place whose key, or that of an item removed from it, is not below `key`.
  /// - Precondition: keys were added in ascending order.
  /// - Complexity: O(log n).
  func lowerBound(_ key: Key) -> Int where Key: Comparable {
    var (low, high) = (head, slots.count)
    while low < high {
      let middle = (low + high) / 2
      if slots[middle].key < key { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether an item stands at a place, or none any more.
  func holdsItem(at place: Int) -> Bool { slots[place].item != nil }

  /// The key added last, whether or not its item is still there, as far as that is known.
  var lastKey: Key? { slots.last?.key }

  /// After the last place.
  var endPlace: Int { slots.count }

  /// The keys of all items in order.
  var keys: [Key] { slots[head...].compactMap { $0.item == nil ? nil : $0.key } }

  /// All items in order.
  var items: [Item] { slots[head...].compactMap { $0.item } }
}

extension KeyedList: Hashable {
  /// Gaps make no difference.
  static func == (left: KeyedList, right: KeyedList) -> Bool { left.items == right.items }

  func hash(into hasher: inout Hasher) { hasher.combine(items) }
}
