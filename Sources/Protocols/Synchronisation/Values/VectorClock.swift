public import Simulator

/// How many events of each agent are known: one counter an agent, from 0.
///
/// An event's clock, its own agent's counter counted up, says what the event may depend on (Fidge 1988,
/// Mattern 1989): `e` happened before `f` exactly if `e`'s clock is before `f`'s.
public struct VectorClock: Hashable, Sendable {
  /// By agent; agents beyond the end have 0, and the last counter is not 0.
  @usableFromInline private(set) var counters: [Int64] = []

  /// How two clocks stand to one another.
  @frozen
  public enum Order: Hashable, Sendable {
    case before
    case after
    case equal
    /// Each knows something that the other does not.
    case concurrent
  }

  /// The clock before any event.
  public init() {}

  /// A clock with these counters, by agent.
  ///
  /// - Precondition: no counter is negative.
  public init(_ counters: [Int64]) {
    precondition(counters.allSatisfy { $0 >= 0 }, "counters \(counters) count events")
    self.counters = counters
    while self.counters.last == 0 { self.counters.removeLast() }
  }

  /// The counter of an agent; it never falls.
  public subscript(agent: AgentID) -> Int64 {
    let index = agent.index
    return index >= 0 && index < counters.count ? counters[index] : 0
  }

  /// No agent from this index on has a counter above 0.
  public var width: Int { counters.count }

  /// Whether no event is known.
  public var isEmpty: Bool { counters.isEmpty }

  /// The sum of all counters: of an event's clock, the number of events in its past and itself.
  public var total: Int64 { counters.reduce(0, &+) }

  /// Raises an agent's counter; nothing happens if it is as high already.
  public mutating func raise(_ agent: AgentID, to number: Int64) {
    let index = agent.index
    if index < 0 || number <= self[agent] { return }
    while counters.count <= index { counters.append(0) }
    counters[index] = number
  }

  /// Counts one event of an agent.
  public mutating func tick(_ agent: AgentID) { raise(agent, to: self[agent] + 1) }

  /// Takes the higher of each pair of counters.
  /// - Complexity: O(n) in the number of agents.
  public mutating func merge(_ other: VectorClock) {
    for index in other.counters.indices { raise(AgentID(index), to: other.counters[index]) }
  }

  /// Whether every counter is at least the other's.
  /// - Complexity: O(n) in the number of agents.
  public func covers(_ other: VectorClock) -> Bool {
    if other.counters.count > counters.count { return false }
    for index in other.counters.indices where counters[index] < other.counters[index] {
      return false
    }
    return true
  }

  /// How this clock stands to another.
  /// - Complexity: O(n) in the number of agents.
  public func compared(to other: VectorClock) -> Order {
    switch (covers(other), other.covers(self)) {
    case (true, true): .equal
    case (true, false): .after
    case (false, true): .before
    case (false, false): .concurrent
    }
  }

  /// The lower of each pair of counters.
  public func meet(_ other: VectorClock) -> VectorClock {
    let shared = Swift.min(counters.count, other.counters.count)
    return VectorClock((0..<shared).map { Swift.min(counters[$0], other.counters[$0]) })
  }
}

extension VectorClock: Fielded {
  /// The counters in the order of the agents, each beside its agent.
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.list(Entries(counters: counters))
  }

  /// One agent's counter.
  @frozen
  public struct Entry: Hashable, Sendable, Fielded {
    /// The agent whose events are counted.
    public let agent: AgentID
    /// How many of them are known.
    public let count: Int64

    @inlinable
    init(agent: AgentID, count: Int64) {
      self.agent = agent
      self.count = count
    }

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      visitor.field("agent", agent)
      visitor.field("count", count)
    }
  }

  /// The counters with their agents, made as they are looked at.
  @frozen
  @usableFromInline
  struct Entries: RandomAccessCollection {
    @usableFromInline let counters: [Int64]

    @inlinable
    init(counters: [Int64]) { self.counters = counters }

    @inlinable var startIndex: Int { 0 }
    @inlinable var endIndex: Int { counters.count }
    @inlinable
    subscript(index: Int) -> Entry { Entry(agent: AgentID(index), count: counters[index]) }
  }
}
