extension World {
  /// Starts an agent's process from what its disk kept.
  @usableFromInline
  mutating func startProcess(_ index: Int, _ turn: inout Turn<M>) {
    guard agents[index].life == .down else { return }
    let recovery = agents[index].disk.recovery
    agents[index].life = .running
    agents[index].incarnation &+= 1
    agents[index].disk.recovery = .intact
    agents[index].machine = M(conditions.agents[index], settings)
    observer.changed(AgentID(index), .started(recovery), at: now)
    beginTurn(index, &turn)
    agents[index].machine.start(from: agents[index].disk.storage, recovery, &turn)
    finishTurn(index, &turn)
  }

  /// Stops an agent's process at once: timers, what waits for the disk and what waits for the process
  /// are gone.
  /// - Returns: whether the process was up and the harm asked for was done to the disk.
  @discardableResult
  mutating func stopProcess(_ index: Int, _ loss: FaultAction.DiskLoss) -> Bool {
    guard agents[index].life != .down else { return false }
    agents[index].life = .down
    agents[index].incarnation &+= 1
    for slot in agents[index].timers.indices {
      let ticket = agents[index].timers[slot].ticket
      if ticket != 0 { queue.remove(ticket) }
    }
    agents[index].timers.removeAll()
    let harmed = crashDisk(index, loss)
    let backlog = agents[index].backlog
    agents[index].backlog.removeAll()
    observer.changed(AgentID(index), .crashed, at: now)
    for event in backlog where event.tag & 15 == EventKind.arrival {
      lose(envelopes.take(Int32(bitPattern: event.index)))
    }
    return harmed
  }

  /// Makes a process stand still; returns whether it was running.
  @discardableResult
  mutating func pauseProcess(_ index: Int) -> Bool {
    guard agents[index].life == .running else { return false }
    agents[index].life = .paused
    observer.changed(AgentID(index), .paused, at: now)
    return true
  }

  /// Lets a paused process go on: what arrived meanwhile is due now, in the order it arrived.
  mutating func resumeProcess(_ index: Int) {
    guard agents[index].life == .paused else { return }
    agents[index].life = .running
    observer.changed(AgentID(index), .resumed, at: now)
    let backlog = agents[index].backlog
    agents[index].backlog.removeAll()
    for event in backlog {
      let ticket = queue.push(time: now, tag: event.tag, index: event.index)
      if event.tag & 15 == EventKind.timer {
        agents[index].timers[Int(event.tag >> 4)].ticket = ticket
        agents[index].timers[Int(event.tag >> 4)].queuedAt = now
      }
    }
  }

  /// Brings the events of an agent's armed timers into line after a change of its clock.
  /// - Returns: the number of armed timers: each is due at another time of the world now.
  mutating func replaceTimers(_ index: Int) -> Int64 {
    var moved: Int64 = 0
    for slot in agents[index].timers.indices where agents[index].timers[slot].isArmed {
      moved += 1
      if agents[index].timers[slot].ticket != 0 { place(index, slot) }
    }
    return moved
  }
}

extension World {
  /// Crashes an agent now, as a fault would; nothing happens if it is down.
  public mutating func crash(_ agent: AgentID, _ loss: FaultAction.DiskLoss = .none) {
    prepare()
    stopProcess(agent.index, loss)
  }

  /// Starts an agent that is down; nothing happens if it is up.
  public mutating func restart(_ agent: AgentID) {
    prepare()
    var turn = Turn<M>()
    startProcess(agent.index, &turn)
  }

  /// Adds a fault to a run under way. A time that is past means now.
  /// - Returns: its index among the reports.
  @discardableResult
  public mutating func inject(_ fault: Fault) -> Int {
    prepare()
    let index = faults.add(fault, seed: seed)
    if case .at(let time) = fault.trigger {
      _ = queue.push(
        time: Swift.max(time, now), tag: EventKind.faultBegin, index: UInt32(index))
    }
    return index
  }

  /// Number of agents.
  public var agentCount: Int { agents.count }

  /// The state of an agent's machine; that of an agent that is down is as it was when it crashed.
  public func machine(of agent: AgentID) -> M { agents[agent.index].machine }

  /// What an agent's disk keeps.
  public func storage(of agent: AgentID) -> M.Storage { agents[agent.index].disk.storage }

  /// Whether an agent's process is up and not paused.
  public func isRunning(_ agent: AgentID) -> Bool { agents[agent.index].life == .running }

  /// Whether an agent's process is up, running or paused.
  public func isUp(_ agent: AgentID) -> Bool { agents[agent.index].life != .down }

  /// What an agent's clock shows.
  public func localTime(of agent: AgentID) -> Nanoseconds {
    agents[agent.index].clock.local(at: now)
  }

  /// The running agent with the strongest claim to a role, or nil.
  public func agent(inRole role: Int) -> AgentID? {
    var best: (claim: Int64, agent: AgentID)?
    for index in 0..<agents.count where agents[index].life == .running {
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
