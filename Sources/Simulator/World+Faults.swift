extension World {
  /// A note moved a milestone on; faults that waited for it are due after their delay.
  @usableFromInline
  mutating func reached(_ milestone: Milestone) {
    for (fault, delay) in faults.reach(milestone) {
      _ = queue.push(time: now &+ delay, tag: EventKind.faultBegin, index: UInt32(fault))
    }
  }

  /// A fault is due: its targets are resolved, and it begins if anybody meets them.
  @usableFromInline
  mutating func beginFault(_ index: Int, _ turn: inout Turn<M>) {
    let plan = faults.plans[index]
    var resolver = TargetResolver(population, stream: faults.streams[index])
    guard let meeting = resolver.resolve(plan.action) else {
      announce(index, .noTarget, [], "nobody")
      return
    }
    faults.streams[index] = resolver.stream
    faults.noteBegin(index, at: now, targets: meeting.text)
    faults.active.append(FaultEngine.Active(fault: index))
    announce(index, .began, meeting.agents.members, meeting.text)
    apply(plan.action, index, meeting)
    if let flapping = plan.flapping {
      _ = queue.push(
        time: now + flapping.cut, tag: EventKind.faultFlap, index: UInt32(index))
    }
    if let duration = plan.duration {
      _ = queue.push(time: now + duration, tag: EventKind.faultEnd, index: UInt32(index))
    }
  }

  /// The cluster as it is now, for choosing targets.
  private var population: Population {
    let network = conditions.network
    return Population(
      isRunning: (0..<agents.count).map { agents[$0].life == .running },
      zones: (0..<agents.count).map {
        network.zoneOfAgent.isEmpty ? 0 : Int(network.zoneOfAgent[$0])
      },
      groups: conditions.agents.map { $0.group },
      holders: M.roleNames.indices.map { agent(inRole: $0) })
  }

  /// Tells observers and the digest about a fault.
  private mutating func announce(
    _ index: Int, _ phase: FaultEvent.Phase, _ agents: [AgentID], _ targets: String
  ) {
    trace.feed(UInt64(phase.rawValue))
    trace.feed(targets)
    observer.faulted(
      FaultEvent(
        index: index, name: faults.plans[index].name, phase: phase, agents: agents,
        targets: targets), at: now)
  }

  private mutating func apply(_ action: FaultAction, _ index: Int, _ meeting: Meeting) {
    let members = meeting.agents.members
    switch action {
    case .partition(_, let inFlight), .oneWay(_, _, let inFlight), .bridge(_, let inFlight),
      .ring(let inFlight), .isolate(_, let inFlight), .cutLinks(_, let inFlight),
      .keepLinks(_, let inFlight):
      guard let shape = meeting.shape else { return }
      network.add(Cut(fault: index, shape: shape))
      if inFlight == .lost { cutInFlight(index) }
    case .crash(_, let loss): for agent in members { crash(agent, loss, index) }
    case .pause:
      faults.active[faults.active.count - 1].pauses = true
      for agent in members where pauseProcess(agent.index) { remember(agent, index) }
    case .links(let from, let to, let change):
      network.add(
        Overlay(
          fault: index, from: from == nil ? nil : meeting.from, to: to == nil ? nil : meeting.to,
          change: change))
    case .slowDisk(_, let thousandths, let floor):
      trouble(members, index, .slow(thousandths: thousandths, floor: floor))
    case .failingDisk: trouble(members, index, .failing)
    case .fullDisk: trouble(members, index, .full)
    case .clockDrift(_, let partsPerMillion):
      for agent in members { changeDrift(of: agent, by: partsPerMillion, index) }
    case .clockJump(_, let step):
      for agent in members {
        agents[agent.index].clock.jump(by: step, at: now)
        faults.count(index, 1 + replaceTimers(agent.index))
      }
    }
  }

  private mutating func crash(_ agent: AgentID, _ loss: FaultAction.DiskLoss, _ fault: Int) {
    let incarnation = agents[agent.index].incarnation
    guard agents[agent.index].life != .down else { return }
    if stopProcess(agent.index, loss) { faults.count(fault) }
    faults.addVictim(agent, incarnation, of: fault)
  }

  private mutating func remember(_ agent: AgentID, _ fault: Int) {
    faults.active[faults.active.count - 1].victims.append(
      (agent, agents[agent.index].incarnation))
  }

  private mutating func trouble(
    _ members: [AgentID], _ fault: Int, _ kind: DiskState<M>.Trouble.Kind
  ) {
    for agent in members {
      agents[agent.index].disk.troubles.append(DiskState<M>.Trouble(fault: fault, kind: kind))
      agents[agent.index].disk.isPlain = false
      remember(agent, fault)
    }
  }

  private mutating func changeDrift(of agent: AgentID, by change: Int64, _ fault: Int) {
    let drift = Swift.max(agents[agent.index].clock.drift + change, -999_999)
    agents[agent.index].clock.setDrift(drift, at: now)
    faults.count(fault, replaceTimers(agent.index))
    remember(agent, fault)
  }

  /// Loses what is on its way over links that a fault has just cut.
  private mutating func cutInFlight(_ fault: Int) {
    guard let cut = network.cut(of: fault) else { return }
    for number in envelopes.numbers where !envelopes[number].isCut {
      let source = envelopes[number].source
      let target = envelopes[number].target
      let isTaken =
        switch envelopes[number].content {
        case .message: cut.cuts(AgentID(rawValue: source), AgentID(rawValue: target))
        case .request: cut.cutsRequest(to: AgentID(rawValue: target))
        case .reply: cut.cutsReply(from: AgentID(rawValue: source))
        }
      if isTaken, source != target || !isMessage(number) {
        envelopes[number].isCut = true
        faults.count(fault)
      }
    }
  }

  private func isMessage(_ number: Int32) -> Bool {
    if case .message = envelopes[number].content { true } else { false }
  }

  /// A flapping link changes over.
  @usableFromInline
  mutating func flapFault(_ index: Int) {
    guard let flapping = faults.plans[index].flapping, network.cut(of: index) != nil else { return }
    let isClosed = network.flap(index)
    if isClosed, faults.plans[index].action.losesInFlight { cutInFlight(index) }
    announce(index, .flapped, [], isClosed ? "cut" : "whole")
    _ = queue.push(
      time: now + (isClosed ? flapping.cut : flapping.whole), tag: EventKind.faultFlap,
      index: UInt32(index))
  }

  /// A fault ends and undoes what it did.
  @usableFromInline
  mutating func endFault(_ index: Int, _ turn: inout Turn<M>) {
    guard let place = faults.active.firstIndex(where: { $0.fault == index }) else { return }
    let over = faults.active.remove(at: place)
    network.removeAll(of: index)
    faults.noteEnd(index, at: now)
    announce(index, .ended, over.victims.map { $0.agent }, "")
    for (agent, incarnation) in over.victims {
      undo(faults.plans[index].action, index, agent, incarnation, &turn)
    }
  }

  private mutating func undo(
    _ action: FaultAction, _ fault: Int, _ agent: AgentID, _ incarnation: UInt32,
    _ turn: inout Turn<M>
  ) {
    let index = agent.index
    let isSameLife = agents[index].incarnation == incarnation
    switch action {
    case .crash: if isSameLife { startProcess(index, &turn) }
    case .pause: if isSameLife { resumeProcess(index) }
    case .clockDrift(_, let partsPerMillion):
      agents[index].clock.setDrift(agents[index].clock.drift - partsPerMillion, at: now)
      _ = replaceTimers(index)
    case .slowDisk, .fullDisk, .failingDisk:
      agents[index].disk.troubles.removeAll { $0.fault == fault }
      let isHealthy = agents[index].disk.troubles.isEmpty
      agents[index].disk.isPlain = isHealthy && agents[index].disk.conditions.isInstant
      if agents[index].life == .down {
        if isSameLife { startProcess(index, &turn) }
      } else if agents[index].disk.flushing == 0 {
        startFlush(index)
      }
    default: break
    }
  }
}

extension FaultAction {
  var losesInFlight: Bool {
    switch self {
    case .partition(_, let inFlight), .oneWay(_, _, let inFlight), .bridge(_, let inFlight),
      .ring(let inFlight), .isolate(_, let inFlight), .cutLinks(_, let inFlight),
      .keepLinks(_, let inFlight):
      inFlight == .lost
    default: false
    }
  }
}
