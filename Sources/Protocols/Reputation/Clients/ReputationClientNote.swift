public import Simulator

/// A fact that a rater states for checks and measures.
@frozen
public enum ReputationClientNote: Traceable {
  /// It reports a task for the first time.
  case reported(Rating)
  /// The rating of a task is kept, so long after the first report.
  case kept(client: Int32, number: Int32, after: Nanoseconds)
  /// It asks for a score.
  case asked(client: Int32, worker: Int32)
  /// It is told one.
  case told(client: Int32, worker: Int32, Int32, after: Nanoseconds)
  /// It had no answer in its patience, and does not ask again.
  case gaveUp(client: Int32, worker: Int32)

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .reported(let rating):
      visitor.kind(0, "reported")
      rating.fields(into: &visitor)
    case .kept(let client, let number, let time):
      visitor.kind(1, "kept", "client", client &+ 1)
      visitor.field("number", number)
      visitor.field("after", time: time)
    case .asked(let client, let worker):
      visitor.kind(2, "asked", "client", client &+ 1)
      visitor.field("worker", worker)
    case .told(let client, let worker, let score, let time):
      visitor.kind(3, "told", "client", client &+ 1)
      visitor.fields("worker", worker, "score", score)
      visitor.field("after", time: time)
    case .gaveUp(let client, let worker):
      visitor.kind(4, "gave up", "client", client &+ 1)
      visitor.field("worker", worker)
    }
  }
}
