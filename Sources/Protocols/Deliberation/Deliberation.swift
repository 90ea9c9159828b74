public import Simulator

/// Agreement by vote on changes of variables: the brief's variable consensus, made safe.
///
/// An agent that is asked for a change opens a proposal, asks every member of a frozen electorate for
/// its vote until it answers, and closes it when the votes are certain or at the deadline. What is
/// accepted becomes an entry of a log that Raft replicates; every agent applies it at its place in the
/// log, if the variable is then still at the version that the proposal meant. Proposals may thus
/// compete; the log orders them.
///
/// Votes and decisions are durable before anybody hears of them: a voter that starts again repeats its
/// vote, and a proposer that starts again takes up its open proposals, with their deadlines.
///
/// With `Settings.mode` as written the machine follows the brief's own text instead; see `BriefState`.
public struct Deliberation: Hashable, Sendable {
  public let profile: Profile
  public let settings: Settings
  /// The replicated log of what was accepted. Idle in the mode as written.
  public internal(set) var raft: Raft

  /// Which life of the process this is, from 0. Durable.
  public internal(set) var epoch: Int32 = 0
  var sequence: Int32 = 0
  /// The own proposals that are not closed, in the order of their identities.
  public internal(set) var rounds: [Round] = []
  /// The choices among candidates under way here.
  var choices: [Choice] = []
  /// How the own proposals ended. Durable.
  var endings: [ProposalID: Ending] = [:]
  /// The votes that this agent gave. Durable, so that it never gives another.
  var votes: [ProposalID: Vote] = [:]

  /// What the log has made of the variables up to what is committed here.
  var variables: [Int32: VariableState] = [:]
  /// What became of each proposal in the log.
  var results: [ProposalID: Application] = [:]
  /// Clients that told this agent to vote, and wait for what the proposer says.
  var told: [Told] = []

  /// The state of the mode as written.
  var brief = BriefState()

  /// A variable at some version; version 0 with value 0 is before any change.
  public struct VariableState: Hashable, Sendable {
    public var value: Int64 = 0
    public var version: Int32 = 0
    public var proposal: ProposalID?
  }

  struct Told: Hashable, Sendable {
    let proposal: ProposalID
    let request: RequestID
  }

  public init(_ profile: Profile, _ settings: Settings) {
    self.profile = profile
    self.settings = settings
    raft = Raft(profile, settings.raft)
  }

  /// What this agent knows of a variable.
  public func state(of variable: Int32) -> VariableState {
    variables[variable] ?? VariableState()
  }

  /// What became of a proposal in the log, as far as this agent has applied it.
  public func result(of proposal: ProposalID) -> Application? { results[proposal] }

  /// How a proposal of this agent ended.
  public func ending(of proposal: ProposalID) -> Ending? { endings[proposal] }

  /// Makes up this agent's mind; the same until the variable changes here.
  func opinion(on proposal: Proposal) -> Vote {
    let context = Opinion.Context(
      agent: profile.id, scores: settings.scores.scores(of: profile.id),
      place: settings.place(of: profile.id) ?? 0,
      current: state(of: proposal.variable).value, acceptsUnknown: settings.mode == .asWritten)
    return settings.opinion.vote(on: proposal, context)
  }
}
