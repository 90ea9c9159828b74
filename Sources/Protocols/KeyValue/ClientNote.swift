public import Simulator

/// A fact that a client of a key-value store states for checks and measures.
///
/// Operations are numbered from 0 in the order in which they are invoked, over all clients. Each
/// ends with one of `completed`, `failed` and `unknown`, or is open when the run ends.
@frozen
public enum ClientNote: Traceable {
  /// A client wants something from now on, even if it cannot ask yet.
  case invoked(Int, client: Int32, Raft.Operation)
  /// The client learned what the operation did.
  case completed(Int, Result, invokedAt: Nanoseconds)
  /// The client gave up, and the operation certainly had no effect and never will have.
  case failed(Int)
  /// The client gave up, and the operation may have taken effect, or not, or may do so at any later
  /// time.
  case unknown(Int)
  /// The client asks again after silence or a refusal.
  case retried(Int, at: AgentID)
  /// The client asks the agent that another one named as the leader.
  case redirected(Int, to: AgentID)
  /// The operator wants this from now on.
  case demanded(Raft.Change)
  /// What the operator wanted since a time is in force.
  case satisfied(Raft.Change, since: Nanoseconds)
  /// The leader does not do what the operator wants, who goes on asking where that is of use.
  case rebuffed(Raft.Change, Raft.Refusal)

  /// What an operation did.
  @frozen
  public enum Result: Hashable, Sendable {
    /// A read found this value.
    case value(Int64)
    /// A write or a compare-and-set took effect.
    case written
    /// A compare-and-set found this value and did nothing.
    case mismatch(Int64)
  }
}

extension ClientNote {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .invoked(let id, let client, let operation):
      visitor.kind(0, "invoked", "client", client + 1)
      visitor.field("operation", id)
      visitor.field("request", operation)
    case .completed(let id, let result, let invokedAt):
      visitor.kind(1, "completed")
      visitor.field("operation", id)
      visitor.field("result", result)
      visitor.field("invokedAt", time: invokedAt)
    case .failed(let id):
      visitor.kind(2, "failed")
      visitor.field("operation", id)
    case .unknown(let id):
      visitor.kind(3, "unknown outcome")
      visitor.field("operation", id)
    case .retried(let id, let agent):
      visitor.kind(4, "retried")
      visitor.field("operation", id)
      visitor.field("agent", agent)
    case .redirected(let id, let agent):
      visitor.kind(5, "redirected")
      visitor.field("operation", id)
      visitor.field("agent", agent)
    case .demanded(let change): visitor.part(6, "demanded", change)
    case .satisfied(let change, let since):
      visitor.kind(7, "satisfied")
      visitor.field("change", change)
      visitor.field("since", time: since)
    case .rebuffed(let change, let refusal):
      visitor.kind(8, "rebuffed")
      visitor.field("change", change)
      visitor.field("reason", refusal)
    }
  }
}

extension ClientNote.Result: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .value(let value):
      visitor.kind(0, "found")
      visitor.field("value", value)
    case .written: visitor.kind(1, "written")
    case .mismatch(let value):
      visitor.kind(2, "mismatch")
      visitor.field("holds", value)
    }
  }
}
