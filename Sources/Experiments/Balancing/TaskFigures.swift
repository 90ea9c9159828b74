import Checks
import Protocols
import Scenarios
import Simulator

/// What becomes of tasks at balancers and workers.
struct TaskFigures: Sendable {
  private let window: BalancingMeter.Window
  private var admitted = PhasedTally()
  private var settled = PhasedTally()
  private var executions = PhasedTally()
  private var reassignments = PhasedTally()
  private var suppressed = PhasedTally()
  private var steals = PhasedTally()
  private var rebalances = PhasedTally()
  private var suspicions = PhasedTally()
  private var ejections = PhasedTally()
  private var takeovers = PhasedTally()
  private var unsettled = PhasedTally()
  private var queueing = PhasedHistogram()
  private var makespan = PhasedHistogram()
  /// When each task under way was admitted, and whether a worker has started it.
  private var open: [Balancing.TaskID: Stage] = [:]
  private var firstAdmitted: Nanoseconds?
  private var lastDone: Nanoseconds?

  private struct Stage: Sendable {
    let admittedAt: Nanoseconds
    var isStarted = false
  }

  init(_ window: BalancingMeter.Window) { self.window = window }

  mutating func noted(
    _ note: Balancing.Note, by agent: AgentID, _ ledger: PhaseLedger, at time: Nanoseconds
  ) {
    let phase = ledger.current
    switch note {
    case .admitted(let task): admit(task, phase, at: time)
    case .settled(let task, let verdict): settle(task, verdict, phase, at: time)
    case .started(let task): start(task, ledger, at: time)
    case .reassigned: reassignments.add(phase: phase)
    case .suppressed: suppressed.add(phase: phase)
    case .stolen: steals.add(phase: phase)
    case .loggedRebalance: rebalances.add(phase: phase)
    case .suspected: suspicions.add(phase: phase)
    case .ejected: ejections.add(phase: phase)
    case .leads: takeovers.add(phase: phase)
    case .steppedDown, .assigned, .released, .readmitted, .drains: break
    }
  }

  /// Whether a task was admitted and has not ended.
  func isOpen(_ task: Balancing.TaskID) -> Bool { open[task] != nil }

  /// A balancer that takes over admits again what was under way.
  private mutating func admit(_ task: Balancing.TaskID, _ phase: Int, at time: Nanoseconds) {
    if open[task] != nil { return }
    open[task] = Stage(admittedAt: time)
    admitted.add(phase: phase)
    if firstAdmitted == nil { firstAdmitted = time }
  }

  private mutating func settle(
    _ task: Balancing.TaskID, _ verdict: Balancing.Verdict, _ phase: Int, at time: Nanoseconds
  ) {
    open[task] = nil
    settled.add(phase: phase)
    if case .done = verdict { lastDone = time }
  }

  private mutating func start(
    _ task: Balancing.TaskID, _ ledger: PhaseLedger, at time: Nanoseconds
  ) {
    executions.add(phase: ledger.current)
    guard let stage = open[task], !stage.isStarted else { return }
    open[task]?.isStarted = true
    if stage.admittedAt >= window.from {
      queueing.record(time - stage.admittedAt, phase: ledger.phase(at: stage.admittedAt))
    }
  }

  mutating func finish(_ ledger: PhaseLedger) {
    unsettled.add(Int64(open.count), phase: ledger.current)
    guard let firstAdmitted, let lastDone else { return }
    makespan.record(lastDone - firstAdmitted, phase: ledger.current)
  }

  func report(into report: inout WatchReport) {
    report.samples(
      "queueing", queueing, about: "Time from a task's admission until a worker first starts it.")
    report.count("admitted", admitted, about: "Tasks that balancers took in.")
    report.count("settled", settled, about: "Of those, that were done or refused.")
    report.count(
      "unsettled", unsettled, better: .less,
      about: "Admitted tasks that have not ended when the run does.")
    report.samples(
      "makespan", makespan,
      about: "Time from the first admission of a task to the end of the last that is done.")
    report.count(
      "executions", executions, better: .less, about: "Times that a worker started a task.")
    report.count(
      "reassignments", reassignments, better: .less,
      about: "Tasks that were taken from a worker or given back, to be assigned anew.")
    report.count(
      "suppressed", suppressed, better: .less,
      about: "Results that did not count, as the task was another's or had ended.")
    report.count("steals", steals, about: "Tasks that passed to a worker that had none.")
    report.count(
      "logged rebalances", rebalances, about: "Tasks that could have, and were only logged.")
    report.count("suspicions", suspicions, about: "Workers whose lease was over.")
    report.count("ejections", ejections, about: "Workers that were ejected as too slow.")
    report.count("takeovers", takeovers, about: "Epochs in which a balancer started to balance.")
  }
}
