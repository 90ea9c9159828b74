import Simulator

/// What happened before what.
extension SynchronisationLedger {
  mutating func wrote(
    _ agent: AgentID, _ number: Int64, _ variable: Int32, _ amount: Int64, at time: Nanoseconds
  ) {
    let index = agent.index
    guard variable >= 0, variable < settings.variables else { return }
    let past = agents[index].applied
    if isBrief {
      histories[index].versionCount += 1
      histories[index].numbers[number] = histories[index].versionCount
      totals[Int(variable)].add(amount)
    } else {
      if number != past[index] + 1 {
        return fail(
          .uniqueDots,
          "\(agent.description) gives number \(number) after \(past[index])", at: time)
      }
      agents[index].applied[index] = number
      agents[index].everApplied[index] = max(agents[index].everApplied[index], number)
      agents[index].pending.append(Pending(number: number, amount: amount), number)
      agents[index].stale.append(variable)
      // A crash took what stood here before it was durable.
      let kept = Int(max(0, number - 1 - histories[index].base))
      let count = histories[index].entries.count
      if count > kept { histories[index].entries.removeLast(count - kept) }
    }
    histories[index].entries.append(Entry(variable: variable, past: past))
  }

  mutating func applied(
    _ agent: AgentID, _ origin: AgentID, _ first: Int64, _ last: Int64, at time: Nanoseconds
  ) {
    let row = agents[agent.index].applied
    if first != row[origin.index] + 1 || last < first {
      let name = Synchroniser.name(origin, first, last)
      return fail(
        .causality,
        "\(agent.description) applies \(name) after \(row[origin.index]) of that origin", at: time)
    }
    checkCauses(agent, origin, last, at: time)
    mark(agent, origin, last)
    for number in first...last {
      if let entry = histories[origin.index][number] {
        agents[agent.index].stale.append(entry.variable)
      }
    }
    // What is forgotten here: look at all.
    if first <= histories[origin.index].base { agents[agent.index].allStale = true }
  }

  private mutating func checkCauses(
    _ agent: AgentID, _ origin: AgentID, _ number: Int64, at time: Nanoseconds
  ) {
    if number <= histories[origin.index].base { return }
    let name = Synchroniser.name(origin, number, number)
    guard let entry = histories[origin.index][number] else {
      return fail(
        .causality, "\(agent.description) applies \(name), which no agent wrote", at: time)
    }
    let row = agents[agent.index].applied
    for cause in 0..<agentCount where cause != origin.index && entry.past[cause] > row[cause] {
      let missing = Synchroniser.name(AgentID(cause), entry.past[cause], entry.past[cause])
      return fail(
        .causality, "\(agent.description) applies \(name) before its cause \(missing)", at: time)
    }
  }

  private mutating func mark(_ agent: AgentID, _ origin: AgentID, _ number: Int64) {
    agents[agent.index].applied[origin.index] = number
    agents[agent.index].everApplied[origin.index] = max(
      agents[agent.index].everApplied[origin.index], number)
  }

  /// The mode `brief` has versions for numbers, and an agent applies its own updates like others'.
  mutating func appliedBrief(
    _ agent: AgentID, _ origin: AgentID, _ version: Int64, at time: Nanoseconds
  ) {
    agents[agent.index].allStale = true
    guard let number = number(of: version, of: origin) else {
      return fail(
        .causality, "\(agent.description) applies version \(version), which no agent wrote",
        at: time)
    }
    let has = agents[agent.index].applied[origin.index]
    if number == has { return }
    let name = Synchroniser.name(origin, number, number)
    if number < has {
      return fail(
        .causality, "\(agent.description) applies \(name) again, over \(has) of that origin",
        at: time)
    }
    if number > has + 1 {
      let missing = Synchroniser.name(origin, has + 1, number - 1)
      return fail(
        .causality, "\(agent.description) applies \(name) without \(missing)", at: time)
    }
    checkCauses(agent, origin, number, at: time)
    mark(agent, origin, number)
  }

  func number(of version: Int64, of origin: AgentID) -> Int64? {
    histories[origin.index].numbers[version]
  }

  mutating func absorbed(_ agent: AgentID, _ delivered: VectorClock) {
    for origin in 0..<agentCount {
      let number = delivered[AgentID(origin)]
      if number > agents[agent.index].applied[origin] { mark(agent, AgentID(origin), number) }
    }
    agents[agent.index].allStale = true
  }

  mutating func completed(
    _ agent: AgentID, _ last: Int64, _ missing: AgentSet, at time: Nanoseconds
  ) {
    if settings.level == .received && !isBrief { return }
    guard let number = isBrief ? number(of: last, of: agent) : last else { return }
    for other in 0..<agentCount where other != agent.index && !missing.contains(AgentID(other)) {
      if agents[other].everApplied[agent.index] >= number { continue }
      let name = Synchroniser.name(agent, number, number)
      return fail(
        .honestCompletion,
        "\(name) is reported complete, and \(AgentID(other).description) has not applied it",
        at: time)
    }
  }
}

extension SynchronisationLedger.Total {
  mutating func add(_ amount: Int64) {
    sum = sum &+ amount
    union |= amount
    maximum = max(maximum, amount)
  }
}
