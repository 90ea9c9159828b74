public import Simulator

/// A fact that a client of an orchestration states for measures.
@frozen
public enum OrchestrationNote: Traceable {
  /// One round of one run.
  public typealias Round = OrchestrationLoad.Round

  /// A run started; no worker gets the dropped ones of its tasks.
  case runStarted(Int32, dropped: Int32)
  /// The conductor started a round.
  case started(Round)
  /// The conductor collected a round's results and made the next model of them.
  case collected(Round, Collection)
  /// A result came when its round had been collected.
  case late(Round, task: Int32)
  /// The client lets its agent arrive at the round's barrier.
  case came(Int32, Round)
  /// The client was told how the barrier ended.
  case left(Int32, Round, Barrier.Reply)
  /// The client stops for good: there was no barrier.
  case gaveUp(Int32, Round)
  /// The client stops for good: its agent exited.
  case exited(Int32, Round)
  /// All runs are over; the distance of the model to the best one, in millionths.
  case ended(error: Int64)

  /// What a collection found.
  public struct Collection: Hashable, Sendable {
    /// Results that it took.
    public var taken: Int32 = 0
    /// Tasks without any result.
    public var missing: Int32 = 0
    /// Results that belong to another run.
    public var foreign: Int32 = 0
    /// Updates that were averaged though they come from another model.
    public var stale: Int32 = 0
    /// Updates that were refused because they come from another model.
    public var refused: Int32 = 0
    /// The model's weight afterwards, in millionths.
    public var weight: Int64 = 0

    /// A collection that found nothing.
    public init() {}
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .runStarted(let run, let dropped):
      visitor.kind(0, "run started", "run", run &+ 1)
      visitor.field("droppedTasks", dropped)
    case .started(let round):
      visitor.kind(1, "round started")
      round.fields(into: &visitor)
    case .collected(let round, let collection):
      visitor.kind(2, "collected")
      round.fields(into: &visitor)
      collection.fields(into: &visitor)
    case .late(let round, let task):
      visitor.kind(3, "late result", "task", task &+ 1)
      round.fields(into: &visitor)
    case .came(let client, let round):
      visitor.kind(4, "came", "client", client &+ 1)
      round.fields(into: &visitor)
    case .left(let client, let round, let reply):
      visitor.kind(5, "left", "client", client &+ 1)
      round.fields(into: &visitor)
      visitor.field("reply", reply)
    case .gaveUp(let client, let round):
      visitor.kind(6, "gave up", "client", client &+ 1)
      round.fields(into: &visitor)
    case .exited(let client, let round):
      visitor.kind(7, "exited", "client", client &+ 1)
      round.fields(into: &visitor)
    case .ended(let error):
      visitor.kind(8, "ended")
      visitor.field("modelError", error)
    }
  }
}

extension OrchestrationNote.Collection: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.fields("taken", taken, "missing", missing)
    visitor.field("foreign", foreign)
    visitor.fields("stale", stale, "refused", refused)
    visitor.field("weight", weight)
  }
}
