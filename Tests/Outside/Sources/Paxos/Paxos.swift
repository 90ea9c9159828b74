public import Simulator

/// Single-decree Paxos: the agents choose one value, each proposing one of its own.
///
/// From *Paxos Made Simple* (Lamport, 2001). Each agent is proposer, acceptor and learner. An agent
/// proposes its own number until it learns what was chosen, with a new ballot after a random time.
public struct Paxos: Machine {
  public typealias Value = Int64
  /// The number of a proposal; agents use disjoint sets of them (section 2.5).
  public typealias Ballot = Int64

  public struct Settings: Hashable, Sendable {
    /// Time after which a proposer tries a higher ballot: random, so that duels end (section 2.4).
    public var retry: ClosedRange<Nanoseconds>
    /// A mistake planted to prove that the invariants see it, if any.
    public var mistake: Mistake?

    public init(
      retry: ClosedRange<Nanoseconds> = 20 * .millisecond...80 * .millisecond,
      mistake: Mistake? = nil
    ) {
      self.retry = retry
      self.mistake = mistake
    }
  }

  /// A mistake that can be planted.
  public enum Mistake: String, PlantedMistake {
    case forgets = "forget on restart"

    /// What it is, and what it does harm to.
    public var facts: MistakeFacts {
      MistakeFacts(.safety, "An acceptor forgets its promises when it restarts.")
    }
  }

  public struct Proposal: Hashable, Sendable {
    public let ballot: Ballot
    public let value: Value
  }

  public enum Message: MessageContent {
    /// Phase 1 (a): asks for a promise.
    case prepare(Ballot)
    /// Phase 1 (b): promises, and tells the proposal accepted last.
    case promise(Ballot, accepted: Proposal?)
    /// Phase 2 (a): asks to accept.
    case accept(Proposal)
    /// Phase 2 (b), to all learners (section 2.3).
    case accepted(Proposal)
    /// A higher ballot was promised; the proposer had better abandon its own (section 2.5).
    case rejected(Ballot, promised: Ballot)
  }

  public enum Timer: Int, TimerTag, CaseIterable {
    case retry
    public func fields<V: FieldVisitor>(into visitor: inout V) { visitor.kind(0, "retry") }
  }

  /// What must survive a crash: an acceptor's promise and proposal, a proposer's highest ballot.
  public struct Storage: DurableStorage {
    public private(set) var promised: Ballot = 0
    public private(set) var accepted: Proposal?
    public private(set) var tried: Ballot = 0

    public enum Write: Fielded, Hashable, Sendable {
      case tried(Ballot)
      case promised(Ballot)
      case accepted(Proposal)
    }

    public init() {}

    public mutating func apply(_ write: Write) {
      switch write {
      case .tried(let ballot): tried = ballot
      case .promised(let ballot): promised = ballot
      case .accepted(let proposal):
        promised = proposal.ballot
        accepted = proposal
      }
    }
  }

  public enum Note: Hashable, Sendable {
    /// A learner found that a majority accepted one proposal.
    case learned(Value, Ballot)
  }

  public typealias Request = Nothing
  public typealias Reply = Nothing

  private let profile: Profile
  private let settings: Settings

  // Acceptor; durable.
  private var promised: Ballot = 0
  private var accepted: Proposal?

  // Proposer; only `tried` is durable.
  private var tried: Ballot = 0
  private var phase = Phase.idle
  /// Acceptors that promised `tried`, and the highest proposal that they told.
  private var promises: Set<AgentID> = []
  private var highest: Proposal?

  // Learner.
  /// The last proposal that each acceptor is known to have accepted.
  private var known: [Proposal?]
  public private(set) var chosen: Value?

  private enum Phase { case idle, preparing, accepting }

  public init(_ profile: Profile, _ settings: Settings) {
    self.profile = profile
    self.settings = settings
    known = Array(repeating: nil, count: profile.clusterSize)
  }

  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("promised", promised)
    visitor.field("accepted", accepted)
    visitor.field("tried", tried)
    visitor.field("chosen", chosen)
  }

  /// What the agent proposes if nobody else's value may have been chosen.
  private var ownValue: Value { Value(profile.id.index) + 1 }
  private var quorum: Int { profile.clusterSize / 2 + 1 }

  public mutating func start(
    from storage: Storage, _ recovery: Recovery, _ turn: inout Turn<Self>
  ) {
    tried = storage.tried
    if settings.mistake != .forgets {
      promised = storage.promised
      accepted = storage.accepted
    }
    armRetry(&turn)
  }

  public mutating func expire(_ timer: Timer, _ turn: inout Turn<Self>) {
    if chosen == nil { prepare(&turn) }
  }

  public mutating func accept(_ request: Nothing, _ id: RequestID, _ turn: inout Turn<Self>) {}

  public mutating func receive(
    _ message: Message, from sender: AgentID, _ turn: inout Turn<Self>
  ) {
    switch message {
    case .prepare(let ballot): promise(ballot, to: sender, &turn)
    case .promise(let ballot, let accepted): count(ballot, accepted, from: sender, &turn)
    case .accept(let proposal): accept(proposal, from: sender, &turn)
    case .accepted(let proposal): learn(proposal, from: sender, &turn)
    case .rejected(let ballot, let promised): giveWay(ballot, promised)
    }
  }
}

// The proposer (section 2.2).
extension Paxos {
  /// Phase 1 (a), with a ballot above all that this proposer has tried or heard of.
  private mutating func prepare(_ turn: inout Turn<Self>) {
    let size = Ballot(profile.clusterSize)
    tried = (max(tried, promised) / size + 1) * size + Ballot(profile.id.index)
    phase = .preparing
    promises = []
    highest = nil
    turn.persist(.tried(tried))
    broadcast(.prepare(tried), &turn)
    armRetry(&turn)
  }

