public import Simulator

extension Hierarchy {
  /// An agent, or a group of some level: what groups of the next level are made of.
  @frozen
  public struct Unit: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// 0 for an agent.
    public let level: Int32
    /// From 0, among those of its level.
    public let number: Int32

    /// The unit of this number on a level.
    @inlinable
    public init(level: Int, number: Int) {
      self.level = Int32(truncatingIfNeeded: level)
      self.number = Int32(truncatingIfNeeded: number)
    }

    @inlinable
    public static func < (left: Unit, right: Unit) -> Bool {
      (left.level, left.number) < (right.level, right.number)
    }

    /// Counted from one, as people do: `group 2.13` is the thirteenth of level 2.
    public var description: String {
      level == 0
        ? AgentID(rawValue: number).description : "group \(level).\(number &+ 1)"
    }
  }

  /// Which agents form which groups: by their numbers, so that it needs no agreement.
  ///
  /// A group has `branching` units of the level below, the last of a level perhaps fewer; the root group
  /// has all that are left.
  public struct Tree: Hashable, Sendable {
    /// Number of agents.
    public let agentCount: Int
    /// Units in a group below the root.
    public let branching: Int
    /// Levels of groups; the root group is on the last.
    public let levels: Int

    /// - Precondition: there is an agent, a level, and no group of nobody.
    public init(agentCount: Int, branching: Int, levels: Int) {
      precondition(
        agentCount > 0 && branching > 0 && (1...Tree.mostLevels).contains(levels),
        "\(agentCount) agents, branching \(branching) and levels \(levels) must be positive")
      self.agentCount = agentCount
      self.branching = branching
      self.levels = levels
    }

    /// The most levels that a tree may have.
    public static var mostLevels: Int { 6 }

    /// The root group.
    public var root: Unit { Unit(level: levels, number: 0) }

    /// The most agents that a unit of a level below the root has.
    func span(_ level: Int) -> Int {
      var span = 1
      for _ in 0..<level where span < agentCount { span *= branching }
      return span
    }

    /// Number of units of a level.
    public func count(at level: Int) -> Int {
      level == levels ? 1 : (agentCount + span(level) - 1) / span(level)
    }

    /// The numbers of a group's units, which are of the level below.
    public func children(of group: Unit) -> Range<Int> {
      let count = count(at: Int(group.level) - 1)
      if Int(group.level) == levels { return 0..<count }
      let first = Int(group.number) * branching
      return first..<min(first + branching, count)
    }

    /// The group that a unit below the root group belongs to.
    public func parent(of unit: Unit) -> Unit {
      let level = Int(unit.level) + 1
      return Unit(level: level, number: level == levels ? 0 : Int(unit.number) / branching)
    }

    /// Where a unit stands among those of its group.
    func place(of unit: Unit) -> Int {
      Int(unit.number) - children(of: parent(of: unit)).lowerBound
    }

    /// The indices of the agents of a unit.
    public func agents(of unit: Unit) -> Range<Int> {
      if Int(unit.level) == levels { return 0..<agentCount }
      let span = span(Int(unit.level))
      return Int(unit.number) * span..<min((Int(unit.number) + 1) * span, agentCount)
    }

    /// The unit of a level that an agent belongs to.
    public func group(of agent: AgentID, at level: Int) -> Unit {
      Unit(level: level, number: level == levels ? 0 : agent.index / span(level))
    }

    /// Whether those of a unit's agents that agree are a quorum of it.
    ///
    /// - Complexity: linear in the number of its agents
    public func isQuorum(of unit: Unit, _ agrees: (Int) -> Bool) -> Bool {
      if unit.level == 0 { return agrees(Int(unit.number)) }
      let children = children(of: unit)
      let agreeing = children.count {
        isQuorum(of: Unit(level: Int(unit.level) - 1, number: $0), agrees)
      }
      return agreeing > children.count / 2
    }
  }
}

extension Hierarchy.Unit: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.fields("level", level, "number", number &+ 1)
  }
}
