public import Simulator

extension Raft: Machine {
  public static var roleNames: [String] { ["leader"] }

  /// A log that the scenario gives.
  public static func initialStorage(_ profile: Profile, _ settings: Settings) -> Storage? {
    let logs = settings.initialLogs
    guard let newest = logs.compactMap({ $0.last }).max() else { return nil }
    var storage = Storage()
    storage.apply(.term(newest, votedFor: nil))
    let terms = profile.id.index < logs.count ? logs[profile.id.index] : []
    if !terms.isEmpty {
      storage.apply(.append(after: 0, terms.map { Entry(term: $0, .noop) }))
    }
    return storage
  }

  /// A leader claims its role by its term: of two, the later one leads.
  public func claim(toRole role: Int) -> Int64? { self.role == .leader ? term : nil }

  public mutating func shareMemory(_ storage: inout Storage, with other: Raft) {
    log.shareMemory(with: other.log)
    storage.shareMemory(with: other.log)
  }

  public mutating func start(
    from storage: Storage, _ recovery: Recovery, _ turn: inout Turn<Raft>
  ) {
    term = storage.term
    votedFor = storage.votedFor
    log = storage.log
    if let snapshot = storage.snapshot { restore(snapshot) }
    planSnapshot()
    guard canReadDisk(&turn) else { return }
    readConfigurations(&turn)
    // It may have promised a leader in an earlier life not to vote for another (dissertation, 6.4.1).
    if settings.readMode.restsOnLease, recovery != .fresh { leaderHeard = turn.now }
    armElectionTimer(settings.electionTimeout, &turn)
    if recovery == .fresh, settings.firstCandidate == profile.id { electionTimedOut(&turn) }
  }

  public mutating func receive(
    _ message: Message, from sender: AgentID, _ turn: inout Turn<Raft>
  ) {
    guard configuration.knows(sender), !isHalted else { return }
    switch message {
    case .appendEntries(let message): receiveAppendEntries(message, from: sender, &turn)
    case .appendReply(let reply): receiveAppendReply(reply, from: sender, &turn)
    case .heartbeat(let heartbeat): receiveHeartbeat(heartbeat, from: sender, &turn)
    case .heartbeatReply(let reply): receiveHeartbeatReply(reply, from: sender, &turn)
    case .stored(let term, let index): receiveStored(term, index, from: sender, &turn)
    case .installSnapshot(let message): receiveInstallSnapshot(message, from: sender, &turn)
    case .installReply(let reply): receiveInstallReply(reply, from: sender, &turn)
    case .snapshotStored(let index): receiveSnapshotStored(index, from: sender, &turn)
    case .format(let term, let newest): receiveFormat(term, newest, from: sender, &turn)
    case .requestVote(let request): receiveRequestVote(request, from: sender, &turn)
    case .vote(let term, let granted): receiveVote(term, granted, from: sender, &turn)
    case .requestPreVote(let request): receiveRequestPreVote(request, from: sender, &turn)
    case .preVote(let term, let proposed, let granted):
      receivePreVote(term, proposed, granted, from: sender, &turn)
    case .timeoutNow(let term): receiveTimeoutNow(term, from: sender, &turn)
    }
  }

  public mutating func expire(_ timer: Timer, _ turn: inout Turn<Raft>) {
    switch timer {
    case .election: electionTimedOut(&turn)
    case .heartbeat: sendDueHeartbeats(&turn)
    case .quorum: countQuorum(&turn)
    case .flush: appendProposals(&turn)
    }
  }

  public mutating func accept(_ request: Request, _ id: RequestID, _ turn: inout Turn<Raft>) {
    guard role == .leader else {
      if isHalted { return }
      if settings.readMode == .anyAgent, case .read(let key) = request.operation {
        _ = answerAtOnce(key, id, &turn)
        return
      }
      return turn.respond(.notLeader(leader), to: id)
    }
    let session = request.session
    switch request.operation {
    case .read(let key): acceptRead(key, id, &turn)
    case .openSession: propose(Proposal(command: .openSession, id: id), &turn)
    case .write(let key, let value):
      accept(.write(value: value, key: key, session: session), session, id, &turn)
    case .compareAndSet(let key, let expected, let new):
      accept(
        .compareAndSet(expected: expected, new: new, key: key, session: session), session, id,
        &turn)
    case .change(let change): accept(change, id, &turn)
    }
  }

  /// An operator asks for something; the answer comes when it is in force, or refused.
  private mutating func accept(_ change: Change, _ id: RequestID, _ turn: inout Turn<Raft>) {
    switch begin(change, for: id, &turn) {
    case nil: break
    case .nothingToDo?: turn.respond(.changed, to: id)
    case let refusal?: turn.respond(.refused(refusal), to: id)
    }
  }
}
