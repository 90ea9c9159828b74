public import Simulator

/// One thing that an agent of Raft did or that happened to it, as a trace tells it; what the trace leaves out is nil.
///
/// Indices and terms are not negative and below 2^53.
public struct RaftTraceRecord: Sendable {
  /// What happened.
  public enum Event: String, Word {
    /// A process starts, for the first time or again, from what its disk keeps.
    case start
    case crash
    /// Nothing but the agent's state.
    case state
    case becameFollower = "become follower"
    case becamePreCandidate = "become pre-candidate"
    case becameCandidate = "become candidate"
    case becameLeader = "become leader"
    case steppedDown = "step down"
    /// The agent gives its vote to `vote`.
    case voted = "vote"
    /// A leader puts entries of its own term from `first` to `last` at the end of its log.
    case appended = "append"
    /// Entries from `first` on are removed.
    case truncated = "truncate"
    /// The commit index rises to `commit`.
    case committed = "commit"
    /// Term and vote, or entries after an index, go to the disk.
    case write
    /// They are durable.
    case flush
    /// What the disk holds now was not written there, such as after a crash.
    case disk
    case send
    case receive
    /// A client's request arrives.
    case request
    /// A client is answered.
    case answer
    /// Who votes, from now on.
    case config
    /// The log begins anew behind a snapshot whose last entry is `index` of `lastTerm`.
    case snapshot
    /// What the agent's log holds now is not told.
    case unknownLog = "unknown log"
    /// Nothing of the protocol.
    case ignored = "ignore"
  }

  /// What is sent or received.
  public enum Message: String, Word {
    case requestVote = "request vote"
    case vote
    case requestPreVote = "request pre-vote"
    case preVote = "pre-vote"
    case append = "append entries"
    case appendReply = "append reply"
    case heartbeat
    case heartbeatReply = "heartbeat reply"
    /// To oneself: the disk has everything up to an index.
    case stored
    case other
  }

  /// What a client asks for.
  public enum Operation: String, Word {
    case read
    case write
    case compareAndSet = "compare and set"
  }

  /// What a client is answered.
  public enum Result: String, Word {
    case value
    case written
    case mismatch
    /// That nothing is known of it here, and the like.
    case other
  }

  /// A vote as far as it is known.
  public enum Vote: Hashable, Sendable {
    case untold
    case nobody
    case agent(AgentID)
  }

  /// The line of the trace, from 1.
  public var line = 0
  /// What happened.
  public var event = Event.ignored
  /// Which kind of message was sent or came.
  public var message = Message.other
  /// Nanoseconds by whatever clock the trace goes.
  public var time: Int64?
  /// Records of one step have the same number; without one each record is a step.
  public var step: Int64?
  /// The agent that took the step.
  public var agent = AgentID(-1)
  /// The agent at the other end of a message.
  public var peer: AgentID?

  // The agent's state at this moment.
  /// The agent's term, or that of what it does.
  public var term: Raft.Term?
  /// For whom the agent voted.
  public var vote = Vote.untold
  /// What the agent is.
  public var role: Raft.Role?
  /// Up to where it knows the log to be committed.
  public var commit: Int64?
  /// The index of the last entry.
  public var lastIndex: Int64?
  /// The term of the last entry.
  public var lastTerm: Raft.Term?

  // Of a message.
  /// The term of the message.
  public var messageTerm: Raft.Term?
  /// Whether a vote was granted, if it tells it.
  public var granted: Bool?
  /// The record's candidate index, if it tells it.
  public var candidateIndex: Int64?
  /// The record's candidate term, if it tells it.
  public var candidateTerm: Raft.Term?
  /// The record's previous index, if it tells it.
  public var previousIndex: Int64?
  /// The record's previous term, if it tells it.
  public var previousTerm: Raft.Term?
  /// The record's leader commit, if it tells it.
  public var leaderCommit: Int64?
  /// Up to where a follower says that its log matches.
  public var matched: Int64?
  /// A number that the answer to the message has too.
  public var stamp: Int64?

  // Of entries.
  /// The entries, with their commands if the trace tells them.
  public var entries: [Raft.Entry] = []
  /// Their number; nil if the record has none.
  public var entryCount: Int64?
  /// Whether the trace tells what entries do, and not their terms alone.
  public var tellsCommands = false
  /// The entry after which entries are written.
  public var after: Int64?
  /// The record's first, if it tells it.
  public var first: Int64?
  /// The record's last, if it tells it.
  public var last: Int64?
  /// The log of a disk by its terms: of each, the first index that has it, and it.
  public var runs: [[Int64]]?

  // Of a client.
  /// The record's client, if it tells it.
  public var client: Int64?
  /// The record's attempt, if it tells it.
  public var attempt: Int64?
  /// The record's operation, if it tells it.
  public var operation: Operation?
  /// The record's result, if it tells it.
  public var result: Result?
  /// The record's key, if it tells it.
  public var key: Int64?
  /// The record's value, if it tells it.
  public var value: Int64?
  /// The record's expected, if it tells it.
  public var expected: Int64?
  /// The record's session, if it tells it.
  public var session: Raft.Session?

  /// Who votes; with two sets, as in joint consensus, a majority of each is needed.
  public var voters: [[AgentID]] = []
  /// Whether a process starts with an empty disk that was never written to.
  public var isFresh: Bool?

  /// The defaults.
  public init() {}
}
