public import Simulator

/// What records of a trace may tell, by the names that a map of a system's own names uses.
public enum TraceField: String, Word {
  case time
  case step
  case agent
  case peer
  case from
  case to
  case term
  case votedFor
  case role
  case commit
  case lastIndex
  case lastTerm
  case message
  case messageTerm
  case granted
  case rejected
  case candidateIndex
  case candidateTerm
  case previousIndex
  case previousTerm
  case entries
  case entryEnd
  case leaderCommit
  case matched
  case stamp
  case after
  case first
  case last
  case terms
  case disk
  case client
  case attempt
  case operation
  case result
  case key
  case value
  case session
  case sequence
  case voters

  /// What it tells.
  public var about: String {
    switch self {
    case .time: "when, in nanoseconds"
    case .step: "a number that records of one step share; without it each record is a step"
    case .agent: "which agent it is about"
    case .peer: "the agent at the other end of a message"
    case .from, .to: "the sender and the target of a message, instead of agent and peer"
    case .term: "the agent's term at this moment"
    case .votedFor: "whom it voted for in that term; null for nobody"
    case .role: "follower, pre-candidate, candidate or leader"
    case .commit: "its commit index"
    case .lastIndex, .lastTerm: "the index and the term of the last entry of its log"
    case .message: "the kind of a message"
    case .messageTerm: "the term that a message is of"
    case .granted, .rejected: "whether a vote is given, entries are accepted; or that they are not"
    case .candidateIndex, .candidateTerm: "the end of the log that a candidate claims"
    case .previousIndex, .previousTerm: "the entry before those of a message"
    case .entries: "a list of entries or of their terms, or how many there are"
    case .entryEnd: "the index of the last entry of a message, instead of entries"
    case .leaderCommit: "the commit index in a message of a leader"
    case .matched: "up to where a follower says that its log matches"
    case .stamp: "a number that a message and its answer share"
    case .after: "the index after which entries are written"
    case .first, .last: "the first and the last index of entries put into a log or removed"
    case .terms: "a whole log by its terms: a list of [first index, term]"
    case .disk: "'fresh' if an agent starts for the first time"
    case .client, .attempt: "who asks, and a number of its own for each request"
    case .operation: "read, write, or compare and set"
    case .result: "value, written, mismatch, or other"
    case .key, .value: "what is read, and what was found"
    case .session, .sequence: "the session of a command and its number in it"
    case .voters: "a list of the agents that vote, or a list of such lists in joint consensus"
    }
  }
}
