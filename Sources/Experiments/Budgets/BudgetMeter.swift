import Checks
public import Protocols
import Scenarios
public import Simulator

/// What a budget is spent on, and what that is worth against the optimum.
public struct BudgetMeter: Watcher {
  public typealias Subject = Budget
  public typealias LoadNote = Nothing

  private let settings: Budget.Settings
  private var ledger = PhaseLedger()
  private var pulse = Pulse()
  private var highest: Int64 = 0
  /// By task: when it was granted, and whether it is granted or started and not done.
  private var grantedAt: [Int32: Nanoseconds] = [:]
  private var underWay: Set<Int32> = []
  private var refusedBefore: [Int32: Budget.Reason] = [:]

  private var done = PhasedTally()
  private var late = PhasedTally()
  private var value = PhasedTally()
  private var optimum = PhasedTally()
  private var spent = PhasedTally()
  private var allowance = PhasedTally()
  private var grants = PhasedTally()
  private var taken = PhasedTally()
  private var unfinished = PhasedTally()
  private var overBudget = PhasedTally()
  private var tooLate = PhasedTally()
  private var messages = PhasedTally()
  private var gap = PhasedHistogram()
  private var startLatency = PhasedHistogram()

  init(_ settings: Budget.Settings) {
    self.settings = settings
    if settings.taskCount == 0 { return }
    optimum.add(
      Planner.optimum(settings.offers, budget: settings.allowance, at: settings.window), phase: 0)
    allowance.add(settings.allowance, phase: 0)
  }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    ledger.note(event, at: time)
  }

  public mutating func sent(
    _ message: Budget.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    if source != target { messages.add(phase: ledger.current) }
  }

  public mutating func noted(_ note: Budget.Note, by agent: AgentID, at time: Nanoseconds) {
    switch note {
    case .applied(let deed, let index, true, _, _):
      if index <= highest { return }
      highest = index
      apply(deed, at: time)
    case .applied, .chosen, .running, .raft: return
    case .planned(_, _, let count, let value, let optimum):
      if count > 0 { gap.record(max(0, optimum - value), phase: ledger.current) }
    case .passed(let task, let reason):
      // Sooner or later all that was not granted comes too late.
      if refusedBefore[task] == nil { refusedBefore[task] = reason }
    case .done(let task, _, let isLate):
      done.add(phase: ledger.current)
      pulse.beat(at: time)
      if isLate { late.add(phase: ledger.current) }
      if !isLate { value.add(settings.offer(of: task).value, phase: ledger.current) }
    }
  }

  private mutating func apply(_ deed: Deed, at time: Nanoseconds) {
    let task = deed.subject
    switch deed.kind {
    case .reserve:
      grants.add(phase: ledger.current)
      grantedAt[task] = time
      underWay.insert(task)
      refusedBefore[task] = nil
    case .commit:
      spent.add(deed.amount, phase: ledger.current)
      if let granted = grantedAt[task] {
        startLatency.record(time - granted, phase: ledger.phase(at: granted))
      }
    case .cancel:
      taken.add(phase: ledger.current)
      underWay.remove(task)
    case .result: underWay.remove(task)
    default: return
    }
  }

  public mutating func finish(at time: Nanoseconds) {
    unfinished.add(Int64(underWay.count), phase: ledger.current)
    for (_, reason) in refusedBefore.sorted(by: { $0.key < $1.key }) {
      switch reason {
      case .overBudget: overBudget.add(phase: ledger.current)
      case .tooLate: tooLate.add(phase: ledger.current)
      }
    }
  }

  public func report(into report: inout WatchReport) {
    report.count("tasks done", done, better: .more, about: "Tasks that workers did.")
    report.count("tasks late", late, better: .less, about: "Of these, after their deadlines.")
    report.ratio(
      "efficiency", value, for: optimum, better: .more,
      about: "What tasks done in time are worth, of the most that all are worth from the start on.")
    report.samples(
      "plan gap", gap, unit: .count, better: .less,
      about: "By plan, what it is worth less than the best plan of the same offers.")
    report.ratio("spent", spent, for: allowance, about: "What was spent, of what may be.")
    report.count("grants", grants, about: "Tasks that the log granted, again ones included.")
    report.count(
      "taken back", taken, better: .less, about: "Grants that were not started in time.")
    report.count(
      "unfinished", unfinished, better: .less,
      about: "Tasks that are granted or started at the end, and not known to be done.")
    report.count(
      "refused over budget", overBudget,
      about: "Tasks that are not granted at the end, refused first for want of money.")
    report.count(
      "refused too late", tooLate,
      about: "Tasks that are not granted at the end, refused first for want of time.")
    report.samples(
      "start latency", startLatency, about: "Time from a grant to the start of the task in the log."
    )
    report.ratio(
      "messages per task", messages, for: done, better: .less,
      about: "Messages between agents, those of the log included, for each task done.")
    report.completions(pulse)
  }
}
