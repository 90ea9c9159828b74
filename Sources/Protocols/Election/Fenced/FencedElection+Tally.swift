import Simulator

extension FencedElection {
  /// What a candidate or leader knows of its members' promises.
  struct Tally: Hashable, Sendable {
    /// For each member, when what it acknowledged last was sent, on the sender's clock.
    private(set) var stamps: [Nanoseconds] = []
    private var majority = 0
    /// The newest time such that a majority acknowledged what was sent then or later.
    private(set) var base: Nanoseconds = -.never
    /// Number of members that acknowledged something newer than `base`.
    private var ahead = 0

    init() {}

    init(memberCount: Int, majority: Int) {
      stamps = Array(repeating: -.never, count: memberCount)
      self.majority = majority
    }

    func hasAcknowledged(_ member: Int) -> Bool { stamps[member] > -.never }

    /// Number of members that acknowledged at all.
    ///
    /// - Complexity: O(n)
    var count: Int { stamps.count { $0 > -.never } }

    /// A member acknowledged what was sent at a time; whether that moved `base`.
    ///
    /// - Complexity: O(1), but O(n log n) when it does
    mutating func record(_ member: Int, _ stamp: Nanoseconds) -> Bool {
      if stamp <= stamps[member] { return false }
      if stamp > base, stamps[member] <= base { ahead += 1 }
      stamps[member] = stamp
      if ahead < majority { return false }
      let newest = stamps.sorted(by: >)
      base = newest[majority - 1]
      ahead = newest.firstIndex { $0 <= base } ?? 0
      return true
    }
  }
}
