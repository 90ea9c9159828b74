extension World {
  /// A note moved a milestone on; faults that waited for it are due after their delay.
  @usableFromInline
  mutating func reached(_ milestone: Milestone) {
    push(faults.reach(milestone))
  }

  /// Faults that what has just happened sets off, or ends, are due after their delay.
  private mutating func push(_ due: [DueFault]) {
    for fault in due {
      pushFault(
        fault.isEnd ? EventKind.faultEnd : EventKind.faultBegin, fault.fault, after: fault.delay)
    }
  }

  /// A message for which a fault may wait arrived.
  @usableFromInline
  mutating func arrived(_ number: Int32) {
    guard network.isWatched else { return }
    let source = AgentID(rawValue: envelopes[number].source)
    let target = AgentID(rawValue: envelopes[number].target)
    let places = faults.matches(kind(of: number), from: source, to: target)
      .filter { names($0.match.from, source) && names($0.match.to, target) }
    push(faults.reach(arrivalsAt: places.map { $0.place }))
    network.watch(faults.awaitsArrivals)
  }

  /// Whether an agent is among those that targets mean now; empty targets mean anybody.
  private func names(_ targets: [Target], _ agent: AgentID) -> Bool {
    if targets.isEmpty { return true }
    if targets.contains(.agent(agent)) { return true }
    let others = targets.filter { if case .agent = $0 { false } else { true } }
    if others.isEmpty { return false }
    var resolver = TargetResolver(
      population, stream: RandomStream(seed: seed, .faults, 0))
    return others.contains { resolver.resolve($0)?.contains(agent) ?? false }
  }

  /// Has what is on its way looked at, after a fault began to wait for messages to arrive.
  mutating func watchArrivals() {
    guard faults.awaitsArrivals else { return network.watch(false) }
    network.watch(true)
    faults.charge(envelopes.capacity)
    for number in envelopes.numbers where envelopes[number].state == .travelling {
      travel(number, kind(of: number))
    }
  }

  /// A fault began or ended; those that waited for that are due after their delay.
  private mutating func reached(_ edge: Fault.Edge, of index: Int) {
    push(faults.reach(edge, of: index))
  }

  mutating func pushFault(_ kind: UInt32, _ fault: Int, after delay: Nanoseconds) {
    queue.push(
      time: now + delay.clampedSpan, tag: kind, index: UInt32(truncatingIfNeeded: fault))
  }

  /// A fault is due: its targets are resolved, and it begins if anybody meets them.
  @usableFromInline
  mutating func beginFault(_ index: Int) {
    faults.charge(agents.count)
    let plan = faults.plans[index]
    var resolver = TargetResolver(
      population, stream: RandomStream(seed: seed, .faults, faults.keys[index]))
    guard var meeting = resolver.resolve(plan.action) else {
      announce(index, .noTarget, [], "nobody")
      return
    }
    if plan.action.changesVersion { meeting.text = wordsOfVersions(plan.action, meeting) }
    faults.begin(index, at: now, meeting)
    announce(index, .began, meeting.agents.members, meeting.text)
    apply(plan.action, index, meeting)
    if let flapping = plan.flapping { pushFault(EventKind.faultFlap, index, after: flapping.cut) }
    if let duration = plan.action.kind.ending == .atOnce ? 0 : plan.duration {
      pushFault(EventKind.faultEnd, index, after: duration)
    }
    switch plan.until {
    case .at(let end)?: pushFault(EventKind.faultEnd, index, after: Swift.max(end, now) - now)
    case .arrival?: watchArrivals()
    default: break
    }
    reached(.began, of: index)
  }

  /// The cluster as it is now, for choosing targets.
  private var population: Population {
    let network = conditions.network
    return Population(
      isRunning: (0..<agents.count).map { agents[$0].isRunning },
      zones: (0..<agents.count).map {
        network.zoneOfAgent.isEmpty ? 0 : Int(network.zoneOfAgent[$0])
      },
      groups: conditions.agents.map { $0.group },
      holders: M.roleNames.indices.map { agent(inRole: $0) },
      clients: 0..<Int32(truncatingIfNeeded: clients.count))
  }

  /// Tells observers and the digest about a fault. Its name stands for it, not its number, which
  /// other faults' presence changes.
  private mutating func announce(
    _ index: Int, _ phase: FaultEvent.Phase, _ agents: [AgentID], _ targets: String
  ) {
    let name = faults.plans[index].name
    trace.feed(name)
    trace.feed(UInt64(phase.rawValue))
    trace.feed(targets)
    observer.faulted(
      FaultEvent(index: index, name: name, phase: phase, agents: agents, targets: targets),
      at: now)
  }

  private mutating func apply(_ action: FaultAction, _ index: Int, _ meeting: Meeting) {
    let members = meeting.agents.members
    switch action {
    case .cut(_, let inFlight, let kinds):
      guard let shape = meeting.shape else { return }
      network.add(
        Cut(fault: index, shape: shape, kinds: kinds, isHolding: inFlight == .held))
      stopInFlight(index, inFlight)
    case .crash(_, let loss): for agent in members { crash(agent, loss, index) }
    case .upgrade, .downgrade:
      for agent in members { changeVersion(of: agent, action, index) }
    case .reset: if let shape = meeting.shape { resetLinks(shape, index) }
    case .pause: for agent in members { pause(agent, index) }
    case .slow(_, let thousandths):
      for agent in members { slowDown(agent.index, thousandths: thousandths, index) }
    case .links(let from, let to, let change, let kinds):
      network.add(
        Overlay(
          fault: index, key: faults.keys[index], from: from == nil ? nil : meeting.from,
          to: to == nil ? nil : meeting.to, kinds: kinds, change: change))
    case .disk(_, let harm): for agent in members { harmDisk(agent.index, harm, index) }
    case .clockDrift(_, let partsPerMillion):
      for agent in members { changeDrift(of: agent, by: partsPerMillion, index) }
    case .clockJump(_, let step): for agent in members { jump(agent, by: step, index) }
    case .deliver(let from, let to, let rank, let kinds):
      redirect(rank, LinkChoice(meeting, from, to, kinds), index, isLost: false)
    case .drop(let from, let to, let rank, let kinds):
      redirect(rank, LinkChoice(meeting, from, to, kinds), index, isLost: true)
    case .ask(let client, let request): ask(client, request, index)
    case .order(_, let order, _):
      for agent in members { command(agent, order, of: meeting.to, index) }
    }
  }

  /// Makes a client ask now, in a turn of its own.
  private mutating func ask(_ client: Int32, _ request: Fields, _ fault: Int) {
    guard let wish = L.Wish(request) else { return }
    var turn = LoadTurn<L>()
    beginClientTurn(client, &turn)
    if driver.ask(wish, by: client, &turn) { faults.count(fault) }
    finishClientTurn(client, &turn)
  }

  /// Tells an agent to do something now, in a turn of its own; one that does not run hears nothing.
  private mutating func command(
    _ agent: AgentID, _ order: Int, of subjects: AgentSet, _ fault: Int
  ) {
    guard agents[agent.index].isRunning else { return }
    var turn = Turn<M>()
    beginTurn(agent.index, &turn)
    if agents[agent.index].machine.obey(order, of: subjects, &turn) { faults.count(fault) }
    finishTurn(agent.index, &turn)
  }

  private mutating func crash(_ agent: AgentID, _ loss: FaultAction.DiskLoss, _ fault: Int) {
    guard agents[agent.index].life != .down else { return }
    if stopProcess(agent.index, loss) { faults.count(fault) }
    faults.addVictim(agent, agents[agent.index].incarnation, of: fault)
  }

  private mutating func pause(_ agent: AgentID, _ fault: Int) {
    guard let stopped = pauseProcess(agent.index) else { return }
    faults.count(fault, stopped)
    faults.addVictim(agent, agents[agent.index].incarnation, of: fault)
  }

  private mutating func changeDrift(of agent: AgentID, by change: Int64, _ fault: Int) {
    guard agents[agent.index].clock.changeDrift(by: change, at: now) else { return }
    faults.count(fault, 1 + replaceTimers(agent.index))
  }

  private mutating func jump(_ agent: AgentID, by step: Nanoseconds, _ fault: Int) {
    if step == 0 { return }
    agents[agent.index].clock.jump(by: step, at: now)
    faults.count(fault, 1 + replaceTimers(agent.index))
  }
}

