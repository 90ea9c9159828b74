public import Simulator

/// Agreement by vote on changes of variables: the brief's variable consensus, made safe.
///
/// An agent that is asked for a change opens a proposal, asks every member of a frozen electorate until
/// it votes, and closes the proposal when the votes are certain or at the deadline. What is accepted
/// becomes an entry of a log that Raft replicates; every agent applies it at its index of the log, if
/// the variable is then still at the version that the proposal meant. Proposals may thus compete; the
/// log orders them.
///
/// Votes and decisions are durable before they are sent: a voter that starts again repeats its vote,
/// and a proposer that starts again takes up its open proposals, with their deadlines.
///
/// With `Settings.excludesAfter` the electorate is not fixed: members vote out one that is gone, and it votes
/// itself in again (`ElectorateView`).
///
/// With `Settings.mode` set to `brief` the agent follows the brief's own text instead; see
/// `BriefDeliberation`.
public struct Deliberation: Hashable, Sendable {
  /// What the agent is in its cluster.
  public let profile: Profile
  /// The settings of all agents.
  public let settings: Settings
  /// The replicated log of what was accepted. Idle in the brief's mode.
  public internal(set) var raft: Raft

  /// Which life of the process this is, from 0. Durable.
  public internal(set) var epoch: Int32 = 0
  var sequence: Int32 = 0
  /// The proposals of this agent that are not closed.
  var rounds = TimedTable<ProposalID, Round>()
  /// The choices among candidates under way here.
  var choices = TimedTable<ProposalID, Choice>()
  /// How the proposals of this agent ended. Durable.
  var endings: [ProposalID: Ending] = [:]
  /// The votes that this agent gave. Durable, so that it never gives another.
  var votes: [ProposalID: Vote] = [:]

  /// What the log has made of the variables up to what is committed here.
  var variables = VariableTable()
  /// What became of each proposal in the log.
  var results: [ProposalID: Application] = [:]
  /// Of a leader of the log: where in it the changes are that it holds and has not committed.
  var pending: [ProposalID: Raft.Index] = [:]
  /// Clients that told this agent to vote on a proposal, and wait for the proposer's receipt.
  var told: [ProposalID: [RequestID]] = [:]

  /// When something came from each agent last, kept where members can be voted out.
  var heard: [AgentID: Nanoseconds] = [:]
  /// When this life of the process started.
  var startedAt: Nanoseconds = 0

  /// The agent as the brief writes it, in the brief's mode.
  var brief: BriefDeliberation?

  /// An agent that has not started.
  public init(_ profile: Profile, _ settings: Settings) {
    self.profile = profile
    self.settings = settings
    raft = Raft(profile, settings.raft)
    if settings.mode == .brief { brief = BriefDeliberation(profile, settings) }
  }

  /// What this agent knows of a variable.
  public func state(of variable: Int32) -> VariableTable.State {
    brief?.variables[variable] ?? variables[variable]
  }

  /// The proposals of this agent that are not closed, in the order in which they were opened.
  public var openRounds: [Round] { rounds.items }

  /// What became of a proposal in the log, as far as this agent has applied it.
  public func result(of proposal: ProposalID) -> Application? { results[proposal] }

  /// How a proposal of this agent ended.
  public func ending(of proposal: ProposalID) -> Ending? { endings[proposal] }

  /// This agent's vote by its opinion; the same until the variable changes here.
  func opinion(on proposal: Proposal) -> Vote {
    settings.vote(of: profile, on: proposal, knowing: variables)
  }
}
