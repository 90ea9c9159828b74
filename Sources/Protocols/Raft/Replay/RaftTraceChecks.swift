import Simulator

/// The checks of a run, which watch machines that hold what a trace tells.
///
/// Elections, terms and votes are always watched. Logs are, as long as the trace tells them whole: from then on
/// where it does not, they are left alone for good.
struct RaftTraceChecks: Sendable {
  /// What is held against logs.
  static let ofLogs: [RaftCheck] = [
    .leaderAppendOnly, .logMatching, .stateMachineSafety, .commitDurability, .durableState,
    .monotoneCommit, .appliedIndex,
  ]
  /// Entries that one record may add to a log that is watched.
  static let entryLimit: Int64 = 1 << 16

  private var invariants: RaftInvariants<Nothing>
  private var machines: [Raft]
  private var storages: [Raft.Storage]
  /// What each agent asked its disk to keep and is not durable yet.
  private var pending: [[Raft.Storage.Write]]
  private let clusterSize: Int
  private var store: RaftTraceStore
  private(set) var omission: (line: Int, reason: String)?
  private var sharing = 0

  init(agentCount: Int, clusterSize: Int, sessions: Bool) {
    self.clusterSize = clusterSize
    invariants = RaftInvariants(agentCount: agentCount)
    machines = (0..<agentCount).map { Self.machine($0, clusterSize) }
    storages = Array(repeating: Raft.Storage(), count: agentCount)
    pending = Array(repeating: [], count: agentCount)
    store = RaftTraceStore(sessions: sessions)
  }

  private static func machine(_ index: Int, _ clusterSize: Int) -> Raft {
    Raft(Profile(id: AgentID(index), clusterSize: clusterSize), Raft.Settings())
  }

  var violation: Violation? { invariants.violation }
  var holdsLogs: Bool { omission == nil }
  /// Whether it is known of every entry what it does.
  var knowsCommands = true

  private func knows(_ index: Int) -> Bool { index < machines.count }

  /// Leaves logs alone from now on.
  mutating func omit(
    _ reason: String, _ line: Int, _ leaders: [(term: Raft.Term, agent: AgentID)]
  ) {
    if omission != nil { return }
    omission = (line, reason)
    // What was known of logs would be held against what comes.
    invariants = RaftInvariants(agentCount: machines.count)
    for (term, agent) in leaders { elect(agent.index, term, at: 0) }
    for index in machines.indices {
      let kept = Raft.Storage.Write.term(storages[index].term, votedFor: storages[index].votedFor)
      machines[index].log = Raft.Log()
      storages[index] = Raft.Storage()
      pending[index] = []
      becameDurable(kept, index, at: 0)
    }
    store = RaftTraceStore(sessions: true)
  }

  // MARK: Terms and elections

  mutating func checkTerm(
    _ term: Raft.Term, _ vote: RaftTraceRecord.Vote, after old: Raft.Term,
    _ oldVote: RaftTraceRecord.Vote, _ agent: AgentID, at time: Nanoseconds
  ) {
    invariants.safety.checkTerm(
      term, RaftReplay.agent(vote), after: old, RaftReplay.agent(oldVote), agent.description,
      at: time)
  }

  mutating func setTerm(
    _ index: Int, _ term: Raft.Term, _ vote: RaftTraceRecord.Vote, isDurable: Bool,
    at time: Nanoseconds
  ) {
    guard knows(index) else { return }
    let voted = RaftReplay.agent(vote)
    if machines[index].term != term { machines[index].role = .follower }
    machines[index].term = term
    machines[index].votedFor = voted
    if isDurable { becameDurable(.term(term, votedFor: voted), index, at: time) }
  }

  mutating func setRole(_ index: Int, _ role: Raft.Role) {
    if knows(index) { machines[index].role = role }
  }

  mutating func elect(_ index: Int, _ term: Raft.Term, at time: Nanoseconds) {
    guard knows(index) else { return }
    let log = machines[index].log
    invariants.noted(
      .becameLeader(term, lastIndex: log.lastIndex, lastTerm: log.lastTerm), by: AgentID(index),
      at: time)
  }

