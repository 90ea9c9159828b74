public import Simulator

/// A fact that a client of balanced tasks states for checks and measures.
@frozen
public enum BalancingClientNote: Traceable {
  /// A client wants something done.
  case asked(client: Int32, request: Int32)
  /// It asks for it, for the first time or again.
  case attempted(client: Int32, request: Int32, attempt: Int32)
  /// It is done, as the client learns.
  case done(client: Int32, request: Int32, askedAt: Nanoseconds)
  /// The client is told by name why it is not done.
  case refused(client: Int32, request: Int32, Balancing.Refusal)
  /// The client has given up without an answer.
  case lost(client: Int32, request: Int32)
  /// An answer came when its attempt had timed out.
  case tooLate(client: Int32)
  /// The client would ask again, and its budget of retries is spent.
  case outOfBudget(client: Int32)
  /// A worker has no tasks and gets none.
  case drained(worker: Int32)
  /// The client is told that there is no such worker.
  case noWorker(worker: Int32)

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .asked(let client, let request):
      visitor.kind(0, "asked", "client", client &+ 1)
      visitor.field("request", request)
    case .attempted(let client, let request, let attempt):
      visitor.kind(1, "attempted", "client", client &+ 1)
      visitor.fields("request", request, "attempt", attempt)
    case .done(let client, let request, let askedAt):
      visitor.kind(2, "done", "client", client &+ 1)
      visitor.field("request", request)
      visitor.field("askedAt", time: askedAt)
    case .refused(let client, let request, let refusal):
      visitor.kind(3, "refused", "client", client &+ 1)
      visitor.field("request", request)
      visitor.field("why", refusal)
    case .lost(let client, let request):
      visitor.kind(4, "lost", "client", client &+ 1)
      visitor.field("request", request)
    case .tooLate(let client): visitor.kind(5, "too late", "client", client &+ 1)
    case .outOfBudget(let client): visitor.kind(6, "out of budget", "client", client &+ 1)
    case .drained(let worker): visitor.kind(7, "drained", "worker", worker &+ 1)
    case .noWorker(let worker): visitor.kind(8, "no worker", "worker", worker &+ 1)
    }
  }
}
