public import Simulator

extension Election {
  /// What an agent waits for in one of its scopes.
  @frozen
  public struct Timer: TimerTag {
    /// What it waits for.
    public let purpose: Purpose
    /// Which of the agent's scopes: 0 for all agents, 1 for its group.
    public let scope: UInt8

    /// What the time is that ends.
    @frozen
    public enum Purpose: Int, Hashable, Sendable, CaseIterable {
      /// The phase in which the scope is: silence of a leader, an answer that does not come, a leader's
      /// next heartbeat.
      case phase
      /// A leader's lease, or the time that a challenger waits.
      case tenure
    }

    /// The timer of one of the agent's scopes.
    @inlinable
    public init(_ purpose: Purpose, scope: UInt8 = 0) {
      self.purpose = purpose
      self.scope = scope
    }

    /// The most scopes that an agent belongs to.
    @inlinable static var scopeCount: Int { 2 }

    public static var slotCount: Int { Purpose.allCases.count * scopeCount }
    @inlinable public var slot: Int {
      purpose.rawValue &* Timer.scopeCount &+ Int(scope)
    }

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch (purpose, scope) {
      case (.phase, 0): visitor.kind(0, "phase")
      case (.tenure, 0): visitor.kind(1, "tenure")
      case (.phase, _): visitor.kind(2, "group phase")
      case (.tenure, _): visitor.kind(3, "group tenure")
      }
    }
  }
}