  // MARK: Lives

  mutating func begin(
    _ index: Int, _ disk: RaftTraceAgent.Disk, isFresh: Bool, at time: Nanoseconds
  ) {
    guard knows(index) else { return }
    if isFresh, holdsLogs, disk.log.last > 0 || disk.term > 0 {
      rebuild(index, disk, Self.runs(of: disk.log))
      invariants.storageChanged(storages[index], of: AgentID(index), at: time)
    }
    pending[index] = []
    machines[index] = Self.machine(index, clusterSize)
    machines[index].term = disk.term
    machines[index].votedFor = RaftReplay.agent(disk.vote)
    machines[index].log = storages[index].log
    guard holdsLogs else { return }
    invariants.changed(AgentID(index), .started(isFresh ? .fresh : .intact), at: time)
  }

  mutating func crash(_ index: Int) {
    guard knows(index) else { return }
    machines[index].role = .follower
    invariants.changed(AgentID(index), .crashed, at: 0)
  }

  /// A disk holds something else now; false if nothing that was told explains it.
  mutating func harm(
    _ index: Int, _ disk: RaftTraceAgent.Disk, _ runs: [[Int64]], at time: Nanoseconds
  ) -> Bool {
    guard knows(index), holdsLogs else { return true }
    if !rebuild(index, disk, runs) { return false }
    invariants.storageChanged(storages[index], of: AgentID(index), at: time)
    return true
  }

  /// Finds what a disk holds among what it held and what was on its way to it.
  @discardableResult
  private mutating func rebuild(
    _ index: Int, _ disk: RaftTraceAgent.Disk, _ runs: [[Int64]]
  ) -> Bool {
    guard let found = Self.found(storages[index], pending[index], runs, disk.log.last) else {
      return false
    }
    storages[index] = found
    storages[index].apply(.term(disk.term, votedFor: RaftReplay.agent(disk.vote)))
    pending[index] = []
    return true
  }

  private static func found(
    _ storage: Raft.Storage, _ pending: [Raft.Storage.Write], _ runs: [[Int64]], _ last: Int64
  ) -> Raft.Storage? {
    func isIt(_ storage: Raft.Storage) -> Bool {
      Int64(storage.log.lastIndex) == last && storage.log.terms == runs
    }
    var storage = storage
    if isIt(storage) { return storage }
    for write in pending {
      if case .append(let after, let entries) = write, after <= storage.log.lastIndex {
        for count in 0..<entries.count {
          var torn = storage
          torn.apply(.append(after: after, Array(entries[..<count])))
          if isIt(torn) { return torn }
        }
      }
      storage.apply(write)
      if isIt(storage) { return storage }
    }
    if last < storage.log.lastIndex {
      storage.apply(.append(after: Int(last), []))
      if isIt(storage) { return storage }
    }
    return storage.log.lastIndex == 0 ? initial(runs, last) : nil
  }

  /// A log that was there before the first start: entries of given terms, which do nothing.
  private static func initial(_ runs: [[Int64]], _ last: Int64) -> Raft.Storage? {
    guard last <= 10_000_000 else { return nil }
    var storage = Raft.Storage()
    for (place, run) in runs.enumerated() {
      let end = place + 1 < runs.count ? runs[place + 1][0] - 1 : last
      guard run[0] == Int64(storage.log.lastIndex) + 1, end >= run[0] else { return nil }
      let entries = Array(repeating: Raft.Entry(term: run[1], .noop), count: Int(end - run[0] + 1))
      storage.apply(.append(after: storage.log.lastIndex, entries))
    }
    return storage
  }

  private static func runs(of log: RaftTraceLog) -> [[Int64]] {
    var runs: [[Int64]] = []
    var place: Int64 = 1
    while place <= log.last {
      if let term = log.term(at: place), runs.last?[1] != term { runs.append([place, term]) }
      place += 1
    }
    return runs
  }

  // MARK: Logs and disks

