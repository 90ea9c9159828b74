public import Simulator

extension VersionedStore {
  /// A fact that an agent states for checks, measures and milestones.
  @frozen
  public enum Note: Hashable, Sendable {
    /// It put a version into its object, in which so many stand now.
    case put(key: Int32, value: Int64, siblings: Int32)
    /// It learned of versions otherwise than by a write.
    case repaired(key: Int32)
    /// No quorum answered in time.
    case unavailable(key: Int32)
  }
}

extension VersionedStore.Note: NoteContent {
  public static var milestoneNames: [String] { ["write", "repair", "unavailable"] }

  public var milestone: Milestone? {
    switch self {
    case .put: Milestone(index: 0)
    case .repaired: Milestone(index: 1)
    case .unavailable: Milestone(index: 2)
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .put(let key, let value, let siblings):
      visitor.kind(0, "put", "key", key)
      visitor.field("value", value)
      visitor.field("siblings", siblings)
    case .repaired(let key): visitor.kind(1, "repaired", "key", key)
    case .unavailable(let key): visitor.kind(2, "unavailable", "key", key)
    }
  }
}
