public import Simulator

/// What each step of a traced agent is held against: the rules by which a correct agent of Raft may take it.
///
/// These say why a step was allowed at all. What must never be true of a whole cluster, whatever the steps, the
/// checks of a run say (`RaftCheck`); a trace is held against them too, as far as it tells enough.
public enum RaftTraceRule: String, Word {
  case promisedTerm = "term of what is sent"
  case upToDate = "vote for a log that is up to date"
  case asked = "vote that was asked for"
  case majority = "majority of votes"
  case candidateLog = "log that a candidate claims"
  case leadersOnly = "entries sent by a leader"
  case sentEntries = "entries of the leader's log"
  case sentCommit = "commit index that is sent"
  case matching = "entries that follow what matches"
  case ownEntries = "entries that a leader adds"
  case truncation = "removal of conflicts alone"
  case acknowledgement = "acknowledgement of what is there"
  case commitMajority = "commit by a majority"
  case commitTerm = "commit of the leader's own term"
  case commitFollower = "commit as the leader says"
  case commitRise = "commit index that rises"
  case restart = "restart from what was promised"
  case readProof = "read under a proven leader"
  case readTerm = "read after a commit of the leader's term"
  case answer = "answer of the replicated store"

  /// Whether a step that breaks it is wrong whatever records are missing: what an agent has said binds it.
  var outlivesGaps: Bool { self == .restart }

  /// Where the rule is written.
  public var source: String {
    switch self {
    case .promisedTerm: "Raft paper, 5.1"
    case .upToDate, .candidateLog: "Raft paper, 5.4.1"
    case .asked, .majority: "Raft paper, 5.2"
    case .leadersOnly, .sentEntries, .sentCommit, .matching, .acknowledgement, .commitFollower,
      .commitMajority, .ownEntries, .truncation, .commitRise:
      "Raft paper, 5.3"
    case .commitTerm: "Raft paper, 5.4.2"
    case .restart: "Raft paper, figure 2, persistent state"
    case .readProof, .readTerm: "dissertation, 6.4"
    case .answer: "dissertation, 6.3"
    }
  }
}

extension RaftCheck {
  /// Where the property is written.
  var source: String {
    switch self {
    case .electionSafety, .leaderAppendOnly, .logMatching, .leaderCompleteness, .stateMachineSafety:
      "Raft paper, figure 3"
    case .durableBeforeSent, .durableState: "Raft paper, figure 2, persistent state"
    case .monotoneTerm: "Raft paper, 5.1"
    case .oneVote: "Raft paper, 5.2"
    case .commitDurability, .monotoneCommit, .matchIndex, .appliedIndex: "Raft paper, 5.3 and 5.4"
    case .snapshot: "Raft paper, section 7"
    case .readableEntries: "formats of entries"
    case .electionQuorum, .configurationInForce: "dissertation, 4.1"
    case .configurationStep: "dissertation, 4.1 and 4.3"
    }
  }
}
