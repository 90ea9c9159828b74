import Protocols
import Simulator

let n1 = AgentID(0)
let n2 = AgentID(1)
let n3 = AgentID(2)
let n4 = AgentID(3)
let n5 = AgentID(4)

extension Nanoseconds {
  static func ms(_ count: Int64) -> Nanoseconds { count * .millisecond }
}

extension Raft.Settings {
  /// Timeouts without chance: 150 ms, 200 ms for candidates, 50 ms between heartbeats.
  static func fixed(
    preVote: Bool = false, checkQuorum: Bool = false, maxEntriesPerMessage: Int = 256,
    maxInFlight: Int = 4
  ) -> Raft.Settings {
    Raft.Settings(
      electionTimeout: .ms(150) ... .ms(150), candidateTimeout: .ms(200) ... .ms(200),
      heartbeat: .ms(50), preVote: preVote, checkQuorum: checkQuorum,
      maxEntriesPerMessage: maxEntriesPerMessage, maxInFlight: maxInFlight)
  }
}

/// Entries without content, of these terms.
func noops(_ terms: Raft.Term...) -> [Raft.Entry] { terms.map { Raft.Entry(term: $0, .noop) } }

/// A disk that holds a term, a vote and entries of these terms.
func disk(_ term: Raft.Term, votedFor: AgentID? = nil, _ terms: [Raft.Term] = []) -> Raft.Storage {
  var storage = Raft.Storage()
  storage.apply(.term(term, votedFor: votedFor))
  storage.apply(.append(after: 0, terms.map { Raft.Entry(term: $0, .noop) }))
  return storage
}

/// A write by client 7, its request, and the entry it becomes.
func write(_ sequence: Int32, key: Int32 = 0, _ value: Int64) -> Raft.Request {
  Raft.Request(Raft.Session(client: 7, sequence: sequence), .write(key: key, value: value))
}

func entry(_ term: Raft.Term, _ sequence: Int32, key: Int32 = 0, _ value: Int64) -> Raft.Entry {
  let session = Raft.Session(client: 7, sequence: sequence)
  return Raft.Entry(term: term, .write(value: value, key: key, session: session))
}

func read(_ key: Int32 = 0) -> Raft.Request {
  Raft.Request(Raft.Session(client: 7, sequence: 0), .read(key: key))
}

func attempt(_ number: Int32) -> RequestID { RequestID(client: 7, attempt: number) }

/// One machine stepped by hand; each step returns all that it asked for.
struct TestAgent {
  var machine: Raft
  var now: Nanoseconds = 1000 * .millisecond

  init(
    _ id: AgentID = n1, of size: Int = 3, _ settings: Raft.Settings = .fixed(),
    _ storage: Raft.Storage = Raft.Storage(), mayLead: Bool = true
  ) {
    var settings = settings
    if !mayLead { settings.nonCandidates.insert(id) }
    machine = Raft(Profile(id: id, clusterSize: size), settings)
    _ = step { $0.start(from: storage, .intact, &$1) }
  }

  mutating func step(_ input: (inout Raft, inout Turn<Raft>) -> Void) -> [Effect<Raft>] {
    var turn = Turn<Raft>(agent: machine.profile.id, now: now)
    input(&machine, &turn)
    return turn.takeEffects()
  }

  @discardableResult
  mutating func receive(_ message: Raft.Message, from sender: AgentID) -> [Effect<Raft>] {
    step { $0.receive(message, from: sender, &$1) }
  }

  @discardableResult
  mutating func expire(_ timer: Raft.Timer) -> [Effect<Raft>] { step { $0.expire(timer, &$1) } }

  @discardableResult
  mutating func accept(_ request: Raft.Request, _ id: RequestID) -> [Effect<Raft>] {
    step { $0.accept(request, id, &$1) }
  }

  /// An append of the leader, or a reply to one; numbers as in the messages' own fields.
  static func append(
    _ term: Raft.Term, after index: Raft.Index, _ previousTerm: Raft.Term, _ entries: [Raft.Entry],
    commit: Raft.Index = 0, stamp: Int64 = 1
  ) -> Raft.Message {
    .appendEntries(
      Raft.AppendEntries(
        term: term, previousIndex: index, previousTerm: previousTerm, commitIndex: commit,
        stamp: stamp, entries: entries))
  }

  static func reply(
    _ term: Raft.Term, stamp: Int64 = 1, _ outcome: Raft.AppendReply.Outcome
  ) -> Raft.Message {
    .appendReply(Raft.AppendReply(term: term, stamp: stamp, outcome))
  }

  /// A part of a snapshot whose file has `total` records.
  static func installSnapshot(
    _ term: Raft.Term, upTo index: Raft.Index, _ lastTerm: Raft.Term, offset: Int = 0,
    of total: Int, stamp: Int64 = 1, _ records: [Raft.Snapshot.Record]
  ) -> Raft.Message {
    .installSnapshot(
      Raft.InstallSnapshot(
        term: term, lastIndex: index, lastTerm: lastTerm, stamp: stamp, offset: offset,
        total: total, records: records))
  }

  static func installReply(
    _ term: Raft.Term, stamp: Int64 = 1, _ outcome: Raft.InstallReply.Outcome
  ) -> Raft.Message {
    .installReply(Raft.InstallReply(term: term, stamp: stamp, outcome))
  }

  static func requestVote(
    _ term: Raft.Term, last index: Raft.Index = 0, _ lastTerm: Raft.Term = 0
  ) -> Raft.Message {
    .requestVote(Raft.VoteRequest(term: term, lastIndex: index, lastTerm: lastTerm))
  }

  static func requestPreVote(
    _ term: Raft.Term, last index: Raft.Index = 0, _ lastTerm: Raft.Term = 0
  ) -> Raft.Message {
    .requestPreVote(Raft.VoteRequest(term: term, lastIndex: index, lastTerm: lastTerm))
  }

  static func heartbeat(
    _ term: Raft.Term, commit: Raft.Index = 0, stamp: Int64 = 1
  ) -> Raft.Message {
    .heartbeat(Raft.Heartbeat(term: term, commitIndex: commit, stamp: stamp))
  }

  static func heartbeatReply(
    _ term: Raft.Term, stamp: Int64, last index: Raft.Index
  ) -> Raft.Message {
    .heartbeatReply(Raft.HeartbeatReply(term: term, stamp: stamp, lastIndex: index))
  }

  /// The leader of term 1 in a cluster of three with an empty log but for its own first entry, which is
  /// committed and matched by both followers.
  static func leader(_ settings: Raft.Settings = .fixed()) -> TestAgent {
    var agent = TestAgent(n1, of: 3, settings)
    agent.expire(.election)
    if settings.preVote {
      agent.receive(.preVote(term: 0, proposed: 1, granted: true), from: n2)
    }
    agent.receive(.vote(term: 1, granted: true), from: n2)
    agent.receive(.stored(term: 1, index: 1), from: n1)
    agent.receive(reply(1, .matched(1)), from: n2)
    agent.receive(reply(1, .matched(1)), from: n3)
    return agent
  }
}
