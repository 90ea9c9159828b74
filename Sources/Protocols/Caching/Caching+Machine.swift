public import Simulator

extension Caching: Machine {
  public static var roleNames: [String] { ["server"] }

  public func claim(toRole role: Int) -> Int64? { isServer ? 1 : nil }

  public mutating func start(
    from storage: Storage, _ recovery: Recovery, _ turn: inout Turn<Caching>
  ) {
    // Numbers of calls rise over lives, so that no answer and no approval is taken for a later one.
    let life = storage.life &+ 1
    turn.persist(.life(life))
    lastCall = Int64(life) << 32
    if isServer { recover(from: storage, &turn) }
  }

  public mutating func receive(
    _ message: Message, from sender: AgentID, _ turn: inout Turn<Caching>
  ) {
    switch message {
    case .fetch(let key, let call): grant(key, call, to: sender, &turn)
    case .write(let update): take(update, from: sender, &turn)
    case .approve(let key, let call):
      release(key, upTo: call, of: sender)
      advance(key, &turn)
      armLease(&turn)
    case .granted(let key, let content, let term, let call):
      finishFetch(call, key, content, term, &turn)
    case .written(let key, let version, let call): finishWrite(call, key, version, &turn)
    case .repeated(let call): endCall(call, &turn)
    case .revoke(let key):
      if blockingCall != 0 { mailbox.append(.revoke(key)) } else { approve(key, &turn) }
    }
  }

  public mutating func expire(_ timer: Timer, _ turn: inout Turn<Caching>) {
    switch timer {
    case .call: expireCalls(&turn)
    case .lease:
      for key in waiting.due(by: turn.now) { advance(key, &turn) }
      armLease(&turn)
    }
  }

  public mutating func accept(
    _ request: Request, _ id: RequestID, _ turn: inout Turn<Caching>
  ) {
    if blockingCall != 0 { return mailbox.append(.request(request, id)) }
    serve(request, id, &turn)
  }

  mutating func serve(_ request: Request, _ id: RequestID, _ turn: inout Turn<Caching>) {
    switch request {
    case .read(let key): read(key, id, &turn)
    case .write(let key, let value, let low): write(key, value, low, id, &turn)
    }
  }
}
