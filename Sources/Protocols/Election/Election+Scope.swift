public import Simulator

extension Election {
  /// The agents that a leader leads: all of them, or one group. Terms of different scopes are unrelated.
  @frozen
  public struct Scope: Hashable, Sendable, CustomStringConvertible {
    /// 0 for all agents, else the group's number plus one.
    public let rawValue: Int32

    /// By its number.
    @inlinable
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// All agents.
    @inlinable public static var global: Scope { Scope(rawValue: 0) }

    /// One group, by its number from 0.
    @inlinable
    public static func group(_ number: Int) -> Scope {
      Scope(rawValue: Int32(truncatingIfNeeded: number) &+ 1)
    }

    /// Groups counted from one, as people do.
    public var description: String { rawValue == 0 ? "all" : "group \(rawValue)" }
  }
}

extension Election.Scope: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) { visitor.value(description) }
}

extension FieldVisitor {
  /// The case of an enumeration with the group that it concerns, which a digest takes as one word.
  @inlinable @inline(__always)
  mutating func kind(_ index: Int, _ name: String, of scope: Election.Scope) {
    if scope.rawValue == 0 {
      kind(index, name)
    } else {
      kind(index, name, "group", scope.rawValue)
    }
  }
}
