/// A set of agents, as bits; walks in ascending order.
@frozen
public struct AgentSet: Hashable, Sendable {
  @usableFromInline var words: [UInt64]
  /// Number of members.
  // Kept, as whoever waits for a number of agents asks for it with each of them.
  public private(set) var count = 0

  /// The empty set.
  @inlinable
  public init() { words = [] }

  /// The set of these agents, in whatever order and however often they stand there.
  public init(_ agents: [AgentID]) {
    words = []
    for agent in agents { insert(agent) }
  }

  /// Whether an agent is a member.
  @inlinable
  public func contains(_ agent: AgentID) -> Bool {
    let index = agent.index >> 6
    return index < words.count && words[index] & (1 << UInt64(agent.index & 63)) != 0
  }

  /// Makes an agent a member; memory grows with the greatest index.
  public mutating func insert(_ agent: AgentID) {
    let index = agent.index >> 6
    while words.count <= index { words.append(0) }
    let bit: UInt64 = 1 << UInt64(agent.index & 63)
    if words[index] & bit == 0 { count += 1 }
    words[index] |= bit
  }

  /// Takes an agent out; nothing happens if it is no member.
  public mutating func remove(_ agent: AgentID) {
    let index = agent.index >> 6
    let bit: UInt64 = 1 << UInt64(agent.index & 63)
    guard index < words.count, words[index] & bit != 0 else { return }
    words[index] &= ~bit
    count -= 1
  }

  /// Takes in the members of another set.
  public mutating func formUnion(_ other: AgentSet) {
    while words.count < other.words.count { words.append(0) }
    for index in other.words.indices {
      let new = other.words[index] & ~words[index]
      if new == 0 { continue }
      count += new.nonzeroBitCount
      words[index] |= new
    }
  }

  /// The members that are in neither of two other sets.
  public func subtracting(_ first: AgentSet, _ second: AgentSet) -> AgentSet {
    var result = AgentSet()
    for index in words.indices {
      let rest = words[index] & ~(first.word(index) | second.word(index))
      if rest == 0 { continue }
      while result.words.count <= index { result.words.append(0) }
      result.words[index] = rest
      result.count += rest.nonzeroBitCount
    }
    return result
  }

  /// Whether each member is in one of two other sets.
  public func isCovered(by first: AgentSet, _ second: AgentSet) -> Bool {
    words.indices.allSatisfy { words[$0] & ~(first.word($0) | second.word($0)) == 0 }
  }

  private func word(_ index: Int) -> UInt64 { index < words.count ? words[index] : 0 }

  /// Whether there is no member.
  public var isEmpty: Bool { count == 0 }

  /// The members, ascending.
  public var members: [AgentID] {
    var result: [AgentID] = []
    for index in words.indices {
      var word = words[index]
      while word != 0 {
        result.append(AgentID(index * 64 + word.trailingZeroBitCount))
        word &= word - 1
      }
    }
    return result
  }

  /// The members in words: `{n1 n3}`.
  public var text: String {
    var text = "{"
    for agent in members {
      if text.utf8.count > 1 { text += " " }
      text += agent.description
    }
    return text + "}"
  }
}
