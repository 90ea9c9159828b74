public import Simulator

extension TeamAgent {
  /// What an agent does while it coordinates; none of it outlives its term, or a crash.
  public struct Coordination: Hashable, Sendable {
    /// The term of its leadership.
    public let term: Election.Term
    /// How far it is.
    public internal(set) var phase = Phase.meeting
    /// When it came to the phase.
    var since: Nanoseconds
    /// By task of the round.
    var tasks: [Task] = []
    /// Number of results of the round.
    var results: Int32 = 0
    /// Number of leases given.
    var leases: Int32 = 0
    /// Workers whose last lease expired.
    var suspects = AgentSet()
    /// The snapshot that is to be decided.
    var candidate: Snapshot?
    /// The request to deliberation that is not answered.
    var proposal: Int32?

    init(_ term: Election.Term, at now: Nanoseconds) {
      self.term = term
      since = now
    }

    /// How far a coordinator is in a round.
    @frozen
    public enum Phase: String, Word {
      /// It waits for the others at the barrier of the round that was decided.
      case meeting
      /// Tasks are leased, and reports come in.
      case gathering
      /// The next snapshot is put to the vote.
      case deciding
      /// The last round was decided.
      case over
    }

    /// A task of the round.
    struct Task: Hashable, Sendable {
      /// The newest lease, while it lasts or once its report counts.
      var lease: Lease?
      var worker = AgentID(0)
      var expires: Nanoseconds = 0
      var sentAt: Nanoseconds = 0
      /// What the worker reported; nil until then.
      var result: [Int64]?

      var isOpen: Bool { lease != nil && result == nil }
      var isPending: Bool { lease == nil }
    }
  }

  /// Takes up, or gives up, coordination as the election says.
  mutating func followElection(_ turn: inout Turn<TeamAgent>) {
    let term = parts.election.fenced?.ledTerm(of: .global)
    if term == coordination?.term { return }
    if let former = coordination { turn.note(.resigned(former.term)) }
    coordination = term.map { Coordination($0, at: turn.now) }
    guard let term else { return }
    turn.note(.tookOver(term, round: decided.round))
    if decided.round > 0 { announce(&turn) }
    advance(&turn)
  }

  /// Goes on to the next phase if the present one is over.
  mutating func advance(_ turn: inout Turn<TeamAgent>) {
    guard let current = coordination else { return }
    switch current.phase {
    case .meeting:
      let isPatient = turn.now < current.since &+ settings.barrierPatience
      if wanted == nil, hasMet || !isPatient { startRound(&turn) }
    case .gathering:
      if isGathered(current, at: turn.now) { gather(&turn) }
    case .deciding:
      if current.proposal == nil { propose(&turn) }
    case .over: break
    }
  }

  private mutating func enter(_ phase: Coordination.Phase, _ turn: inout Turn<TeamAgent>) {
    coordination?.phase = phase
    coordination?.since = turn.now
  }

  private mutating func startRound(_ turn: inout Turn<TeamAgent>) {
    guard let term = coordination?.term else { return }
    turn.note(.met(term, round: decided.round, hasMet))
    if decided.round >= settings.job.rounds {
      enter(.over, &turn)
      return turn.note(.finished(term))
    }
    enter(.gathering, &turn)
    let count = settings.job.taskCount(from: decided)
    coordination?.tasks = Array(repeating: Coordination.Task(), count: Int(count))
    coordination?.results = 0
    coordination?.candidate = nil
    coordination?.proposal = nil
    turn.note(.started(term, round: decided.round, tasks: count))
    leasePending(&turn)
    // A round without tasks is over at once.
    advance(&turn)
  }

  /// All results are there, or it is late and there are enough.
  private func isGathered(_ current: Coordination, at now: Nanoseconds) -> Bool {
    let count = Int32(current.tasks.count)
    if settings.mistake == .forgetsTasks, current.results > 0 { return true }
    if current.results >= count { return true }
    return current.results >= settings.quorum && now >= current.since &+ settings.roundDeadline
  }

  /// Makes the next snapshot of the results, sends it to all and puts it to the vote.
  private mutating func gather(_ turn: inout Turn<TeamAgent>) {
    guard let current = coordination else { return }
    var results: [TeamJob.Result] = []
    for (task, state) in current.tasks.enumerated() {
      // Nothing is what a dead worker gave, where a planted mistake counts it.
      guard let values = state.result, !values.isEmpty else { continue }
      results.append(TeamJob.Result(task: Int32(task), values: values))
    }
    if settings.mistake == .countsTwice, results.count > 1 { results[1].values = results[0].values }
    turn.compute(settings.job.workOfNext(after: decided))
    let next = settings.job.next(after: decided, results)
    turn.note(.gathered(current.term, next, results: current.results))
    enter(.deciding, &turn)
    coordination?.candidate = next
    receiveSnapshot(next, &turn)
    if settings.mistake != .acceptsUnseen { sendCandidate(&turn) }
    propose(&turn)
  }

  private mutating func sendCandidate(_ turn: inout Turn<TeamAgent>) {
    guard let candidate = coordination?.candidate else { return }
    for index in 0..<profile.clusterSize where index != profile.id.index {
      turn.send(.snapshot(candidate), to: AgentID(index))
    }
  }

  private mutating func propose(_ turn: inout Turn<TeamAgent>) {
    guard let candidate = coordination?.candidate, let term = coordination?.term,
      parts.deliberation.state(of: TeamAgent.variable).version < candidate.round
    else { return }
    coordination?.proposal = asked + 1
    _ = ask(
      .deliberation(
        .propose(
          variable: TeamAgent.variable, value: candidate.digest,
          expectedVersion: candidate.round - 1)), &turn)
    turn.note(.proposed(term, round: candidate.round))
  }

  /// The round is decided, by whichever proposal: the coordinator tells the result, and waits at the
  /// barrier.
  mutating func settle(_ turn: inout Turn<TeamAgent>) {
    guard let term = coordination?.term else { return }
    enter(.meeting, &turn)
    coordination?.tasks = []
    coordination?.candidate = nil
    coordination?.proposal = nil
    turn.note(.settled(term, round: decided.round))
    announce(&turn)
  }

  private mutating func announce(_ turn: inout Turn<TeamAgent>) {
    guard let term = coordination?.term else { return }
    let headline = settings.job.headline(of: decided)
    _ = ask(
      .synchronisation(
        .write(
          variable: TeamAgent.variable, amount: TeamAgent.packed(decided.round, headline))),
      &turn)
    turn.note(.announced(term, round: decided.round))
  }

  /// What the coordinator does now and then.
  mutating func tickCoordination(_ turn: inout Turn<TeamAgent>) {
    guard let current = coordination else { return }
    if current.phase == .gathering { tickLeases(&turn) }
    advance(&turn)
  }
}
