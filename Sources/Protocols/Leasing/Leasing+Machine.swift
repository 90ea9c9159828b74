public import Simulator

extension Leasing: Machine {
  public typealias Request = Nothing
  public typealias Reply = Nothing

  public static var roleNames: [String] { ["holder", "service", "storage"] }

  public func claim(toRole role: Int) -> Int64? {
    switch role {
    case 0: fence > 0 ? fence : nil
    case 1: isService ? 1 : nil
    default: isStorage ? 1 : nil
    }
  }

  public mutating func start(
    from storage: Storage, _ recovery: Recovery, _ turn: inout Turn<Leasing>
  ) {
    if isService {
      newestFence = storage.fence
      if settings.isDurable, newestFence > 0 {
        // It may have been renewed just before the crash, which no disk was told.
        holder = storage.holder
        expiry = turn.now + settings.term
      }
    } else if isStorage {
      highestFence = storage.highestFence
    } else {
      turn.setTimer(.ask, after: turn.random.within(1...settings.retry.upperBound))
    }
  }

  public mutating func receive(
    _ message: Message, from sender: AgentID, _ turn: inout Turn<Leasing>
  ) {
    switch message {
    case .acquire(let time): if isService { grant(to: sender, time, &turn) }
    case .renew(let fence, let time): if isService { renew(fence, time, of: sender, &turn) }
    case .release(let fence): if holds(fence, sender, turn.now) { holder = nil }
    case .write(let fence, let number): if isStorage { take(fence, number, sender, &turn) }
    case .granted(let fence, let time): hold(fence, time, &turn)
    case .taken: break
    case .renewed(let fence, let time):
      if fence == self.fence { until = max(until, time + settings.term) }
    case .expired(let fence):
      if fence == self.fence { lose(.told, &turn) }
    case .written(let fence, _):
      if fence == self.fence { silentSince = nil }
    case .refused(let fence, let newest):
      if fence == self.fence, newest > fence { lose(.told, &turn) }
    }
  }

  public mutating func expire(_ timer: Timer, _ turn: inout Turn<Leasing>) {
    switch timer {
    case .ask: ask(&turn)
    case .renew: askForRenewal(&turn)
    case .work: finishJob(&turn)
    }
  }

  public mutating func accept(
    _ request: Nothing, _ id: RequestID, _ turn: inout Turn<Leasing>
  ) {}
}

/// The service and the storage.
extension Leasing {
  /// Whether a lease is in force on the service's clock.
  private func holds(_ fence: Int64, _ agent: AgentID, _ now: Nanoseconds) -> Bool {
    isService && fence == newestFence && holder == agent && now < expiry
  }

  /// A holder that lost its memory waits for its own lease like any other agent.
  private mutating func grant(
    to agent: AgentID, _ sentAt: Nanoseconds, _ turn: inout Turn<Leasing>
  ) {
    if holder != nil, turn.now < expiry { return turn.send(.taken, to: agent) }
    newestFence += 1
    holder = agent
    expiry = turn.now + settings.term
    turn.persist(.granted(fence: newestFence, agent))
    turn.note(.granted(fence: newestFence, to: agent))
    let grant = Message.granted(fence: newestFence, sentAt: sentAt)
    if settings.mistake == .grantsAhead {
      turn.sendAhead(grant, to: agent)
    } else {
      turn.send(grant, to: agent)
    }
  }

  private mutating func renew(
    _ fence: Int64, _ sentAt: Nanoseconds, of agent: AgentID, _ turn: inout Turn<Leasing>
  ) {
    guard holds(fence, agent, turn.now) else { return turn.send(.expired(fence: fence), to: agent) }
    expiry = turn.now + settings.term
    turn.send(.renewed(fence: fence, sentAt: sentAt), to: agent)
  }

  private mutating func take(
    _ fence: Int64, _ number: Int64, _ agent: AgentID, _ turn: inout Turn<Leasing>
  ) {
    if settings.fence, fence < highestFence, settings.mistake != .takesOldWrites {
      turn.note(.refused(fence: fence, from: agent))
      return turn.send(.refused(fence: fence, newest: highestFence), to: agent)
    }
    highestFence = max(highestFence, fence)
    turn.persist(.written(fence: fence, from: agent, number: number))
    turn.note(.accepted(fence: fence, from: agent, number: number))
    if settings.mistake == .answersAhead {
      turn.sendAhead(.written(fence: fence, number: number), to: agent)
    } else {
      turn.send(.written(fence: fence, number: number), to: agent)
    }
  }
}

/// Agents that want the lease.
extension Leasing {
  private mutating func ask(_ turn: inout Turn<Leasing>) {
    if fence > 0 { return }
    turn.send(.acquire(sentAt: turn.now), to: Leasing.service)
    turn.setTimer(.ask, after: turn.random.within(settings.retry))
  }

  /// The lease is the agent's, unless its term was over before it heard so.
  private mutating func hold(
    _ fence: Int64, _ sentAt: Nanoseconds, _ turn: inout Turn<Leasing>
  ) {
    guard self.fence == 0 else { return }
    guard turn.now < sentAt + settings.term else {
      return turn.send(.release(fence: fence), to: Leasing.service)
    }
    self.fence = fence
    until = sentAt + settings.term
    silentSince = nil
    turn.note(.acquired(fence: fence))
    turn.cancelTimer(.ask)
    turn.setTimer(.renew, after: settings.renewal)
    turn.setTimer(.work, after: settings.work)
  }

  private mutating func askForRenewal(_ turn: inout Turn<Leasing>) {
    if turn.now >= until { return lose(.ranOut, &turn) }
    if settings.surrender > 0, let silentSince, turn.now - silentSince >= settings.surrender {
      turn.send(.release(fence: fence), to: Leasing.service)
      return lose(.surrendered, &turn)
    }
    turn.send(.renew(fence: fence, sentAt: turn.now), to: Leasing.service)
    turn.setTimer(.renew, after: settings.renewal)
  }

  /// Writes what the job came to, and starts the next one.
  private mutating func finishJob(_ turn: inout Turn<Leasing>) {
    if settings.looksAgain, turn.now >= until { return lose(.ranOut, &turn) }
    writeCount += 1
    if silentSince == nil { silentSince = turn.now }
    turn.send(.write(fence: fence, number: writeCount), to: Leasing.storage)
    if turn.now >= until { return lose(.ranOut, &turn) }
    turn.setTimer(.work, after: settings.work)
  }

  /// One that gave the lease back leaves it to the others for a term.
  private mutating func lose(_ departure: Departure, _ turn: inout Turn<Leasing>) {
    turn.note(.lost(fence: fence, departure))
    fence = 0
    silentSince = nil
    turn.cancelTimer(.renew)
    turn.cancelTimer(.work)
    let wait = turn.random.within(settings.retry)
    turn.setTimer(.ask, after: departure == .surrendered ? settings.term + wait : wait)
  }
}
