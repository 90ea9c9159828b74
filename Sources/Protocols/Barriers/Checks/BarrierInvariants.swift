public import Simulator

/// The safety of barriers, checked in every step of a run; `BarrierCheck` lists what is checked.
///
/// The checks go by what agents state when they arrive and when they leave, never by what the
/// coordinator claims to have counted. Which agents are required they know from the creation or, for
/// standing barriers, from the settings. Liveness, that every waiter gets an outcome at all, is for
/// expectations to bound.
public struct BarrierInvariants<LoadNote: Traceable>: Observer {
  public typealias Subject = Barrier

  /// The first violated invariant, if any.
  public private(set) var violation: Violation?
  public var hasViolation: Bool { violation != nil }

  let settings: Barrier.Settings
  private let allAgents: Barrier.Members
  /// The fewest arrivals with which a deadline lets agents go on, or nil if it never does.
  let fewest: Int?
  var generations = BarrierGenerations()
  /// Dissemination: by agent, the generations of which signals reached it since it arrived at the barrier.
  var signalled: [[Barrier.Instance]]

  /// Watches a run from its start.
  public init(agentCount: Int, _ settings: Barrier.Settings) {
    self.settings = settings
    signalled = Array(repeating: [], count: agentCount)
    allAgents = .agents(AgentSet((0..<agentCount).map { AgentID($0) }))
    if case .proceed(let atLeast) = settings.deadlinePolicy, settings.mode == .safe {
      fewest = Int(atLeast)
    } else {
      fewest = nil
    }
  }

  /// What is known of a generation.
  public func generation(_ instance: Barrier.Instance) -> BarrierGeneration? {
    generations.index(of: instance).map { generations.all[$0] }
  }

  public mutating func noted(
    _ note: Barrier.Note, by agent: AgentID, at time: Nanoseconds
  ) {
    switch note {
    case .opened(let instance, let members, let due):
      generations.change(instance) {
        // A second creation of the same generation changes nothing of what the first promised.
        if $0.members == nil { $0.members = members }
        $0.due = due
      }
    case .arrived(let instance): noteArrival(instance, agent)
    case .excluded(let instance, let lost):
      generations.change(instance) { $0.excluded.insert(lost) }
    case .concluded(let instance, let outcome, let local):
      checkTimeout(instance, outcome, local, agent, at: time)
    case .passed(let instance, let outcome): checkLeaving(instance, outcome, agent, at: time)
    default: break
    }
  }

  private mutating func noteArrival(_ instance: Barrier.Instance, _ agent: AgentID) {
    let members = settings.needsCreation ? nil : allAgents
    signalled[agent.index].removeAll { $0.barrier == instance.barrier }
    generations.change(instance) {
      if $0.members == nil { $0.members = members }
      $0.present.insert(agent)
      if case .agents(let members)? = $0.members, !members.contains(agent) { return }
      $0.arrive(agent)
    }
  }

  private mutating func checkTimeout(
    _ instance: Barrier.Instance, _ outcome: Barrier.Outcome, _ local: Nanoseconds,
    _ agent: AgentID, at time: Nanoseconds
  ) {
    guard outcome.ending == .timedOut, settings.form != .dissemination,
      let known = generation(instance), local < known.due
    else { return }
    report(
      .earlyTimeout,
      "\(agent.description) ends \(instance.text) \((known.due - local).text) before its deadline",
      at: time)
  }

  private mutating func checkLeaving(
    _ instance: Barrier.Instance, _ outcome: Barrier.Outcome, _ agent: AgentID,
    at time: Nanoseconds
  ) {
    let known = generations.change(instance) { $0 }
    if outcome.ending == .released, !known.isComplete(fewest: fewest) {
      reportIncomplete(known, outcome, "leaves", agent, at: time)
    }
    if let first = known.outcome, first != outcome {
      report(
        .oneOutcome,
        "\(instance.text): \(outcome.text) for \(agent.description), \(first.text) for others",
        at: time)
    } else if known.left.contains(agent) {
      report(.oneOutcome, "\(agent.description) leaves \(instance.text) twice", at: time)
    }
    generations.change(instance) {
      $0.outcome = outcome
      $0.left.insert(agent)
    }
  }

  public mutating func delivered(
    _ message: Barrier.Message, from source: AgentID, to target: AgentID, sentAt: Nanoseconds,
    at time: Nanoseconds
  ) {
    guard case .signal(let instance, _) = message else { return }
    if signalled[target.index].contains(instance) { return }
    signalled[target.index].append(instance)
  }

  public mutating func sent(
    _ message: Barrier.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    switch message {
    case .arrive(let instance, _, _, _), .signal(let instance, _):
      if generation(instance)?.durableArrivals.contains(source) ?? false { return }
      reportArrival(instance, of: source, at: time)
    case .conclude(let instance, let outcome):
      if generation(instance)?.durableOutcome == outcome { return }
      reportConclusion(instance, outcome, by: source, at: time)
    default: break
    }
  }

  public mutating func becameDurable(
    _ write: Barrier.Storage.Write, _ storage: borrowing Barrier.Storage, of agent: AgentID,
    at time: Nanoseconds
  ) {
    switch write {
    case .arrived(let instance):
      generations.change(instance) { $0.durableArrivals.insert(agent) }
    case .concluded(let instance, let outcome), .left(let instance, let outcome):
      generations.change(instance) { $0.durableOutcome = outcome }
    default: break
    }
  }

  /// A crash may leave writes on the disk that were never said to be durable, or none at all.
  public mutating func storageChanged(
    _ storage: borrowing Barrier.Storage, of agent: AgentID, at time: Nanoseconds
  ) {
    generations.forgetDurableArrivals(of: agent)
    for arrival in storage.arrivals {
      generations.change(arrival.instance) {
        if arrival.hasArrived { $0.durableArrivals.insert(agent) }
        if case .concluded(let outcome) = arrival.state { $0.durableOutcome = outcome }
      }
    }
    for generation in storage.generations {
      guard let outcome = generation.outcome else { continue }
      generations.change(generation.instance) { $0.durableOutcome = outcome }
    }
  }

  public mutating func changed(
    _ agent: AgentID, _ change: LifeChange, at time: Nanoseconds
  ) {
    if case .started = change { generations.restart(agent) }
  }

  mutating func report(
    _ check: BarrierCheck, _ message: String, at time: Nanoseconds
  ) {
    if violation == nil { violation = Violation(check: check.word, message: message, time: time) }
  }
}
