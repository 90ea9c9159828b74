/// The faults of a run: what waits, what is under way, and what each has done.
@usableFromInline
struct FaultEngine {
  private(set) var plans: [Fault]
  @usableFromInline private(set) var reports: [FaultReport] = []
  /// One for each fault, by its name, so that faults that come or go leave the others' draws alone.
  var streams: [RandomStream] = []
  /// What a fault under way must undo.
  var active: [Active] = []
  /// Faults that wait for a milestone.
  private var waiting: [Int] = []
  /// How far each milestone has come.
  private var progress: [Int64]
  @usableFromInline private(set) var awaitsMilestones = false

  /// A fault under way.
  struct Active {
    let fault: Int
    /// Whom it met, with the life in which it met them.
    var victims: [(agent: AgentID, incarnation: UInt32)] = []
    /// Whether it makes agents stand still.
    var pauses = false
  }

  init(_ plans: [Fault], seed: UInt64, milestoneCount: Int) {
    self.plans = []
    progress = Array(repeating: 0, count: milestoneCount)
    for plan in plans { add(plan, seed: seed) }
  }

  @discardableResult
  mutating func add(_ plan: Fault, seed: UInt64) -> Int {
    let index = plans.count
    plans.append(plan)
    reports.append(
      FaultReport(
        name: plan.name, kind: plan.action.kind, mayHaveNoEffect: plan.mayHaveNoEffect))
    var digest = Digest()
    digest.feed(plan.name)
    streams.append(RandomStream(seed: seed, .faults, digest.value >> 8))
    if case .milestone = plan.trigger {
      waiting.append(index)
      awaitsMilestones = true
    }
    return index
  }

  /// Takes note of progress, and tells which faults it sets off and after what delay.
  @usableFromInline
  mutating func reach(_ milestone: Milestone) -> [(fault: Int, delay: Nanoseconds)] {
    switch milestone.progress {
    case .occurrence: progress[milestone.index] += 1
    case .level(let level): progress[milestone.index] = Swift.max(progress[milestone.index], level)
    }
    var due: [(fault: Int, delay: Nanoseconds)] = []
    waiting.removeAll { index in
      guard case .milestone(let wanted, let count, let delay) = plans[index].trigger,
        wanted == milestone.index, progress[wanted] >= count
      else { return false }
      due.append((index, delay))
      return true
    }
    awaitsMilestones = !waiting.isEmpty
    return due
  }

  /// A fault changed what would have happened.
  @usableFromInline
  mutating func count(_ fault: Int, _ times: Int64 = 1) { reports[fault].effects += times }

  /// An input found its agent paused.
  @usableFromInline
  mutating func countPause(of agent: AgentID) {
    for fault in active where fault.pauses {
      if fault.victims.contains(where: { $0.agent == agent }) { count(fault.fault) }
    }
  }

  /// An agent stopped because of a fault, which starts it again when it ends.
  @usableFromInline
  mutating func addVictim(_ agent: AgentID, _ incarnation: UInt32, of fault: Int) {
    guard let place = active.firstIndex(where: { $0.fault == fault }) else { return }
    // Stopping the process begins a new number, which is the one to compare with.
    active[place].victims.append((agent, incarnation &+ 1))
  }

  mutating func noteBegin(_ fault: Int, at time: Nanoseconds, targets: String) {
    reports[fault].began = time
    reports[fault].targets = targets
  }

  mutating func noteEnd(_ fault: Int, at time: Nanoseconds) { reports[fault].ended = time }
}
