extension Raft {
  /// Sessions that clients opened, of which the one least recently used is dropped for another beyond a limit.
  ///
  /// All of it is decided by entries of the log, so that all replicas remember the same; the number of a session
  /// is the index of the entry that opened it, which no other ever is (dissertation, 6.3).
  struct OpenSessions: Hashable, Sendable {
    /// The most that are remembered; 0 where sessions are not opened.
    let limit: Int
    /// In ascending order of their numbers.
    private var sessions: [OpenSession] = []

    private struct OpenSession: Hashable, Sendable {
      let number: Int32
      /// The index of the entry of its last command.
      var lastUsed: Index
      var record: Store.SessionRecord
    }

    init(limit: Int) { self.limit = limit }

    /// Opens one by the entry at an index.
    ///
    /// - Returns: its number.
    /// - Complexity: O(sessions) where one is dropped.
    mutating func open(at index: Index) -> Int32 {
      let number = Int32(truncatingIfNeeded: index)
      if limit > 0 {
        insert(OpenSession(number: number, lastUsed: index, record: Store.noSession))
      }
      return number
    }

    private mutating func insert(_ session: OpenSession) {
      if sessions.count >= limit {
        // No two have an index in common.
        let oldest = sessions.indices.min { sessions[$0].lastUsed < sessions[$1].lastUsed }
        if let oldest { sessions.remove(at: oldest) }
      }
      sessions.insert(session, at: firstPlace(ofNumberAtLeast: session.number))
    }

    /// Where a session stands, or nil.
    func place(of number: Int32) -> Int? {
      let place = firstPlace(ofNumberAtLeast: number)
      return place < sessions.count && sessions[place].number == number ? place : nil
    }

    private func firstPlace(ofNumberAtLeast number: Int32) -> Int {
      var low = 0
      var high = sessions.count
      while low < high {
        let middle = (low + high) / 2
        if sessions[middle].number < number { low = middle + 1 } else { high = middle }
      }
      return low
    }

    /// The newest command of the session at a place.
    subscript(place: Int) -> Store.SessionRecord {
      get { sessions[place].record }
      set { sessions[place].record = newValue }
    }

    mutating func use(_ place: Int, at index: Index) { sessions[place].lastUsed = index }

    /// A mistake: opens a session again under a number that it had.
    mutating func readmit(_ number: Int32, at index: Index) {
      if place(of: number) != nil { return }
      insert(OpenSession(number: number, lastUsed: index, record: Store.noSession))
    }

    var records: [Snapshot.Record] {
      sessions.map { .session($0.record, client: $0.number, lastUsed: $0.lastUsed) }
    }

    mutating func restore(_ record: Store.SessionRecord, _ number: Int32, lastUsed: Index) {
      insert(OpenSession(number: number, lastUsed: lastUsed, record: record))
    }
  }
}
