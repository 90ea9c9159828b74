import Simulator

/// Calls of the server: with casts an agent has many under way, with calls one, and is blocked meanwhile.
extension Caching {
  /// Takes note of what the agent is about to ask the server.
  mutating func startCall(
    _ key: Int32, for clients: [RequestID], _ turn: inout Turn<Caching>
  ) -> Int64 {
    lastCall += 1
    let call = Call(key: key, askedAt: turn.now, clients: clients)
    let place = calls.append(call, lastCall)
    calls.setDue(turn.now + settings.timeout, at: place)
    // While others are under way the timer is armed for the first of them.
    if calls.count == 1 { armTimeout(&turn) }
    if settings.requests == .call {
      blockingCall = lastCall
      turn.note(.blocked)
    }
    return lastCall
  }

  private mutating func armTimeout(_ turn: inout Turn<Caching>) {
    guard let due = calls.firstDue() else { return }
    turn.setTimer(.call, after: Swift.max(0, due - turn.now))
  }

  /// Takes a call from those under way; nil if it timed out, or its answer came before.
  mutating func takeCall(_ number: Int64) -> Call? {
    calls.place(of: number).map { calls.remove(at: $0) }
  }

  /// Goes on with what waited for the answer to a call.
  mutating func unblock(after number: Int64, _ turn: inout Turn<Caching>) {
    guard blockingCall == number, number != 0 else { return }
    blockingCall = 0
    turn.note(.unblocked)
    while blockingCall == 0, !mailbox.isEmpty {
      switch mailbox.removeFirst() {
      case .request(let request, let id): serve(request, id, &turn)
      case .revoke(let key): approve(key, &turn)
      }
    }
  }

  /// Ends a call without an answer to its clients.
  mutating func endCall(_ number: Int64, _ turn: inout Turn<Caching>) {
    if takeCall(number) != nil { unblock(after: number, &turn) }
  }

  /// Answers the clients of calls whose time is over.
  mutating func expireCalls(_ turn: inout Turn<Caching>) {
    for number in calls.due(by: turn.now) {
      guard let call = takeCall(number) else { continue }
      if copies[key: call.key].fetch == number { copies[key: call.key].fetch = 0 }
      for client in call.clients + call.late { turn.respond(.timedOut, to: client) }
      unblock(after: number, &turn)
    }
    armTimeout(&turn)
  }
}