extension World {
  /// Does to what is on its way over links that a fault has just cut what the cut does to it.
  private mutating func stopInFlight(_ fault: Int, _ inFlight: FaultAction.InFlight) {
    guard let cut = network.cut(of: fault) else { return }
    switch inFlight {
    case .kept: break
    case .lost:
      keepInFlight(cut)
      loseInFlight(cut)
    case .held:
      keepInFlight(cut)
      holdInFlight(cut)
    }
  }

  private mutating func loseInFlight(_ cut: Cut) {
    faults.charge(envelopes.capacity)
    for number in envelopes.numbers where envelopes[number].isTravelling {
      if cut.cuts(route(of: number), kind(of: number)) {
        envelopes[number].state = .cut
        faults.count(cut.fault)
      }
    }
  }

  /// A flapping link changes over.
  @usableFromInline
  mutating func flapFault(_ index: Int) {
    guard let flapping = faults.plans[index].flapping, network.cut(of: index) != nil else { return }
    let isClosed = network.flap(index)
    if isClosed {
      stopInFlight(index, faults.plans[index].action.inFlight ?? .kept)
    } else {
      letGo(index)
    }
    announce(index, .flapped, [], isClosed ? "cut" : "whole")
    pushFault(EventKind.faultFlap, index, after: isClosed ? flapping.cut : flapping.whole)
  }

  /// A fault ends and undoes what it did.
  @usableFromInline
  mutating func endFault(_ index: Int, _ turn: inout Turn<M>) {
    guard let over = faults.end(index, at: now) else { return }
    network.removeAll(of: index)
    announce(index, .ended, over.agents, over.targets)
    letGo(index)
    let action = faults.plans[index].action
    for agent in over.agents { heal(action, index, agent.index) }
    for (agent, incarnation) in over.victims
    where agents[agent.index].incarnation == incarnation {
      if case .pause = action {
        resumeProcess(agent.index)
      } else {
        startProcess(agent.index, &turn)
      }
    }
    reached(.ended, of: index)
  }

  /// Takes a fault's harm to a clock, a disk or the speed of a process away.
  private mutating func heal(_ action: FaultAction, _ fault: Int, _ index: Int) {
    switch action {
    case .clockDrift(_, let partsPerMillion):
      agents[index].clock.changeDrift(by: 0 &- partsPerMillion, at: now)
      _ = replaceTimers(index)
    case .disk(_, let harm): healDisk(index, harm, fault)
    case .slow: speedUp(index, fault)
    case .cut, .crash, .upgrade, .downgrade, .reset, .pause, .links, .clockJump, .deliver, .drop,
      .ask, .order:
      break
    }
  }
}
