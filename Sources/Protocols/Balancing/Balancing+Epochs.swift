import Simulator

/// Who balances: promises of epochs, and what comes with them.
extension Balancing {
  var majority: Int { settings.balancers / 2 + 1 }

  var otherBalancers: [AgentID] {
    (0..<settings.balancers).map { AgentID($0) }.filter { $0 != id }
  }

  private var ownBit: UInt64 { 1 << UInt64(id.index) }

  mutating func startBalancing(_ recovery: Recovery, _ turn: inout Turn<Balancing>) {
    seenEpoch = disk.epoch
    if settings.balancers == 1 || recovery == .fresh && id.index == 0 {
      stand(&turn)
    } else {
      armTakeover(&turn)
    }
  }

  func armTakeover(_ turn: inout Turn<Balancing>) {
    turn.setTimer(.office, after: turn.random.within(settings.takeover))
  }

  /// Asks the others for their promise of an epoch of its own that is later than any it has heard of.
  mutating func stand(_ turn: inout Turn<Balancing>) {
    role = .standing
    epoch = max(seenEpoch, disk.epoch) + 1
    while owner(of: epoch) != id { epoch += 1 }
    seenEpoch = epoch
    persist(.promised(epoch), &turn)
    promises = ownBit
    adopted = KeyedList()
    adoptedLows = [disk.lows]
    for record in disk.allRecords { adopted.append(record, record.task.id) }
    for other in otherBalancers { turn.send(.collect(epoch), to: other) }
    if promises.nonzeroBitCount >= majority { lead(&turn) } else { armTakeover(&turn) }
  }

  /// Promises an epoch, unless a later one is promised or another was heard from lately.
  mutating func receiveCollect(
    _ asked: Epoch, from sender: AgentID, _ turn: inout Turn<Balancing>
  ) {
    seenEpoch = max(seenEpoch, asked)
    if asked < disk.epoch { return turn.send(.outdated(disk.epoch), to: sender) }
    let isOther = owner(of: heardEpoch) != sender && heardEpoch > 0
    if isOther, turn.now - heardAt < settings.takeover.lowerBound { return }
    if role == .leading, asked > epoch, turn.now - heardAt < settings.takeover.lowerBound { return }
    if asked > disk.epoch {
      persist(.promised(asked), &turn)
      stepDown(&turn)
    }
    turn.send(.collected(asked, disk.allRecords, lows: disk.lows), to: sender)
  }

  mutating func receiveCollected(
    _ promised: Epoch, _ records: [Record], _ lows: [LowMark], from sender: AgentID,
    _ turn: inout Turn<Balancing>
  ) {
    guard role == .standing, promised == epoch, sender.index < settings.balancers else { return }
    promises |= 1 << UInt64(sender.index)
    for record in records {
      guard let place = adopted.place(of: record.task.id) else {
        adopted.append(record, record.task.id)
        continue
      }
      if record.supersedes(adopted[place]) { adopted[place] = record }
    }
    adoptedLows.append(lows)
    if promises.nonzeroBitCount >= majority { lead(&turn) }
  }

  /// A majority has promised: takes over what they recorded.
  private mutating func lead(_ turn: inout Turn<Balancing>) {
    role = .leading
    (audience, audienceAt) = (ownBit, turn.now)
    turn.note(.leads(epoch))
    prepare(at: turn.now)
    let records = adopted.items
    adopted = KeyedList()
    let recovered = records.filter { !isCovered($0) }
    setFloors(recovered)
    // All of them are open before the first is recorded: below a client's mark, which a record carries, no
    // task is open.
    for record in recovered { recover(record, at: turn.now) }
    for record in recovered { keep(record.task.id, &turn) }
    beat(&turn)
    for worker in 0..<workerCount {
      turn.sendAhead(.lead(epoch), to: agent(worker))
      watch.setDue(turn.now + settings.lease, at: watch.append(nil, Int32(worker)))
    }
    armWorkers(&turn)
    armTasks(&turn)
  }

  /// Takes up what it adopted; it is known to be so once it is recorded in its own epoch.
  private mutating func recover(_ record: Record, at now: Nanoseconds) {
    let id = record.task.id
    var task = Open(record.task, deadline: deadline(of: record.task, at: now), isRecovered: true)
    task.verdict = record.verdict
    if settings.mistake == .settlesAgain { task.verdict = .refused(.unsuitable) }
    task.stage = task.verdict == nil ? .recording : .settling
    account.admitted += 1
    open.append(task, id)
  }

  /// Whether any that promised says that the record is of no use any more.
  private func isCovered(_ record: Record) -> Bool {
    let client = Int(record.task.id.client)
    return adoptedLows.contains { client < $0.count && $0[client].covers(record) }
  }

  /// A task may be open below a mark that an earlier epoch set.
  private mutating func setFloors(_ records: [Record]) {
    let clients =
      (adoptedLows.map { $0.count } + records.map { Int($0.task.id.client) + 1 }).max() ?? 0
    openFloors = (0..<clients).map { low(of: Int32(truncatingIfNeeded: $0)) }
    for record in records {
      let id = record.task.id
      openFloors[Int(id.client)] = min(openFloors[Int(id.client)], id.number)
    }
  }

  private mutating func beat(_ turn: inout Turn<Balancing>) {
    if settings.balancers == 1 { return }
    if audience.nonzeroBitCount >= majority { (audience, audienceAt) = (ownBit, turn.now) }
    // It cannot record anything, and others may have succeeded it.
    if turn.now - audienceAt > settings.takeover.upperBound { return stepDown(&turn) }
    heardAt = turn.now
    heardEpoch = epoch
    for other in otherBalancers { turn.sendAhead(.heartbeat(epoch), to: other) }
    turn.setTimer(.office, after: settings.heartbeat)
  }

  mutating func expireOffice(_ turn: inout Turn<Balancing>) {
    if role == .leading { beat(&turn) } else { stand(&turn) }
  }

  mutating func receiveHeartbeat(
    _ other: Epoch, from sender: AgentID, _ turn: inout Turn<Balancing>
  ) {
    if heed(other, from: sender, &turn) { turn.sendAhead(.heard(other), to: sender) }
  }

  /// Stands by while another balances in an epoch that is not outdated.
  mutating func heed(
    _ other: Epoch, from sender: AgentID, _ turn: inout Turn<Balancing>
  ) -> Bool {
    seenEpoch = max(seenEpoch, other)
    if other < disk.epoch {
      turn.send(.outdated(disk.epoch), to: sender)
      return false
    }
    if other > disk.epoch { persist(.promised(other), &turn) }
    heardEpoch = other
    heardAt = turn.now
    stepDown(&turn)
    return true
  }

  mutating func receiveHeard(_ other: Epoch, from sender: AgentID) {
    if other == epoch, role == .leading { audience |= 1 << UInt64(sender.index) }
  }

  /// Takes note of a later epoch, in which this agent has no part yet.
  mutating func receiveOutdated(_ other: Epoch, _ turn: inout Turn<Balancing>) {
    seenEpoch = max(seenEpoch, other)
    if other > epoch, role != .following { stepDown(&turn) }
  }

  /// Stands by from now on; what it had under way is on the disks of a majority, or was never admitted.
  mutating func stepDown(_ turn: inout Turn<Balancing>) {
    if role == .leading {
      turn.note(.steppedDown(epoch))
      forgetOffice()
    }
    role = .following
    armTakeover(&turn)
  }
}
