import Simulator

extension Gossip {
  /// The rumours that an agent spreads, and what the contacts of a cycle said of them.
  ///
  /// What concerns many rumours at once is done a word at a time: an agent may spread ten thousand.
  struct Interests: Hashable, Sendable {
    private(set) var rumours = RumourSet()
    /// Those that a contact of this cycle needed; each is spread.
    private(set) var needed = RumourSet()
    /// Those that a contact of this cycle counts against; each is spread.
    private(set) var useless = RumourSet()
    /// By rumour: cycles in which it was told in vain, without one in between in which it was needed;
    /// the last is not 0, and further ones are.
    private var counters: [Int32] = []

    var isEmpty: Bool { rumours.isEmpty }
    var count: Int { rumours.count }

    /// All, ascending.
    var all: [Interest] {
      rumours.map {
        Interest(
          rumour: $0, counter: counter(of: $0), wasNeeded: needed.contains($0),
          wasUseless: useless.contains($0))
      }
    }

    func counter(of rumour: Rumour) -> Int32 {
      rumour.index < counters.count ? counters[rumour.index] : 0
    }

    mutating func add(_ rumour: Rumour) { rumours.insert(rumour) }

    mutating func remove(_ rumour: Rumour) {
      rumours.remove(rumour)
      set(0, rumour)
      // Not kept for what may never come: most agents spread nothing most of the time.
      if rumours.isEmpty { self = Interests() }
    }

    mutating func markNeeded(_ others: RumourSet) {
      needed.formUnion(rumours.intersection(others))
    }

    mutating func markUseless(_ others: RumourSet) {
      useless.formUnion(rumours.intersection(others))
    }

    mutating func markUseless(_ rumour: Rumour) { useless.insert(rumour) }

    /// Forgets what contacts said.
    /// - Returns: what counts against rumours that none needed.
    mutating func settle(resets: Bool) -> RumourSet {
      if resets, !counters.isEmpty {
        for rumour in needed where counter(of: rumour) > 0 { set(0, rumour) }
      }
      let idle = useless.subtracting(needed)
      needed = RumourSet()
      useless = RumourSet()
      return idle
    }

    /// Counts a cycle in which a rumour was told in vain.
    mutating func raise(_ rumour: Rumour) -> Int32 {
      let counter = counter(of: rumour) &+ 1
      set(counter, rumour)
      return counter
    }

    private mutating func set(_ counter: Int32, _ rumour: Rumour) {
      if rumour.index < counters.count {
        counters[rumour.index] = counter
      } else if counter != 0 {
        while counters.count < rumour.index { counters.append(0) }
        counters.append(counter)
      }
      while counters.last == 0 { counters.removeLast() }
    }
  }
}
