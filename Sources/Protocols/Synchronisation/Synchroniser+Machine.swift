public import Simulator

extension Synchroniser: Machine {
  public static var roleNames: [String] { ["arbiter"] }

  public func claim(toRole role: Int) -> Int64? { settings.arbiter == me ? 1 : nil }

  public mutating func start(
    from storage: Storage, _ recovery: Recovery, _ turn: inout Turn<Synchroniser>
  ) {
    if brief != nil { return }
    replica = storage.replica
    completed = storage.completed
    time = replica.time
    if recovery == .amnesia, settings.mistake != .recallsNothing { recall(&turn) }
    // Those that were spread before come first: trackers are in the order of their numbers.
    resume(&turn)
    if !replica.open.isEmpty { closeBatch(&turn) }
    for variable in 0..<replica.variableCount {
      arbitrate(Int32(truncatingIfNeeded: variable), &turn)
    }
    armFirstExchange(&turn)
  }

  public mutating func receive(
    _ message: Message, from sender: AgentID, _ turn: inout Turn<Synchroniser>
  ) {
    switch message {
    case .update(let batch): take(batch, &turn)
    case .acknowledgement(let number, let outcome, let level):
      acknowledged(number, outcome, level, by: sender, &turn)
    case .inventory(let clock, let purpose): compare(clock, purpose, with: sender, &turn)
    case .repair(let batches): repair(batches, from: sender, &turn)
    case .snapshot(let snapshot): absorb(snapshot, &turn)
    case .variableUpdate(let update): brief?.receive(update, &turn)
    case .variableUpdateAck(let version, let agent, let clock):
      brief?.acknowledged(version, by: agent, clock, &turn)
    }
  }

  public mutating func expire(_ timer: Timer, _ turn: inout Turn<Synchroniser>) {
    switch timer {
    case .batch: if !replica.open.isEmpty { closeBatch(&turn) }
    case .retry: retry(&turn)
    case .gap: askForMissing(&turn)
    case .exchange: exchange(&turn)
    case .adaptation: adapt(&turn)
    case .tracking: brief?.track(&turn)
    }
  }

  public mutating func accept(
    _ request: Request, _ id: RequestID, _ turn: inout Turn<Synchroniser>
  ) {
    if brief != nil {
      brief?.accept(request, id, &turn)
      return
    }
    switch request {
    case .write(let variable, let amount): acceptWrite(variable, amount, id, &turn)
    case .read(let variable): acceptRead(variable, id, &turn)
    }
  }

  private mutating func acceptWrite(
    _ variable: Int32, _ amount: Int64, _ id: RequestID, _ turn: inout Turn<Synchroniser>
  ) {
    if !settings.hasVariable(variable) { return turn.respond(.unknownVariable, to: id) }
    if isRecovering { return turn.respond(.recovering, to: id) }
    openClients.append(id)
    write(variable, amount, &turn)
  }

  private func acceptRead(
    _ variable: Int32, _ id: RequestID, _ turn: inout Turn<Synchroniser>
  ) {
    if !settings.hasVariable(variable) { return turn.respond(.unknownVariable, to: id) }
    let versions = replica.versions(of: variable)
    let count = Int32(truncatingIfNeeded: versions.siblings.count)
    turn.respond(
      .value(value(of: variable), versions: count, delivered: replica.delivered), to: id)
  }
}
