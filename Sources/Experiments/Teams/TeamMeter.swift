import Checks
public import Protocols
import Scenarios
public import Simulator

/// What a team achieves and what faults cost it: rounds, work, and the loss beside that of one machine.
public struct TeamMeter: Watcher {
  public typealias Subject = TeamAgent
  public typealias LoadNote = TeamClientNote

  private let job: TeamJob
  private let target: Fixed?
  var ledger = PhaseLedger()
  var pulse = Pulse()
  var rounds = PhasedTally()
  var roundTime = PhasedHistogram()
  var takeovers = PhasedTally()
  var takeoverTime = PhasedHistogram()
  var leases = PhasedTally()
  var expired = PhasedTally()
  var worked = PhasedTally()
  var counted = PhasedTally()
  var refused = PhasedTally()
  var partial = PhasedTally()
  var impatient = PhasedTally()
  var timeToResult = PhasedHistogram()

  /// The snapshots that were decided, the first of a round that an agent went on from.
  private(set) var course: [Snapshot]
  /// The loss of each.
  private(set) var losses: [Fixed]
  /// Rounds until the accuracy was reached.
  private(set) var roundsToTarget: Int32?
  private var roundStart: Nanoseconds = 0
  /// Number of tasks of the round under way, by the coordinator that started it last.
  private var tasks: Int32 = 0
  /// Which agent coordinates, and since when none does.
  private var coordinators: [Bool]
  private var vacantSince: Nanoseconds?
  /// What each agent holds that runs.
  private var held: [Snapshot?]
  private var isUp: [Bool]
  private(set) var hasFinished = false
  private(set) var heard: Int64?

  init(agentCount: Int, _ settings: TeamAgent.Settings) {
    job = settings.job
    if case .training(let training) = job, training.target < .one {
      target = training.target
    } else {
      target = nil
    }
    course = [job.initial]
    losses = []
    coordinators = Array(repeating: false, count: agentCount)
    held = Array(repeating: nil, count: agentCount)
    isUp = coordinators
  }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    ledger.note(event, at: time)
  }

  public mutating func noted(_ note: TeamAgent.Note, by agent: AgentID, at time: Nanoseconds) {
    let phase = ledger.current
    switch note {
    case .tookOver: noteTakeover(agent, at: time)
    case .resigned: noteVacancy(agent, at: time)
    case .started(_, _, let count): tasks = count
    case .leased: leases.add(phase: phase)
    case .expired: expired.add(phase: phase)
    case .worked: worked.add(phase: phase)
    case .counted: counted.add(phase: phase)
    case .refused: refused.add(phase: phase)
    case .gathered(_, _, let results): if results < tasks { partial.add(phase: phase) }
    case .met(_, _, let isOver): if !isOver { impatient.add(phase: phase) }
    case .adopted(let snapshot): adopt(snapshot, at: time)
    case .finished: hasFinished = true
    case .parts, .proposed, .settled, .announced: break
    }
  }

  private mutating func noteTakeover(_ agent: AgentID, at time: Nanoseconds) {
    takeovers.add(phase: ledger.current)
    coordinators[agent.index] = true
    if let since = vacantSince { takeoverTime.record(time - since, phase: ledger.current) }
    vacantSince = nil
  }

  private mutating func noteVacancy(_ agent: AgentID, at time: Nanoseconds) {
    guard coordinators[agent.index] else { return }
    coordinators[agent.index] = false
    if !coordinators.contains(true) { vacantSince = time }
  }

  private mutating func adopt(_ snapshot: Snapshot, at time: Nanoseconds) {
    guard Int(snapshot.round) >= course.count else { return }
    while course.count <= Int(snapshot.round) { course.append(snapshot) }
    rounds.add(phase: ledger.current)
    roundTime.record(time - roundStart, phase: ledger.phase(at: roundStart))
    roundStart = time
    losses.append(job.loss(of: snapshot))
    if let target, roundsToTarget == nil, let accuracy = job.accuracy(of: snapshot),
      accuracy >= target
    {
      roundsToTarget = snapshot.round
    }
  }

  public mutating func stepped(
    _ machine: borrowing TeamAgent, _ agent: AgentID, at time: Nanoseconds
  ) {
    let round = machine.decided.round
    if held[agent.index]?.round != round { held[agent.index] = machine.decided }
  }

  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    switch change {
    case .started:
      isUp[agent.index] = true
    case .crashed:
      isUp[agent.index] = false
      held[agent.index] = nil
      noteVacancy(agent, at: time)
    case .paused, .resumed: break
    }
  }

  public mutating func clientNoted(_ note: TeamClientNote, at time: Nanoseconds) {
    guard case .finished(let headline) = note else { return }
    heard = headline
    timeToResult.record(time, phase: ledger.current)
    pulse.beat(at: time)
  }

  /// Whether every agent that runs holds the last snapshot, the same, and the client has heard of it.
  var isFinished: Bool {
    guard hasFinished, let last = course.last, last.round == job.rounds else { return false }
    return heard == job.headline(of: last)
      && isUp.indices.allSatisfy { !isUp[$0] || held[$0] == last }
  }

  /// Whether the last snapshot is that of a run without faults; told of a job that came to its end.
  var isAsWithoutFaults: Bool { course.last == job.course.last }

  var plannedRounds: Int { Int(job.rounds) }

  var twinLoss: Fixed { job.twinLoss }
}
