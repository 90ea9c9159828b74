public import Simulator

extension Election {
  /// What agents send to one another; every message says its scope and its term.
  @frozen
  public struct Message: MessageContent {
    public static var kindNames: [String] {
      [
        "election", "answer", "coordinator", "heartbeat", "order", "acknowledge", "refuse",
        "leased", "challenge", "resign", "accepted", "call", "vote", "stored",
      ]
    }

    /// The agents whose leader it is about.
    public let scope: Scope
    /// The sender's, or that of the election it is about; 0 where the form has no terms.
    public let term: Term
    /// What it says.
    public let body: Body

    /// A message; without a term where the form has none.
    @inlinable
    public init(_ body: Body, term: Term = 0, scope: Scope = .global) {
      self.scope = scope
      self.term = term
      self.body = body
    }
  }

  /// What a message says.
  @frozen
  public enum Body: Hashable, Sendable {
    // Bully and fenced.
    /// A less fit agent holds an election; the receiver is asked whether it is there.
    case election(Priority)
    /// It is, and holds an election itself.
    case answer
    /// The sender takes the lead; fenced, it asks for acknowledgement. When it was sent, on its clock.
    case coordinator(sentAt: Nanoseconds)
    /// The sender leads.
    case heartbeat(sentAt: Nanoseconds)
    /// An order of a leader, by its number.
    case order(Int64)

    // Fenced.
    /// The sender acknowledges the receiver as leader of this term, in answer to what was sent then.
    case acknowledge(sentAt: Nanoseconds)
    /// The sender does not: it is of this term, or bound to another leader for this long.
    case refuse(remaining: Nanoseconds)
    /// No election is needed: a leader of this term has a lease on the sender for this long.
    case leased(remaining: Nanoseconds)
    /// The sender has followed the receiver for a dwell and is fitter by the margin.
    case challenge
    /// The sender leads no more; the agent that shall stand next, if it made way for one.
    case resign(successor: AgentID?)
    /// The sender accepted an order.
    case accepted(Int64)

    // The design brief's voting.
    /// The call to an election, by its number, among a frozen list of candidates.
    case call(election: Int64, candidates: [AgentID])
    /// The sender's vote.
    case vote(election: Int64, AgentID)
    /// A message to itself: the election is stored.
    case stored(election: Int64)
  }
}

extension Election.Message {
  /// A frame of 24 bytes, the scope, the term, and 8 bytes a number; a message to itself is free.
  public var byteCount: Int {
    switch body {
    case .answer, .challenge: 36
    case .stored: 0
    case .call(_, let candidates): 44 + 4 * candidates.count
    case .vote: 48
    default: 44
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch body {
    case .election(let priority):
      visitor.kind(0, "election", of: scope)
      visitor.field("score", priority.score)
      visitor.field("agent", priority.agent)
    case .answer: visitor.kind(1, "answer", of: scope)
    case .coordinator(let time):
      visitor.kind(2, "coordinator", of: scope)
      visitor.field("sentAt", time: time)
    case .heartbeat(let time):
      visitor.kind(3, "heartbeat", of: scope)
      visitor.field("sentAt", time: time)
    case .order(let number):
      visitor.kind(4, "order", of: scope)
      visitor.field("order", number)
    case .acknowledge(let time):
      visitor.kind(5, "acknowledge", of: scope)
      visitor.field("sentAt", time: time)
    case .refuse(let time):
      visitor.kind(6, "refuse", of: scope)
      visitor.field("remaining", time: time)
    case .leased(let time):
      visitor.kind(7, "leased", of: scope)
      visitor.field("remaining", time: time)
    case .challenge: visitor.kind(8, "challenge", of: scope)
    case .resign(let successor):
      visitor.kind(9, "resign", of: scope)
      visitor.field("successor", successor)
    case .accepted(let number):
      visitor.kind(10, "accepted", of: scope)
      visitor.field("order", number)
    case .call(let election, let candidates):
      visitor.kind(11, "call", of: scope)
      visitor.field("election", election)
      visitor.field("candidates", candidates)
    case .vote(let election, let candidate):
      visitor.kind(12, "vote", of: scope)
      visitor.field("election", election)
      visitor.field("candidate", candidate)
    case .stored(let election):
      visitor.kind(13, "stored", of: scope)
      visitor.field("election", election)
    }
    visitor.field("term", term)
  }
}
