/// Which messages between agents a fault waits for.
public struct MessageMatch: Hashable, Sendable {
  /// Indices of the message type's `kindNames`, in rising order; empty for messages of any kind.
  public var kinds: [Int]
  /// Who sent them, looked up when one arrives; empty for anybody.
  public var from: [Target]
  /// Whom they reach, looked up when one arrives; empty for anybody.
  public var to: [Target]

  /// - Precondition: no target is drawn at random.
  public init(kinds: [Int] = [], from: [Target] = [], to: [Target] = []) {
    self.kinds = kinds
    self.from = from
    self.to = to
  }

  /// Whether messages of a kind, or of a link as far as it is known before one arrives, may match.
  @usableFromInline
  func mayCover(_ kind: Int, from source: AgentID, to target: AgentID) -> Bool {
    (kinds.isEmpty || kinds.contains(kind)) && MessageMatch.mayName(from, source)
      && MessageMatch.mayName(to, target)
  }

  /// False if the targets are single agents, and this is none of them.
  private static func mayName(_ targets: [Target], _ agent: AgentID) -> Bool {
    targets.isEmpty
      || targets.contains { target in
        if case .agent(let named) = target { named == agent } else { true }
      }
  }
}
