public import Simulator

extension Reputation {
  /// What agents send to one another.
  public enum Message: Hashable, Sendable {
    /// What the sender has, by rater; it asks for what it lacks, and to be asked in turn if `isFirst`.
    case summary([Ratings.Summary], isFirst: Bool)
    /// What the sender has and the target lacked.
    case ratings([Rating])
  }

  /// What a client asks an agent for.
  @frozen
  public enum Request: ClientContent {
    /// To keep the rating of a task.
    case report(Rating)
    /// The score of a worker.
    case ask(worker: Int32)

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .report(let rating):
        visitor.kind(0, "report")
        rating.fields(into: &visitor)
      case .ask(let worker): visitor.kind(1, "ask", "worker", worker)
      }
    }
  }

  /// What a client is answered.
  @frozen
  public enum Reply: ClientContent {
    /// A rating of the task is durable.
    case kept
    /// The score of a worker and what it is good for.
    case score(worker: Int32, Int32, Tier)
    /// There is no such rater, task or worker.
    case unknown

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .kept: visitor.kind(0, "kept")
      case .score(let worker, let score, let tier):
        visitor.kind(1, "score", "worker", worker)
        visitor.field("score", score)
        visitor.field("tier", tier)
      case .unknown: visitor.kind(2, "unknown")
      }
    }
  }

  /// What an agent waits for.
  @frozen
  public enum Timer: Int, TimerTag, CaseIterable {
    /// It compares with another agent.
    case compare
    /// It states all scores.
    case epoch

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      switch self {
      case .compare: visitor.kind(0, "compare")
      case .epoch: visitor.kind(1, "epoch")
      }
    }
  }

  /// A fact that an agent states for checks, measures and milestones.
  @frozen
  public enum Note: Hashable, Sendable {
    /// A rating counts from now on.
    case counted(Rating)
    /// A rating counts in the place of another of its task.
    case replaced(Rating)
    /// The agent reckons a worker's score at an epoch from ratings with this digest.
    case scored(worker: Int32, Int32, epoch: Int32, digest: UInt64)
    /// A client is told a worker's score.
    case answered(worker: Int32, Int32, epoch: Int32)
  }
}

extension Reputation.Message: MessageContent {
  public static var kindNames: [String] { ["summary", "ratings"] }

  /// A frame of 24 bytes, and 16 a summary or 20 a rating.
  public var byteCount: Int {
    switch self {
    case .summary(let summaries, _): 24 + 16 * summaries.count
    case .ratings(let ratings): 24 + 20 * ratings.count
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .summary(let summaries, let isFirst):
      visitor.kind(0, "summary")
      visitor.field("summaries", list: summaries)
      visitor.field("first", isFirst)
    case .ratings(let ratings):
      visitor.kind(1, "ratings")
      visitor.field("ratings", list: ratings)
    }
  }
}

extension Reputation.Note: NoteContent {
  public static var milestoneNames: [String] { ["rating", "second rating"] }

  public var milestone: Milestone? {
    switch self {
    case .counted: Milestone(index: 0)
    case .replaced: Milestone(index: 1)
    case .scored, .answered: nil
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .counted(let rating):
      visitor.kind(0, "counted")
      rating.fields(into: &visitor)
    case .replaced(let rating):
      visitor.kind(1, "replaced")
      rating.fields(into: &visitor)
    case .scored(let worker, let score, let epoch, let digest):
      visitor.kind(2, "scored", "worker", worker)
      visitor.fields("score", score, "epoch", epoch)
      visitor.field("digest", digest)
    case .answered(let worker, let score, let epoch):
      visitor.kind(3, "answered", "worker", worker)
      visitor.fields("score", score, "epoch", epoch)
    }
  }
}
