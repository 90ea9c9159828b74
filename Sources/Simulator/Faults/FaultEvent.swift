/// A fault began or ended.
public struct FaultEvent: Hashable, Sendable {
  /// What happened to the fault.
  public enum Phase: UInt8, Hashable, Sendable, CustomStringConvertible {
    case began
    case ended
    /// It was due, but nobody met its target.
    case noTarget
    /// A flapping cut closed or opened again.
    case flapped

    public var description: String {
      switch self {
      case .began: "began"
      case .ended: "ended"
      case .noTarget: "met nobody"
      case .flapped: "flapped"
      }
    }
  }

  /// Which of the run's faults.
  public let index: Int
  /// What the scenario calls the fault.
  public let name: String
  /// Whether it began, ended, flapped or met nobody.
  public let phase: Phase
  /// Whom it meets, in ascending order; for a partition all who are in a group.
  public let agents: [AgentID]
  /// Whom it meets, in words: `{n1 n3} | {n2 n4 n5}`.
  public let targets: String

  /// What happened to a fault, and whom it meets.
  public init(index: Int, name: String, phase: Phase, agents: [AgentID], targets: String) {
    self.index = index
    self.name = name
    self.phase = phase
    self.agents = agents
    self.targets = targets
  }
}
