public import Simulator

extension Caching {
  /// Which writes of a client the server has taken, so that none takes effect twice.
  public struct Session: Hashable, Sendable {
    /// The client waits for no attempt below this, and none of them is taken any more.
    public private(set) var low: Int32 = 0
    /// The attempts from `low` on that were taken; as many at most as the client has under way.
    public private(set) var taken: [Int32] = []

    /// A session in which nothing was taken.
    public init() {}

    /// Takes an attempt of a client that waits for none below `low`.
    /// - Returns: false if it was taken before, or the client waits for it no more.
    mutating func take(_ attempt: Int32, low: Int32) -> Bool {
      if low > self.low {
        self.low = low
        taken.removeAll { $0 < low }
      }
      if attempt < self.low || taken.contains(attempt) { return false }
      taken.append(attempt)
      return true
    }
  }
}

extension Array where Element == Caching.Session {
  /// Takes a client's attempt in its session.
  mutating func take(_ id: RequestID, low: Int32) -> Bool {
    while count <= id.client { append(Caching.Session()) }
    return self[Int(id.client)].take(id.attempt, low: low)
  }
}

extension Caching.Session: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("low", low)
    visitor.field("taken", list: taken)
  }
}