  mutating func write(_ write: Raft.Storage.Write, _ index: Int) {
    guard knows(index), holdsLogs else { return }
    pending[index].append(write)
  }

  mutating func setLog(_ index: Int, after last: Int, _ entries: [Raft.Entry]) {
    guard knows(index), holdsLogs else { return }
    machines[index].log.truncate(after: last)
    machines[index].log.append(entries)
  }

  mutating func becameDurable(
    _ write: Raft.Storage.Write, _ index: Int, at time: Nanoseconds
  ) {
    guard knows(index) else { return }
    if case .append(let after, _) = write {
      guard holdsLogs, after <= storages[index].log.lastIndex else { return }
    }
    storages[index].apply(write)
    if !pending[index].isEmpty { pending[index].removeFirst() }
    invariants.becameDurable(write, storages[index], of: AgentID(index), at: time)
  }

  mutating func sent(
    _ promise: RaftReplay.Promise, _ index: Int, to target: AgentID, at time: Nanoseconds
  ) {
    guard knows(index) else { return }
    let message: Raft.Message
    switch promise {
    case .vote(let term, let candidate):
      message =
        candidate.index == index
        ? .requestVote(Raft.VoteRequest(term: term, lastIndex: 0, lastTerm: 0))
        : .vote(term: term, granted: true)
    case .entries(let term, let last):
      message = .appendReply(Raft.AppendReply(term: term, stamp: 0, .matched(Int(last))))
    case .stored(let term, let last): message = .stored(term: term, index: Int(last))
    }
    invariants.sent(
      message, from: AgentID(index), to: target, .arrives(time), at: time)
  }

  mutating func setCommit(_ index: Int, _ commit: Int64) {
    guard knows(index), holdsLogs else { return }
    machines[index].commitIndex = Int(commit)
    machines[index].appliedIndex = Int(commit)
    store.apply(machines[index].log, upTo: Int(commit))
  }

  /// A step of an agent is over.
  mutating func stepped(_ index: Int, at time: Nanoseconds) {
    guard knows(index), holdsLogs else { return }
    invariants.stepped(machines[index], AgentID(index), at: time)
  }

  mutating func endStep(at time: Nanoseconds) {
    invariants.ended(eventNumber: 0, Digest(), at: time)
    sharing += 1
    if sharing % 4096 == 0 { shareMemory() }
  }

  /// Equal logs take one memory.
  private mutating func shareMemory() {
    let turn = (sharing / 4096) % machines.count
    let model = machines[turn]
    for index in machines.indices where index != turn {
      machines[index].shareMemory(&storages[index], with: model)
    }
  }

  // MARK: Clients

  mutating func requested(_ record: RaftTraceRecord, _ index: Int, at time: Nanoseconds) {
    guard holdsLogs, let session = record.session, let id = Self.id(record) else { return }
    store.request(session, id)
    invariants.requested(
      Raft.Request(session, .write(key: 0, value: 0)), id, of: AgentID(index), at: time)
  }

  mutating func responded(_ record: RaftTraceRecord, _ index: Int, at time: Nanoseconds) {
    guard holdsLogs, let id = Self.id(record) else { return }
    invariants.responded(.written, id, by: AgentID(index), at: time)
  }

  /// What the log says that a command did, if the trace tells.
  func outcome(of record: RaftTraceRecord) -> Raft.Store.Outcome? {
    guard holdsLogs, knowsCommands, let id = Self.id(record) else { return nil }
    return store.outcome(of: id)
  }

  /// The values that a key had after the entry at one index and those behind it, up to another.
  func values(of key: Int64, from first: Int64, upTo last: Int64) -> [Int64]? {
    holdsLogs && knowsCommands ? store.values(of: key, from: first, upTo: last) : nil
  }

  private static func id(_ record: RaftTraceRecord) -> RequestID? {
    guard let client = record.client, let attempt = record.attempt,
      let small = Int32(exactly: client), let number = Int32(exactly: attempt), small > 0
    else { return nil }
    return RequestID(client: small - 1, attempt: number)
  }
}
