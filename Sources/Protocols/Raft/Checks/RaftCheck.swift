/// What must never happen in a cluster of Raft agents, by name.
///
/// The first five are the properties of figure 3 of the paper. The others are promises on which
/// their proofs rest, so that they see a mistake sooner.
public enum RaftCheck: Int, CaseIterable, Sendable {
  /// At most one leader is elected in a term (paper, 5.2).
  case electionSafety
  /// A leader never overwrites or removes entries of its log (paper, 5.3).
  case leaderAppendOnly
  /// Two logs that hold an entry of one index and term are equal up to there (paper, 5.3).
  case logMatching
  /// What was committed in a term is in the log of every leader of a later term (paper, 5.4).
  case leaderCompleteness
  /// No two agents apply different entries at one index (paper, 5.4.3).
  case stateMachineSafety
  /// What is committed is durable on a majority, and clients are told of nothing else.
  case commitDurability
  /// A vote or an acknowledgement leaves its agent only when what it promises is durable.
  case durableBeforeSent
  /// An agent starts with what its disk keeps, and its disk keeps a log without a gap.
  case durableState
  /// An agent's term never falls, neither during a life nor from the disk to the next one.
  case monotoneTerm
  /// An agent votes for one candidate a term and stands by it.
  case oneVote
  /// An agent's commit index never falls during a life.
  case monotoneCommit
  /// A leader takes no follower's log to match further than it does, and forgets nothing of it.
  case matchIndex
  /// An agent applies nothing that is not committed, and commits nothing that it does not have.
  case appliedIndex
  /// A snapshot is the state that the committed log makes at its last entry, and what follows that entry in a log
  /// that has it stays (paper, section 7).
  case snapshot
  /// No agent meets an entry that its version does not read, be it sent one or find it on its disk.
  case readableEntries
  // Where the membership may change.
  /// A leader is elected by a majority of the configuration that its log has in force (dissertation, 4.1).
  case electionQuorum
  /// Agents act by the newest configuration of their logs, committed or not (dissertation, 4.1).
  case configurationInForce
  /// A configuration follows from the one before by one voter or by way of both sets, and only once that
  /// one and an entry of the leader's term are committed (dissertation, 4.1 and 4.3).
  case configurationStep

  /// The name by which violations, scenarios and reports know it.
  public var name: String {
    switch self {
    case .electionSafety: "election safety"
    case .leaderAppendOnly: "leader append-only"
    case .logMatching: "log matching"
    case .leaderCompleteness: "leader completeness"
    case .stateMachineSafety: "state machine safety"
    case .commitDurability: "commit durability"
    case .durableBeforeSent: "durable before sent"
    case .durableState: "durable state"
    case .monotoneTerm: "monotone term"
    case .oneVote: "one vote"
    case .monotoneCommit: "monotone commit"
    case .matchIndex: "match index"
    case .appliedIndex: "applied index"
    case .snapshot: "snapshot"
    case .readableEntries: "readable entries"
    case .electionQuorum: "election quorum"
    case .configurationInForce: "configuration in force"
    case .configurationStep: "configuration step"
    }
  }

  /// The names of all checks.
  public static var names: [String] { allCases.map { $0.name } }

  /// Of them those that watch changes of the membership.
  public static var membershipNames: [String] {
    [RaftCheck.electionQuorum, .configurationInForce, .configurationStep].map { $0.name }
  }

  /// The others.
  public static var fixedNames: [String] { names.filter { !membershipNames.contains($0) } }
}
