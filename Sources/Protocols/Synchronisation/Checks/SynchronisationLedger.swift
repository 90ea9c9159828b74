public import Simulator

/// The state of the checks; `SynchronisationInvariants` says what they promise.
@usableFromInline
struct SynchronisationLedger: Sendable {
  @usableFromInline var violation: Violation?

  let settings: Synchroniser.Settings
  let agentCount: Int
  /// The time without a disturbance after which all agents must agree.
  let quiet: Nanoseconds
  /// Whether the run was quiet for long enough when it was over, or a check was violated before.
  var isJudged = false
  let isBrief: Bool

  var agents: [Agent]
  /// By origin.
  var histories: [History]
  /// By variable.
  var totals: [Total]
  /// The last write, start, crash, or start or end of a fault.
  var lastDisturbance: Nanoseconds = 0

  /// What is known of one agent. Rows hold a number for each origin.
  struct Agent: Sendable {
    var isUp = false
    /// The process has started and not yet finished its first step.
    var isStarting = false
    /// What the running process has applied.
    var applied: [Int64]
    /// What it has ever applied.
    var everApplied: [Int64]
    /// What is on its disk.
    var durable: [Int64]
    /// What it has said is on its disk.
    var promised: [Int64]
    /// Its writes that are not on the disk yet.
    var pending = KeyedList<Int64, Pending>()
    /// By variable, as far as looked at.
    var values: [Int64]
    /// Variables whose values may have changed.
    var stale: [Int32] = []
    var allStale = false
  }

  struct Pending: Hashable, Sendable {
    let number: Int64
    let amount: Int64
  }

  /// The updates of one origin that some agent may still apply.
  struct History: Sendable {
    /// Number of updates that all agents have durably and that are forgotten here.
    var base: Int64 = 0
    var entries: [Entry] = []
    /// Mode `brief`: the number that each version stands for, the last one if it was given again.
    var numbers: [Int64: Int64] = [:]
    /// Mode `brief`: how many versions were given.
    var versionCount: Int64 = 0
    /// The highest number that was durable, ever.
    var issued: Int64 = 0

    subscript(number: Int64) -> Entry? {
      let index = number - base - 1
      return index >= 0 && index < Int64(entries.count) ? entries[Int(index)] : nil
    }
  }

  struct Entry: Sendable {
    let variable: Int32
    /// What its origin had applied when it wrote it.
    let past: [Int64]
    /// Of the batch that starts with it, once it is durable.
    var fingerprint: UInt64 = 0
  }

  /// What all durable writes of a variable come to.
  struct Total: Sendable {
    var sum: Int64 = 0
    var union: Int64 = 0
    var maximum = Int64.min
    /// Writes that no other has in its past.
    var frontier: [Frontier] = []
  }

  struct Frontier: Sendable {
    let number: Int64
    let version: Versions.Sibling
  }

  init(agentCount: Int, _ settings: Synchroniser.Settings, quiet: Nanoseconds) {
    self.settings = settings
    self.quiet = quiet
    isBrief = settings.mode == .brief
    self.agentCount = agentCount
    let row = Array(repeating: Int64(0), count: agentCount)
    let values = Array(repeating: Int64(0), count: Int(settings.variables))
    agents = Array(
      repeating: Agent(
        applied: row, everApplied: row, durable: row, promised: row, values: values),
      count: agentCount)
    histories = Array(repeating: History(), count: agentCount)
    totals = Array(repeating: Total(), count: Int(settings.variables))
  }

  /// Only the first violation counts: what follows it may follow from it.
  mutating func fail(
    _ check: SynchronisationCheck, _ message: @autoclosure () -> String, at time: Nanoseconds
  ) {
    if violation == nil {
      violation = Violation(check: check.word, message: message(), time: time)
    }
  }

  func watches(_ agent: AgentID) -> Bool {
    violation == nil && agent.index >= 0 && agent.index < agentCount
  }

  @usableFromInline
  func mustLook(at agent: AgentID) -> Bool {
    guard watches(agent) else { return false }
    let state = agents[agent.index]
    return state.isStarting || state.allStale || !state.stale.isEmpty
  }

  @usableFromInline
  mutating func noted(_ note: Synchroniser.Note, by agent: AgentID, at time: Nanoseconds) {
    guard watches(agent) else { return }
    switch note {
    case .wrote(let number, let variable, let amount):
      lastDisturbance = time
      wrote(agent, number, variable, amount, at: time)
    case .applied(let origin, let first, let last, _):
      guard origin.index >= 0, origin.index < agentCount else { return }
      if isBrief {
        appliedBrief(agent, origin, last, at: time)
      } else {
        applied(agent, origin, first, last, at: time)
      }
    case .absorbed(let delivered): absorbed(agent, delivered)
    case .completed(let last, let missing): completed(agent, last, missing, at: time)
    case .stopped: forget(agent)
    default: break
    }
  }

  @usableFromInline
  mutating func faulted(at time: Nanoseconds) { lastDisturbance = time }

  @usableFromInline
  mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    guard watches(agent) else { return }
    lastDisturbance = time
    switch change {
    case .crashed:
      agents[agent.index].isUp = false
      forget(agent)
    case .started(let recovery):
      agents[agent.index].isUp = true
      agents[agent.index].isStarting = true
      if recovery == .amnesia { agents[agent.index].promised = agents[agent.index].durable }
      forget(agent)
    case .paused, .resumed: break
    }
  }

  /// The process is gone: what it had applied is what the disk keeps.
  private mutating func forget(_ agent: AgentID) {
    agents[agent.index].applied = agents[agent.index].durable
    agents[agent.index].pending = KeyedList()
    agents[agent.index].allStale = true
  }

  @usableFromInline
  mutating func stepped(
    _ machine: borrowing Synchroniser, _ agent: AgentID, at time: Nanoseconds
  ) {
    let index = agent.index
    if agents[index].isStarting {
      agents[index].isStarting = false
      checkStart(machine, agent, at: time)
    }
    if agents[index].allStale {
      for variable in 0..<settings.variables {
        agents[index].values[Int(variable)] = machine.value(of: variable)
      }
    } else {
      for variable in agents[index].stale {
        agents[index].values[Int(variable)] = machine.value(of: variable)
      }
    }
    agents[index].allStale = false
    agents[index].stale.removeAll(keepingCapacity: true)
  }

  private mutating func checkStart(
    _ machine: borrowing Synchroniser, _ agent: AgentID, at time: Nanoseconds
  ) {
    if isBrief { return }
    let promised = agents[agent.index].promised
    for origin in 0..<agentCount {
      let has = machine.replica.delivered[AgentID(origin)]
      if has >= promised[origin] { continue }
      let name = Synchroniser.name(AgentID(origin), promised[origin], promised[origin])
      fail(
        .durableAcknowledgement,
        "\(agent.description) acknowledged \(name), and starts with \(has) of them", at: time)
    }
  }
}
