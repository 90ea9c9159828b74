/// What a caller may do to a world between its events, and see of it.
extension World {
  /// Crashes an agent now, as a fault would; nothing happens if it is down.
  ///
  /// It counts as an event, and so does `restart`. A world that has not begun begins.
  public mutating func crash(_ agent: AgentID, _ loss: FaultAction.DiskLoss = .none) {
    intervene { world, _ in
      if !world.isUp(agent) { return false }
      world.stopProcess(agent.index, loss)
      return true
    }
  }

  /// Starts an agent that is down; nothing happens if it is up.
  public mutating func restart(_ agent: AgentID) {
    intervene { world, turn in
      if world.isUp(agent) { return false }
      world.startProcess(agent.index, &turn)
      return true
    }
  }

  private mutating func intervene(_ act: (inout World, inout Turn<M>) -> Bool) {
    prepare()
    var turn = Turn<M>()
    if !hasStarted { begin(&turn) }
    if !act(&self, &turn) { return }
    trace.feed(now)
    events += 1
    observer.ended(eventNumber: eventCount, digest, at: now)
  }

  /// Adds a fault to a run under way. A time that is past means now; a milestone counts from now on.
  /// - Returns: its index among the reports.
  @discardableResult
  public mutating func inject(_ fault: Fault) -> Int {
    prepare()
    let index = faults.add(fault)
    if case .at(let time) = fault.trigger {
      pushFault(EventKind.faultBegin, index, after: Swift.max(time, now) - now)
    }
    watchArrivals()
    return index
  }

  /// Ends a fault that is under way, right after an event that is yet to come or was the last.
  public mutating func end(fault index: Int, afterEvent event: Int64) {
    prepare()
    faults.end(index, after: event)
  }

  /// Whether the agents have started: whether event 0 is over.
  public var isUnderWay: Bool { hasStarted }

  /// Bytes that every agent takes from the start, without what its machine keeps in arrays and the like.
  public static var bytesPerAgent: Int {
    MemoryLayout<AgentState<M>>.stride + MemoryLayout<Profile>.stride
      + MemoryLayout<DiskConditions>.stride + MemoryLayout<ClockConditions>.stride
  }

  /// Bytes that a message takes while it is on its way, without what it keeps in arrays and the like.
  public static var bytesPerMessage: Int {
    MemoryLayout<Envelope<M>>.stride + MemoryLayout<EventQueue.Node>.stride
  }

  /// Number of agents.
  public var agentCount: Int { agents.count }

  /// The state of an agent's machine; that of an agent that is down is as it was when it crashed.
  public func machine(of agent: AgentID) -> M { agents[agent.index].machine }

  /// What an agent's disk keeps.
  public func storage(of agent: AgentID) -> M.Storage { agents[agent.index].disk.storage }

  /// Whether an agent's process is up and not paused.
  public func isRunning(_ agent: AgentID) -> Bool { agents[agent.index].isRunning }

  /// Whether an agent's process is up, running or paused.
  public func isUp(_ agent: AgentID) -> Bool { agents[agent.index].life != .down }

  /// What an agent's clock shows.
  public func localTime(of agent: AgentID) -> Nanoseconds {
    agents[agent.index].clock.local(at: now)
  }

  /// The running agent with the strongest claim to a role, or nil.
  public func agent(inRole role: Int) -> AgentID? {
    var best: (claim: Int64, agent: AgentID)?
    for index in 0..<agents.count where agents[index].isRunning {
      guard let claim = agents[index].machine.claim(toRole: role) else { continue }
      if best.map({ claim > $0.claim }) ?? true { best = (claim, AgentID(index)) }
    }
    return best?.agent
  }

  /// What each fault has done so far, in the order of the conditions.
  public var faultReports: [FaultReport] { faults.reports }

  /// Disturbs the random word of one network draw of the run, counted from 0: a planted difference by
  /// which the comparison of traces is tested.
  public mutating func disturbDraw(number: Int64) { network.disturbedDraw = number }
}
