public import Simulator

extension Caching {
  /// A fact that an agent states for checks, measures and milestones.
  @frozen
  public enum Note: Hashable, Sendable {
    /// A read was answered from the copy.
    case hit(key: Int32)
    /// The agent asks the server for a variable.
    case fetched(key: Int32)
    /// A write waits for as many holders to approve, or their leases to run out.
    case waits(key: Int32, holders: Int32)
    /// The server's disk gets a write that has waited for leases so long, or not at all.
    case wrote(key: Int32, Content, waited: Nanoseconds)
    /// A server that was started again takes no writes for the longest term that it had granted.
    case recovers(term: Nanoseconds)
    /// The agent does nothing until a call is answered or times out.
    case blocked
    case unblocked
  }
}

extension Caching.Note: NoteContent {
  public static var milestoneNames: [String] { ["write", "write waits", "server recovers"] }

  public var milestone: Milestone? {
    switch self {
    case .wrote: Milestone(index: 0)
    case .waits: Milestone(index: 1)
    case .recovers: Milestone(index: 2)
    case .hit, .fetched, .blocked, .unblocked: nil
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .hit(let key): visitor.kind(0, "hit", "key", key)
    case .fetched(let key): visitor.kind(1, "fetched", "key", key)
    case .waits(let key, let holders):
      visitor.kind(2, "waits", "key", key)
      visitor.field("holders", holders)
    case .wrote(let key, let content, let waited):
      visitor.kind(3, "wrote", "key", key)
      content.fields(into: &visitor)
      visitor.field("waited", time: waited)
    case .recovers(let term):
      visitor.kind(4, "recovers")
      visitor.field("term", time: term)
    case .blocked: visitor.kind(5, "blocked")
    case .unblocked: visitor.kind(6, "unblocked")
    }
  }
}
