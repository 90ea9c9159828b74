public import Simulator

extension Election {
  /// What agents send to one another; the scope and the term stand in every message.
  @frozen
  public struct Message: MessageContent {
    public let scope: Scope
    /// The sender's, or the one that an election is about; 0 where the form has no terms.
    public let term: Term
    public let body: Body

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
    /// Somebody less fit holds an election; the receiver is asked whether it is there.
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
    /// The sender acknowledges the receiver as leader of this term, and answers what was sent then.
    case acknowledge(sentAt: Nanoseconds)
    /// The sender does not, being of this term, or bound to another for so long.
    case refuse(remaining: Nanoseconds)
    /// No election is needed: the sender is bound to a leader of this term for so long.
    case standing(remaining: Nanoseconds)
    /// The sender has followed the receiver for long and is fitter by the margin.
    case challenge
    /// The sender leads no more; who shall stand next, if it was challenged.
    case resign(successor: AgentID?)
    /// The sender accepted an order.
    case accepted(Int64)

    // The design brief's voting.
    /// The call to an election, by its number, among a frozen list of candidates.
    case call(election: Int64, candidates: [AgentID])
    /// The sender's vote.
    case vote(election: Int64, AgentID)
    /// A note to oneself: the election is stored.
    case stored(election: Int64)
  }
}

extension Election.Message {
  public static var kindNames: [String] {
    [
      "election", "answer", "coordinator", "heartbeat", "order", "acknowledge", "refuse",
      "standing",
      "challenge", "resign", "accepted", "call", "vote", "stored",
    ]
  }

  public var kind: Int {
    switch body {
    case .election: 0
    case .answer: 1
    case .coordinator: 2
    case .heartbeat: 3
    case .order: 4
    case .acknowledge: 5
    case .refuse: 6
    case .standing: 7
    case .challenge: 8
    case .resign: 9
    case .accepted: 10
    case .call: 11
    case .vote: 12
    case .stored: 13
    }
  }

  /// A frame of 24 bytes, the scope, the term, and 8 bytes a number; a note to oneself is free.
  public var byteCount: Int {
    switch body {
    case .answer, .challenge: 36
    case .stored: 0
    case .call(_, let candidates): 44 + 4 * candidates.count
    case .vote: 48
    default: 44
    }
  }

  public func feed(_ digest: inout Digest) {
    digest.feed((UInt64(UInt32(bitPattern: scope.rawValue)) << 8) | UInt64(kind))
    digest.feed(term)
    switch body {
    case .answer, .challenge: break
    case .election(let priority):
      digest.feed(Int64(priority.score))
      digest.feed(priority.agent)
    case .coordinator(let time), .heartbeat(let time), .acknowledge(let time), .refuse(let time),
      .standing(let time):
      digest.feed(time)
    case .order(let number), .accepted(let number), .stored(let number): digest.feed(number)
    case .resign(let successor): digest.feed(Int64(successor?.rawValue ?? -1))
    case .call(let election, let candidates):
      digest.feed(election)
      for candidate in candidates { digest.feed(candidate) }
      digest.feed(candidates.count)
    case .vote(let election, let candidate):
      digest.feed(election)
      digest.feed(candidate)
    }
  }

  public var description: String {
    var text = Self.kindNames[kind]
    switch body {
    case .election(let priority): text += " of \(priority.description)"
    case .refuse(let time), .standing(let time): text += " for \(time.text)"
    case .order(let number), .accepted(let number), .stored(let number): text += " \(number)"
    case .resign(let successor?): text += " in favour of \(successor.description)"
    case .call(let election, let candidates):
      text += " \(election) among \(AgentSet(candidates).text)"
    case .vote(let election, let candidate): text += " \(election) for \(candidate.description)"
    default: break
    }
    if term != 0 { text += " in term \(term)" }
    return scope == .global ? text : text + " of \(scope.description)"
  }
}
