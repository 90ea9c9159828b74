public import Simulator

extension Hierarchy {
  /// What a client asks an agent for.
  @frozen
  public enum Request: ClientContent {
    /// The decision on a proposal. The client may ask again, here or elsewhere.
    case decide(Int32)

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .decide(let proposal): visitor.kind(0, "decide", "proposal", proposal &+ 1)
      }
    }

    /// A frame of 24 bytes, the number and the proposal's 64.
    public var byteCount: Int { 92 }
  }

  /// What a client is answered.
  @frozen
  public enum Reply: ClientContent {
    /// A quorum of all agents keeps this decision durably.
    case decided(Int32, Tally.Outcome)
    /// The agent is not the root, which this one may be.
    case notRoot(Int32, AgentID?)

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .decided(let proposal, let outcome):
        visitor.kind(0, "decided", "proposal", proposal &+ 1)
        visitor.field("outcome", outcome)
      case .notRoot(let proposal, let root):
        visitor.kind(1, "not root", "proposal", proposal &+ 1)
        visitor.field("root", root)
      }
    }

    public var byteCount: Int { 32 }
  }

  /// What an agent waits for in its group of a level.
  @frozen
  public struct Timer: TimerTag {
    /// What the time is that ends.
    @frozen
    public enum Purpose: Int, Hashable, Sendable, CaseIterable {
      /// A coordinator's silence, a candidate's patience, or the time to a coordinator's next heartbeat.
      case phase
      /// The time until units that have not answered are asked again.
      case retry
    }

    /// What it waits for.
    public let purpose: Purpose
    /// The level of the group.
    public let level: Int32

    /// The timer of the group of a level.
    @inlinable
    public init(_ purpose: Purpose, _ level: Int) {
      self.purpose = purpose
      self.level = Int32(truncatingIfNeeded: level)
    }

    public static var slotCount: Int { Purpose.allCases.count * Tree.mostLevels }

    @inlinable public var slot: Int { purpose.rawValue + 2 * (Int(level) - 1) }

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch purpose {
      case .phase: visitor.kind(0, "phase", "level", level)
      case .retry: visitor.kind(1, "retry", "level", level)
      }
    }
  }
}
