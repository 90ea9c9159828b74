public import Simulator

/// What is on disks, and which agents said so.
extension SynchronisationLedger {
  /// Entries that all agents have are forgotten in portions of this size.
  private static var pruningPortion: Int { 1024 }

  @usableFromInline
  mutating func becameDurable(
    _ write: Synchroniser.Storage.Write, _ storage: borrowing Synchroniser.Storage,
    of agent: AgentID, at time: Nanoseconds
  ) {
    guard watches(agent) else { return }
    switch write {
    case .wrote(let update, _, let dependencies):
      wroteDurably(update, agent, at: time)
      if dependencies != nil, let batch = storage.replica.log.last { seal(batch) }
    case .closed: if let batch = storage.replica.log.last { seal(batch) }
    case .delivered(let batch): deliveredDurably(batch, agent, at: time)
    case .absorbed(let snapshot):
      for origin in 0..<agentCount {
        let number = snapshot.delivered[AgentID(origin)]
        agents[agent.index].durable[origin] = max(agents[agent.index].durable[origin], number)
      }
    case .completed, .pruned: break
    }
  }

  private mutating func wroteDurably(
    _ update: Synchroniser.Update, _ agent: AgentID, at time: Nanoseconds
  ) {
    let index = agent.index
    let number = update.number
    if number <= histories[index].issued {
      return fail(
        .uniqueDots, "\(Synchroniser.name(agent, number, number)) is written a second time",
        at: time)
    }
    histories[index].issued = number
    agents[index].durable[index] = number
    guard let place = agents[index].pending.place(of: number),
      update.variable >= 0, update.variable < settings.variables
    else { return }
    totals[Int(update.variable)].add(agents[index].pending.remove(at: place).amount)
    advance(update, agent)
  }

  /// The write overwrites all that its agent had applied.
  private mutating func advance(_ update: Synchroniser.Update, _ agent: AgentID) {
    guard let entry = histories[agent.index][update.number] else { return }
    let variable = Int(update.variable)
    totals[variable].frontier.removeAll {
      $0.number <= entry.past[$0.version.dot.origin.index]
    }
    totals[variable].frontier.append(Frontier(number: update.number, version: update.version))
  }

  private mutating func seal(_ batch: Synchroniser.Batch) {
    let history = histories[batch.origin.index]
    let index = batch.first - history.base - 1
    guard index >= 0, index < Int64(history.entries.count) else { return }
    histories[batch.origin.index].entries[Int(index)].fingerprint = batch.fingerprint
  }

  private mutating func deliveredDurably(
    _ batch: Synchroniser.Batch, _ agent: AgentID, at time: Nanoseconds
  ) {
    guard batch.origin.index >= 0, batch.origin.index < agentCount else { return }
    let origin = batch.origin.index
    if let entry = histories[origin][batch.first], entry.fingerprint != batch.fingerprint {
      fail(
        .uniqueDots, "\(agent.description) has another \(batch.name) than its origin wrote",
        at: time)
    }
    agents[agent.index].durable[origin] = max(agents[agent.index].durable[origin], batch.last)
    prune(origin)
  }

  private mutating func prune(_ origin: Int) {
    guard histories[origin].entries.count >= 2 * Self.pruningPortion else { return }
    let least = agents.reduce(Int64.max) { min($0, $1.durable[origin]) }
    let count = Int(min(least - histories[origin].base, Int64(histories[origin].entries.count)))
    if count < Self.pruningPortion { return }
    histories[origin].entries.removeFirst(count)
    histories[origin].base += Int64(count)
  }

  /// A crash may have taken all, or have let some of the writes under way through.
  @usableFromInline
  mutating func storageChanged(
    _ storage: borrowing Synchroniser.Storage, of agent: AgentID, at time: Nanoseconds
  ) {
    guard watches(agent) else { return }
    let replica = storage.replica
    for batch in replica.log where batch.origin == agent {
      for update in batch.updates { keep(update, agent, at: time) }
      seal(batch)
    }
    for update in replica.open { keep(update, agent, at: time) }
    for pending in agents[agent.index].pending.items
    where pending.number <= replica.delivered[agent] {
      // It was overtaken in its batch by a later one that the disk has.
      guard let entry = histories[agent.index][pending.number] else { continue }
      totals[Int(entry.variable)].add(pending.amount)
    }
    for origin in 0..<agentCount {
      agents[agent.index].durable[origin] = replica.delivered[AgentID(origin)]
    }
  }

  private mutating func keep(
    _ update: Synchroniser.Update, _ agent: AgentID, at time: Nanoseconds
  ) {
    if update.number > histories[agent.index].issued { wroteDurably(update, agent, at: time) }
  }

  @usableFromInline
  mutating func sent(
    _ message: Synchroniser.Message, from source: AgentID, to target: AgentID,
    at time: Nanoseconds
  ) {
    guard watches(source), target.index >= 0, target.index < agentCount,
      case .acknowledgement(let number, let outcome, let level) = message, outcome != .held,
      level.isDurable
    else { return }
    promise(source, target, number, at: time)
  }

  @usableFromInline
  mutating func responded(
    _ reply: Synchroniser.Reply, by agent: AgentID, at time: Nanoseconds
  ) {
    guard watches(agent), !isBrief else { return }
    switch reply {
    case .complete(let number, _), .partial(let number, _):
      promise(agent, agent, number, at: time)
    default: break
    }
  }

  private mutating func promise(
    _ agent: AgentID, _ origin: AgentID, _ number: Int64, at time: Nanoseconds
  ) {
    let durable = agents[agent.index].durable[origin.index]
    if durable < number {
      let name = Synchroniser.name(origin, number, number)
      fail(
        .durableAcknowledgement,
        "\(agent.description) acknowledges \(name), and its disk has \(durable) of them", at: time)
    }
    agents[agent.index].promised[origin.index] = max(
      agents[agent.index].promised[origin.index], number)
  }
}
