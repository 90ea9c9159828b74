import Simulator

/// Reads and commands of clients (paper, 8; dissertation, 6.3 and 6.4).
extension RaftReplay {
  mutating func request(_ record: RaftTraceRecord, _ index: Int) {
    guard let client = record.client, let attempt = record.attempt else { return }
    if record.operation == .read {
      let agent = agents[index]
      if agent.reads.count >= 4096 { agents[index].reads.removeFirst() }
      agents[index].reads.append(
        RaftTraceAgent.Read(
          client: client, attempt: attempt, key: record.key,
          term: agent.role == .leader ? agent.office : nil, stamp: agent.stamp,
          lastIndex: agent.log.last))
    } else {
      checks?.requested(record, index, at: time)
    }
  }

  mutating func answer(_ record: RaftTraceRecord, _ index: Int) {
    guard let client = record.client, let attempt = record.attempt else { return }
    if let place = agents[index].reads.firstIndex(where: {
      $0.client == client && $0.attempt == attempt
    }) {
      let read = agents[index].reads.remove(at: place)
      if record.result == .value { serve(record, read, index) }
      return
    }
    switch record.result {
    case .written?, .mismatch?: confirm(record, index)
    case .value?: hold(.readProof, index, nil, "")
    default: break
    }
  }

  /// A command was confirmed: it is committed, which the checks of a run see to, and did what the answer says.
  private mutating func confirm(_ record: RaftTraceRecord, _ index: Int) {
    let outcome = checks?.outcome(of: record)
    tally(.commitDurability, isHeld: checks?.holdsLogs == true)
    checks?.responded(record, index, at: time)
    guard let outcome, options.sessions else { return hold(.answer, index, nil, "") }
    let isSame: Bool =
      switch outcome {
      case .written: record.result == .written
      case .mismatch(let found): record.result == .mismatch && (record.value ?? found) == found
      // Only where clients open sessions, which answers of writes do not tell of.
      case .opened, .expired: false
      }
    hold(
      .answer, index, isSame,
      "answered a command otherwise than the log does, once it is applied in order")
  }

  /// A read was answered.
  private mutating func serve(
    _ record: RaftTraceRecord, _ read: RaftTraceAgent.Read, _ index: Int
  ) {
    if options.reads == .unproved { return }
    let agent = agents[index]
    guard agent.isWhole || agent.office != nil else {
      hold(.readProof, index, nil, "")
      return
    }
    let leads = agent.role == .leader && agent.office != nil && agent.office == read.term
    hold(
      .readTerm, index, leads ? agent.log.has(agent.term, at: agent.commit) : false,
      leads
        ? "answered a read, and has committed up to \(RaftReplay.place(agent.commit, agent.log.term(at: agent.commit))), nothing of its term \(agent.term ?? 0)"
        : "answered a read, and did not lead one term from its arrival on")
    if refusal != nil { return }
    if options.reads == .proved {
      hold(
        .readProof, index, isProved(read, agent, index),
        "answered a read, and no majority had answered anything that it sent since the read came")
    }
    if refusal == nil { holdValue(record, read, index) }
  }

  private func isProved(
    _ read: RaftTraceAgent.Read, _ agent: RaftTraceAgent, _ index: Int
  ) -> Bool? {
    if agent.commit > read.lastIndex { return true }
    guard
      voterCount == 1 || tellsAll(.heartbeatReply, of: index) || tellsAll(.appendReply, of: index)
    else { return nil }
    let own = AgentID(index)
    return isQuorum { voter in
      voter == own
        || voter.index < agent.echoes.count && agent.echoes[voter.index] > read.stamp
    }
  }

  /// The value is one that the key had, in the order of the log, between the read's arrival and its answer.
  private mutating func holdValue(
    _ record: RaftTraceRecord, _ read: RaftTraceAgent.Read, _ index: Int
  ) {
    guard options.sessions, let key = read.key, let value = record.value,
      let values = checks?.values(of: key, from: read.lastIndex, upTo: agents[index].commit)
    else { return hold(.answer, index, nil, "") }
    hold(
      .answer, index, values.contains(value),
      "answered \(value) for key \(key), which the log holds to be \(values.last ?? 0)")
  }
}
