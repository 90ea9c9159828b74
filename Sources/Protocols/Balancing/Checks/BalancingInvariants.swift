public import Simulator

/// The safety of balancing, checked in every step of a run; `BalancingCheck` lists what is checked.
///
/// The checks go by what is durable at the balancers, by what clients are told, and by what balancers state
/// of assignments; they keep loads and fences themselves.
public struct BalancingInvariants: Observer {
  public typealias Subject = Balancing
  public typealias LoadNote = BalancingClientNote

  /// The first violated invariant, if any.
  public private(set) var violation: Violation?
  public var hasViolation: Bool { violation != nil }

  private let settings: Balancing.Settings
  private var ledger = VerdictLedger()
  /// By agent, the latest epoch of which it has accepted a task.
  private var epochs: [Balancing.Epoch] = []
  /// By balancer, the tasks that its workers have.
  private var loads: [LoadCount] = []
  /// What was assigned in the step under way.
  private var placements: [Balancing.Placement] = []

  /// Watches a run from its start.
  public init(_ settings: Balancing.Settings) { self.settings = settings }

  public mutating func becameDurable(
    _ write: Balancing.Storage.Write, _ storage: borrowing Balancing.Storage, of agent: AgentID,
    at time: Nanoseconds
  ) {
    guard case .recorded(let entry) = write else { return }
    let task = entry.record.task.id
    if let record = storage.record(task) {
      keep(record, low: storage.low(of: task.client), agent, at: time)
    }
  }

  /// A crash may leave some of the writes that were under way.
  public mutating func storageChanged(
    _ storage: borrowing Balancing.Storage, of agent: AgentID, at time: Nanoseconds
  ) {
    for record in storage.allRecords {
      keep(record, low: storage.low(of: record.task.id.client), agent, at: time)
    }
  }

  private mutating func keep(
    _ record: Balancing.Record, low: Balancing.LowMark, _ balancer: AgentID, at time: Nanoseconds
  ) {
    let disks = ledger.keep(record, low: low, at: balancer.index)
    guard disks >= majority, let verdict = record.verdict else { return }
    end(record.task.id, verdict, at: time)
  }

  private var majority: Int { settings.balancers / 2 + 1 }

  public mutating func responded(
    _ reply: Balancing.Reply, _ id: RequestID, by agent: AgentID, at time: Nanoseconds
  ) {
    guard case .settled(let task, let verdict) = reply else { return }
    if verdict == .refused(.unknownTask) { return }
    if let disks = ledger.disks(with: verdict, of: task), disks < majority {
      report(
        .durableFirst,
        "\(agent.description) answers that \(task.text) is \(Fields(of: verdict).text), "
          + "which \(disks) disks have", at: time)
    }
    end(task, verdict, at: time)
  }

  private mutating func end(
    _ task: Balancing.TaskID, _ verdict: Balancing.Verdict, at time: Nanoseconds
  ) {
    guard let other = ledger.end(task, verdict) else { return }
    report(
      .oneVerdict,
      "\(task.text) is \(Fields(of: verdict).text), and was \(Fields(of: other).text)", at: time)
  }

  public mutating func sent(
    _ message: Balancing.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    guard case .accepted(let task, let fence) = message else { return }
    while epochs.count <= source.index { epochs.append(0) }
    let known = epochs[source.index]
    if fence.epoch < known {
      report(
        .epochsRise,
        "\(source.description) takes \(task.text) of epoch \(fence.epoch) after one of \(known)",
        at: time)
    }
    epochs[source.index] = max(known, fence.epoch)
  }

  public mutating func noted(_ note: Balancing.Note, by agent: AgentID, at time: Nanoseconds) {
    switch note {
    case .leads: count(agent) { $0 = LoadCount() }
    case .assigned(let placement):
      placements.append(placement)
      ledger.assign(placement.task, placement.fence)
      count(agent) { $0.add(placement.worker) }
      checkBound(placement, agent, at: time)
    case .released(_, let worker): count(agent) { $0.remove(worker) }
    case .settled(let task, let verdict): checkFence(task, verdict, at: time)
    default: break
    }
  }

  private mutating func count(_ balancer: AgentID, _ change: (inout LoadCount) -> Void) {
    while loads.count <= balancer.index { loads.append(LoadCount()) }
    change(&loads[balancer.index])
  }

  /// What an earlier epoch settled is told again under its fence, of which the latest is.
  private mutating func checkFence(
    _ task: Balancing.TaskID, _ verdict: Balancing.Verdict, at time: Nanoseconds
  ) {
    guard case .done(_, let fence) = verdict, let latest = ledger.fence(of: task),
      fence != latest
    else { return }
    report(
      .fenced,
      "a result of \(task.text) counts under \(Fields(of: fence).text), and its latest is "
        + Fields(of: latest).text, at: time)
  }

  private mutating func checkBound(
    _ placement: Balancing.Placement, _ balancer: AgentID, at time: Nanoseconds
  ) {
    guard settings.strategy == .boundedHashing, !placement.isAdopted else { return }
    let loads = loads[balancer.index]
    let bound = Balancing.loadBound(
      tasks: loads.total, workers: Int64(placement.eligible), settings.slack)
    let load = loads.load(of: placement.worker)
    if load > bound {
      report(
        .boundedLoads,
        "\(placement.worker.description) has \(load) of \(loads.total) tasks, and the bound is "
          + "\(bound) for \(placement.eligible) workers", at: time)
    }
  }

  public mutating func stepped(
    _ machine: borrowing Balancing, _ agent: AgentID, at time: Nanoseconds
  ) {
    if !placements.isEmpty {
      for placement in placements where !placement.isAdopted {
        guard let known = machine.knownReport(of: placement.worker) else { continue }
        check(placement, known, at: time)
      }
      placements.removeAll(keepingCapacity: true)
    }
    let account = machine.account
    if account.admitted - account.settled != Int64(machine.openCount) {
      report(
        .conservation,
        "\(agent.description) took in \(account.admitted) tasks, \(account.settled) ended, and "
          + "\(machine.openCount) are under way", at: time)
    }
  }

  private mutating func check(
    _ placement: Balancing.Placement, _ known: Balancing.Report, at time: Nanoseconds
  ) {
    if known.isDraining {
      report(
        .sparesDraining,
        "\(placement.task.text) goes to \(placement.worker.description), which drains", at: time)
    }
    if settings.thresholds.exceeded(by: known, active: known.active) {
      report(
        .sparesOverloaded,
        "\(placement.task.text) goes to \(placement.worker.description), which reported "
          + Fields(of: known).text, at: time)
    }
  }

  private mutating func report(
    _ check: BalancingCheck, _ message: String, at time: Nanoseconds
  ) {
    if violation == nil { violation = Violation(check: check.word, message: message, time: time) }
  }
}