  /// Phase 2 (a), once a majority promised: the value of the highest proposal that they accepted, else
  /// the proposer's own.
  private mutating func count(
    _ ballot: Ballot, _ accepted: Proposal?, from acceptor: AgentID, _ turn: inout Turn<Self>
  ) {
    guard phase == .preparing, ballot == tried else { return }
    promises.insert(acceptor)
    if let accepted, accepted.ballot > highest?.ballot ?? 0 { highest = accepted }
    if promises.count < quorum { return }
    phase = .accepting
    let proposal = Proposal(ballot: tried, value: highest?.value ?? ownValue)
    broadcast(.accept(proposal), &turn)
  }

  private mutating func giveWay(_ ballot: Ballot, _ other: Ballot) {
    guard ballot == tried else { return }
    phase = .idle
    tried = max(tried, other)
  }

  private func broadcast(_ message: Message, _ turn: inout Turn<Self>) {
    for index in 0..<profile.clusterSize { turn.send(message, to: AgentID(index)) }
  }

  private func armRetry(_ turn: inout Turn<Self>) {
    turn.setTimer(.retry, after: turn.random.within(settings.retry))
  }
}

// The acceptor (section 2.2): it writes before it answers (section 2.5).
extension Paxos {
  /// Phase 1 (b).
  private mutating func promise(
    _ ballot: Ballot, to proposer: AgentID, _ turn: inout Turn<Self>
  ) {
    if ballot > promised {
      promised = ballot
      turn.persist(.promised(ballot))
      turn.send(.promise(ballot, accepted: accepted), to: proposer)
    } else {
      turn.send(.rejected(ballot, promised: promised), to: proposer)
    }
  }

  /// Phase 2 (b).
  private mutating func accept(
    _ proposal: Proposal, from proposer: AgentID, _ turn: inout Turn<Self>
  ) {
    if proposal.ballot >= promised {
      promised = proposal.ballot
      accepted = proposal
      turn.persist(.accepted(proposal))
      broadcast(.accepted(proposal), &turn)
    } else {
      turn.send(.rejected(proposal.ballot, promised: promised), to: proposer)
    }
  }
}

// The learner (section 2.3).
extension Paxos {
  private mutating func learn(
    _ proposal: Proposal, from acceptor: AgentID, _ turn: inout Turn<Self>
  ) {
    known[acceptor.index] = proposal
    guard chosen == nil, known.count(where: { $0 == proposal }) >= quorum else { return }
    chosen = proposal.value
    turn.note(.learned(proposal.value, proposal.ballot))
    turn.cancelTimer(.retry)
  }
}

extension Paxos.Message {
  public var byteCount: Int { 24 }

  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .prepare(let ballot):
      visitor.kind(0, "prepare")
      visitor.field("ballot", ballot)
    case .promise(let ballot, let accepted):
      visitor.kind(1, "promise")
      visitor.field("ballot", ballot)
      visitor.field("accepted", accepted)
    case .accept(let proposal):
      visitor.kind(2, "accept")
      proposal.fields(into: &visitor)
    case .accepted(let proposal):
      visitor.kind(3, "accepted")
      proposal.fields(into: &visitor)
    case .rejected(let ballot, let promised):
      visitor.kind(4, "rejected")
      visitor.field("ballot", ballot)
      visitor.field("promised", promised)
    }
  }
}

extension Paxos.Proposal: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("value", value)
    visitor.field("ballot", ballot)
  }
}

extension Paxos.Storage {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("promised", promised)
    visitor.field("accepted", accepted)
    visitor.field("tried", tried)
  }
}

extension Paxos.Storage.Write {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .tried(let ballot):
      visitor.kind(0, "tried")
      visitor.field("ballot", ballot)
    case .promised(let ballot):
      visitor.kind(1, "promised")
      visitor.field("ballot", ballot)
    case .accepted(let proposal):
      visitor.kind(2, "accepted")
      proposal.fields(into: &visitor)
    }
  }
}

extension Paxos.Note: NoteContent {
  public static var milestoneNames: [String] { ["learned"] }
  public var milestone: Milestone? { Milestone(index: 0) }

  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .learned(let value, let ballot):
      visitor.kind(0, "learned")
      visitor.field("value", value)
      visitor.field("ballot", ballot)
    }
  }
}

/// What consensus demands (section 2.1): only a proposed value is chosen, and only one.
public struct PaxosInvariants: Observer {
  public typealias Subject = Paxos
  public typealias LoadNote = Nothing

  public static let names = ["agreement", "validity"]

  /// The first value that any agent learned.
  public private(set) var chosen: Paxos.Value?
  /// The first thing that must never happen and did.
  public private(set) var violation: Violation?
  private let agentCount: Int

  public init(agentCount: Int) { self.agentCount = agentCount }

  public var hasViolation: Bool { violation != nil }

  public mutating func noted(_ note: Paxos.Note, by agent: AgentID, at time: Nanoseconds) {
    guard case .learned(let value, _) = note else { return }
    if let chosen, chosen != value {
      fail("agreement", "\(agent) learned \(value), but \(chosen) was chosen", at: time)
    }
    if value < 1 || value > agentCount { fail("validity", "nobody proposed \(value)", at: time) }
    chosen = chosen ?? value
  }

  private mutating func fail(_ check: String, _ message: String, at time: Nanoseconds) {
    violation = violation ?? Violation(check: check, message: message, time: time)
  }
}
