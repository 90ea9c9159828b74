import Simulator

/// An agent of the variable consensus as the brief writes it, with the text's defects.
///
/// The first agent is the coordinator and holds the state of all rounds. The broadcast goes out before
/// the state is stored, votes are kept by the incarnation of the process that cast them and counted
/// whether or not it takes part, a later one replaces an earlier, the first majority of votes decides,
/// nothing takes the timeout in, and a voter dies of a call that is not answered. All is lost in a
/// crash.
public struct BriefDeliberation: Hashable, Sendable {
  let profile: Profile
  let settings: Deliberation.Settings

  /// Stands for the identity of the process: another one in every life.
  var incarnation: UInt64 = 0
  var sequence: Int32 = 0
  /// What the agent has been told of the variables.
  var variables = VariableTable()
  /// The state of all rounds, at the coordinator, in the order in which they were stored.
  var rounds: [Round] = []
  /// By proposal, the first of its rounds; a message that arrives twice is stored twice.
  var firstRounds: [ProposalID: Int] = [:]
  /// Number of the newest call.
  var call: Int32 = 0
  /// Whether the process waits for the reply to its newest call.
  var isWaiting = false
  /// Proposals that arrived while the process waited.
  var mailbox = Queue<Proposal>()
  /// The timeouts that this process waits for, the first due first.
  var timeouts = Queue<Timeout>()
  /// Clients that told this agent to vote and have not been answered.
  var told = Queue<RequestID>()

  struct Timeout: Hashable, Sendable {
    let proposal: ProposalID
    let due: Nanoseconds
  }

  struct Round: Hashable, Sendable {
    let proposal: Proposal
    var votes: [CastVote] = []
    var isVoting = true

    init(proposal: Proposal) { self.proposal = proposal }
  }

  struct CastVote: Hashable, Sendable {
    let incarnation: UInt64
    var vote: Vote
  }

  init(_ profile: Profile, _ settings: Deliberation.Settings) {
    self.profile = profile
    self.settings = settings
  }

  var coordinator: AgentID { AgentID(0) }
}

/// The inputs.
extension BriefDeliberation {
  mutating func start(_ turn: inout Turn<Deliberation>) { incarnation = turn.random.next() }

  mutating func receive(
    _ message: Message, from sender: AgentID, _ turn: inout Turn<Deliberation>
  ) {
    switch message {
    case .proposal(let proposal): receiveProposal(proposal, &turn)
    case .store(let proposal): store(proposal)
    case .timeout(let id): receiveTimeout(id, &turn)
    case .castVote(let id, let vote, let incarnation, let call):
      receiveVote(id, CastVote(incarnation: incarnation, vote: vote), call, from: sender, &turn)
    case .castReply(let call, let isValid): receiveReply(call, isValid, &turn)
    case .update(let proposal): receiveUpdate(proposal, &turn)
    }
  }

  mutating func accept(
    _ request: Deliberation.Request, _ id: RequestID, _ turn: inout Turn<Deliberation>
  ) {
    switch request {
    case .propose(let variable, let value, _): propose(variable, value, id, &turn)
    case .vote(let proposal, let choice): castAsTold(proposal, choice, id, &turn)
    case .choose, .store: turn.respond(.notOffered, to: id)
    }
  }
}
