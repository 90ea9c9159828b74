import Simulator

/// What a trace has told of one agent so far.
struct RaftTraceAgent: Sendable {
  /// Whether the trace has its life from the first start on.
  var isWhole = false
  /// Whether a record of it has come.
  var isKnown = false
  /// The last line that told a change of its state.
  var line = 0
  var term: Raft.Term?
  var vote = RaftTraceRecord.Vote.untold
  var role: Raft.Role?
  var log = RaftTraceLog()
  /// Whether `log` goes as far as its true end.
  var knowsEnd = false
  var commit: Int64 = 0

  // The disk.
  var disk = Disk()
  /// Whether flushes are told, and so what the disk keeps.
  var knowsDisk = false
  /// Whether writes to its log are told, and not to be concluded from messages.
  var tellsWrites = false

  // What it said, for the case that flushes are not told.
  var promisedTerm: Raft.Term = 0
  var promisedVote = RaftTraceRecord.Vote.untold
  var promisedIndex: Int64 = 0

  // As a candidate.
  /// The term in which it stands for election, if the trace told that.
  var candidacy: Raft.Term?
  var supporters: [AgentID] = []
  /// The last request of each candidate.
  var requests: [Request] = []

  // As a follower.
  /// Messages of leaders, the newest last.
  var inbox: [Received] = []
  /// How far messages of leaders have allowed it to commit.
  var allowance: Int64 = 0

  // As a leader.
  /// The term that it leads, if the trace told how it won.
  var office: Raft.Term?
  /// By agent, how far its log is known to match; and the highest stamp that it answered.
  var matches: [Int64] = []
  var echoes: [Int64] = []
  /// The highest stamp of a message that it sent in this term.
  var stamp: Int64 = 0
  var reads: [Read] = []
  /// The kinds of messages that it told to have received, a bit each.
  var heard: UInt16 = 0

  struct Disk: Sendable {
    var term: Raft.Term = 0
    var vote = RaftTraceRecord.Vote.nobody
    var log = RaftTraceLog()
  }

  /// A candidate's request for a vote.
  struct Request: Sendable {
    let candidate: AgentID
    let term: Raft.Term
    let lastIndex: Int64?
    let lastTerm: Raft.Term?
  }

  /// Entries of a leader, as they met this agent's log.
  struct Received: Sendable {
    let leader: AgentID
    let term: Raft.Term
    let stamp: Int64?
    let previousIndex: Int64
    let previousTerm: Raft.Term?
    let count: Int64
    /// The entries, if the trace tells their terms.
    let entries: [Raft.Entry]
    /// Whether the log had the entry before them; nil if that is not known.
    var fits: Bool?
    /// Whether the log had them when the step was over.
    var isTaken: Bool?
    /// Whether that step is over.
    var isJudged = false

    var end: Int64 { previousIndex + count }

    /// The term of one of the entries or of the one before them.
    func term(at index: Int64) -> Raft.Term? {
      if index == previousIndex { return previousTerm }
      let place = index - previousIndex - 1
      return place >= 0 && place < entries.count ? entries[Int(place)].term : nil
    }
  }

  /// A read that a client asked for.
  struct Read: Sendable {
    let client: Int64
    let attempt: Int64
    let key: Int64?
    /// The term that the agent led, if it did.
    let term: Raft.Term?
    /// The leader's highest stamp and the end of its log when the read came.
    let stamp: Int64
    let lastIndex: Int64
  }

  /// How many messages of leaders are kept to explain what is done later.
  private static var inboxLimit: Int { 256 }

  mutating func keep(_ received: Received) {
    if inbox.count >= 2 * Self.inboxLimit { inbox.removeFirst(Self.inboxLimit) }
    inbox.append(received)
  }

  mutating func keep(_ request: Request) {
    if let place = requests.firstIndex(where: { $0.candidate == request.candidate }) {
      requests[place] = request
    } else {
      requests.append(request)
    }
  }

  func hasHeard(_ message: RaftTraceRecord.Message) -> Bool {
    heard & (1 << UInt16(truncatingIfNeeded: message.ordinal)) != 0
  }

  /// Forgets what is of a term that is over.
  mutating func leaveTerm() {
    role = nil
    vote = .untold
    candidacy = nil
    supporters = []
    leaveOffice()
  }

  mutating func leaveOffice() {
    office = nil
    stamp = 0
    reads = []
  }

  /// Forgets what a crash takes.
  mutating func crash() {
    leaveTerm()
    requests = []
    inbox = []
  }
}
