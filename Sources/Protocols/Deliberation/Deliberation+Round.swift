public import Simulator

extension Deliberation {
  /// What the votes decided, with their count.
  public struct Decision: Hashable, Sendable {
    /// What they decided.
    public let outcome: Tally.Outcome
    /// Their count.
    public let tally: Tally
  }

  /// What an accepted proposal came to in the log.
  @frozen
  public enum Application: Hashable, Sendable {
    /// The variable has this version now.
    case applied(version: Int32)
    /// The variable was at this version, not at the expected one: nothing changed.
    case conflict(version: Int32)
  }

  /// How a proposal ended, for good.
  @frozen
  public enum Ending: Hashable, Sendable {
    case applied(version: Int32)
    /// Accepted, but another change of the variable came first.
    case conflict(version: Int32)
    case rejected
    case failed
    case timedOut
  }

  /// One proposal of this agent under way.
  public struct Round: Hashable, Sendable {
    /// How far it is.
    public enum Stage: String, Word {
      case collecting
      /// Decided, and on its way to the disk.
      case deciding
      /// Accepted; the log must take it in.
      case committing
    }

    /// What is put to the vote.
    public let proposal: Proposal
    let deadline: Nanoseconds
    /// The client that asked, or nil if the process has started again since.
    let request: RequestID?
    /// How far it is.
    public internal(set) var stage = Stage.collecting
    /// The votes counted so far.
    public internal(set) var tally: Tally
    var decision: Decision?
    /// One for each member of the electorate.
    var votes: [Vote?]
    /// When to ask again, and how long to wait after that.
    var resendAt: Nanoseconds = 0
    var backoff: Nanoseconds

    /// When something is next to be done about it.
    var due: Nanoseconds? {
      switch stage {
      case .collecting: min(deadline, resendAt)
      case .deciding: nil
      case .committing: resendAt
      }
    }

    init(
      _ proposal: Proposal, deadline: Nanoseconds, request: RequestID?, members: Int,
      backoff: Nanoseconds
    ) {
      self.proposal = proposal
      self.deadline = deadline
      self.request = request
      tally = Tally(members: proposal.view?.count ?? members)
      votes = Array(repeating: nil, count: members)
      self.backoff = backoff
    }
  }
}

extension Deliberation.Ending {
  /// The end of what is not accepted; nil for what is.
  init?(_ outcome: Tally.Outcome) {
    switch outcome {
    case .accepted: return nil
    case .rejected: self = .rejected
    case .failed: self = .failed
    case .timedOut: self = .timedOut
    }
  }

  init(_ application: Deliberation.Application) {
    switch application {
    case .applied(let version): self = .applied(version: version)
    case .conflict(let version): self = .conflict(version: version)
    }
  }
}

extension Deliberation.Application: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .applied(let version): visitor.kind(0, "applied", "version", version)
    case .conflict(let version): visitor.kind(1, "conflict", "version", version)
    }
  }
}

extension Deliberation.Ending: Traceable {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .applied(let version): visitor.kind(0, "applied", "version", version)
    case .conflict(let version): visitor.kind(1, "conflict", "version", version)
    case .rejected: visitor.kind(2, "rejected")
    case .failed: visitor.kind(3, "failed")
    case .timedOut: visitor.kind(4, "timed out")
    }
  }
}
