/// What can be seen of a world from outside, between its events. None of it costs a run anything.
extension World {
  /// What an agent believes, holds and waits for.
  ///
  /// - Complexity: linear in what its machine and its disk hold.
  public func inspect(_ agent: AgentID) -> AgentInspection {
    let index = agent.index
    let held = agents[index].disk.held[agents[index].disk.heldStart...]
    var writes: [Fields] = []
    for case .write(let write) in held { writes.append(Fields(of: write)) }
    return AgentInspection(
      agent: agent, life: agents[index].life.word, incarnation: Int(agents[index].incarnation),
      localTime: localTime(of: agent), machine: Fields(of: agents[index].machine),
      disk: Fields(of: agents[index].disk.storage), timers: armedTimers(index),
      pendingWrites: writes, heldSends: held.count - writes.count,
      waitingInputs: agents[index].backlog.count - agents[index].backlogStart,
      service: takesTime(index) ? inspectService(index) : nil, version: version(of: agent))
  }

  private func inspectService(_ index: Int) -> ServiceInspection {
    let works = services[index].works.filter { $0.isUnderWay }.sorted { $0.end < $1.end }
    let waiting = agents[index].backlog[agents[index].backlogStart...]
    return ServiceInspection(
      workers: services[index].works.count,
      works: works.map { work in
        ServiceInspection.Work(
          input: content(of: work.input, index), end: work.ticket == 0 ? nil : work.end)
      },
      waiting: waiting.map { content(of: $0, index) },
      inboxLimit: services[index].conditions.inboxLimit)
  }

  /// What an input is made of.
  private func content(of event: Event, _ index: Int) -> Fields {
    switch waitingInput(event, index) {
    case .arrival(let copy): inFlight(copy, arriving: nil).content
    case .timer(let timer): Fields(kind: "timer", of: timer)
    case .flush: Fields(kind: "flush")
    }
  }

  private func armedTimers(_ index: Int) -> [AgentInspection.ArmedTimer] {
    let armed = agents[index].timers.filter { $0.isArmed }.map {
      AgentInspection.ArmedTimer(
        timer: Fields(of: $0.tag),
        due: Swift.max(agents[index].clock.world(at: $0.deadline), now))
    }
    return armed.sorted { $0.due < $1.due }
  }

  /// What is on its way or waits at an agent or a cut, in the order it arrives. What agents work on is theirs.
  ///
  /// - Complexity: linear in the events that are pending, and sorted by time.
  public func messagesInFlight() -> [InFlight] {
    var found: [InFlight] = []
    var seen: Set<Int32> = []
    for event in pendingEvents() where event.tag & 15 == EventKind.arrival {
      let copy = Int32(bitPattern: event.index)
      seen.insert(copy)
      found.append(inFlight(copy, arriving: event.time))
    }
    for copy in envelopes.numbers
    where !seen.contains(copy) && envelopes[copy].state != .worked {
      found.append(inFlight(copy, arriving: nil))
    }
    return found
  }

  /// The events of the queue in the order they are due.
  private func pendingEvents() -> [Event] {
    var copy = queue
    copy.makeUnique()
    var events: [Event] = []
    while let event = copy.popFirst(notAfter: .max) { events.append(event) }
    return events
  }

  private func inFlight(_ copy: Int32, arriving: Nanoseconds?) -> InFlight {
    let source = envelopes[copy].source
    let target = envelopes[copy].target
    let sentAt = envelopes[copy].sentAt
    let isCut = envelopes[copy].state == .cut || envelopes[copy].state == .reset
    let isHeld = envelopes[copy].state == .held
    func make(
      _ kind: InFlight.Kind, _ from: AgentID?, _ to: AgentID?, _ client: Int32?, _ content: Fields
    ) -> InFlight {
      InFlight(
        copy: copy, message: 0, kind: kind, source: from, target: to, client: client,
        sentAt: sentAt, arriving: arriving, isCut: isCut, isHeld: isHeld, content: content)
    }
    switch envelopes[copy].content {
    case .message(let message):
      return make(
        .message, AgentID(rawValue: source), AgentID(rawValue: target), nil, Fields(of: message))
    case .request(let request, let id):
      return make(.request, nil, AgentID(rawValue: target), id.client, Fields(of: request, id))
    case .reply(let reply, let id):
      return make(.reply, AgentID(rawValue: source), nil, id.client, Fields(of: reply, id))
    }
  }

  /// The faults that have not begun, those with a time first.
  public func pendingFaults() -> [PendingFault] {
    var found: [PendingFault] = []
    for event in pendingEvents() where event.tag & 15 == EventKind.faultBegin {
      found.append(
        PendingFault(
          name: faults.plans[Int(event.index)].name, due: event.time, waitsFor: nil))
    }
    return found + faults.pending(M.self)
  }
}

extension AgentState.Life {
  var word: String {
    switch self {
    case .running, .serving: "running"
    case .paused: "paused"
    case .resuming: "resuming"
    case .blocked: "blocked"
    case .down: "down"
    }
  }
}
