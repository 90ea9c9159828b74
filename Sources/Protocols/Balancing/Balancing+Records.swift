import Simulator

/// Records of tasks, which count once a majority of the balancers has them.
extension Balancing {
  /// Has a majority record how far an open task has come.
  mutating func keep(_ id: TaskID, _ turn: inout Turn<Balancing>) {
    guard let place = open.place(of: id) else { return }
    let record = Record(open[place].task, epoch: epoch, open[place].verdict)
    let entry = Entry(record, low: lowMark(of: id.client))
    persist(.recorded(entry), &turn)
    // What is sent or answered from now on waits for this agent's own disk.
    if majority == 1 { return confirm(entry, &turn) }
    lastRecord += 1
    let waiting = Unconfirmed(entry: entry, disks: 1 << UInt64(self.id.index))
    unconfirmed.setDue(
      turn.now + settings.resend, at: unconfirmed.append(waiting, lastRecord))
    for other in otherBalancers {
      turn.sendAhead(.record(epoch, number: lastRecord, entry), to: other)
    }
    armRecords(&turn)
  }

  /// Below what all tasks of a client have ended, as any of those say that promised this epoch.
  ///
  /// Its own disk may still have a record of such a task that was overruled, or none of its end.
  func low(of client: Int32) -> Int32 {
    var low = disk.low(of: client).number
    for marks in adoptedLows where client < marks.count {
      low = max(low, marks[Int(client)].number)
    }
    return low
  }

  /// Up to where all tasks of a client have ended, and none is waited for.
  private mutating func lowMark(of client: Int32) -> Int32 {
    let known = self.low(of: client)
    var low = client < openFloors.count ? openFloors[Int(client)] : known
    let limit = max(known, client < awaited.count ? awaited[Int(client)] : 1)
    while low < limit {
      let id = TaskID(client: client, number: low)
      if open.place(of: id) != nil { break }
      low += 1
    }
    while openFloors.count <= client { openFloors.append(1) }
    openFloors[Int(client)] = low
    return low
  }

  mutating func receiveRecord(
    _ other: Epoch, _ number: Int64, _ entry: Entry, from sender: AgentID,
    _ turn: inout Turn<Balancing>
  ) {
    guard heed(other, from: sender, &turn) else { return }
    persist(.recorded(entry), &turn)
    turn.send(.recorded(other, number: number), to: sender)
  }

  mutating func receiveRecorded(
    _ other: Epoch, _ number: Int64, from sender: AgentID, _ turn: inout Turn<Balancing>
  ) {
    receiveHeard(other, from: sender)
    guard role == .leading, other == epoch, let place = unconfirmed.place(of: number) else {
      return
    }
    unconfirmed[place].disks |= 1 << UInt64(sender.index)
    guard unconfirmed[place].disks.nonzeroBitCount >= majority else { return }
    confirm(unconfirmed.remove(at: place).entry, &turn)
    armTasks(&turn)
  }

  /// A majority has a record: the task is admitted, or has ended.
  private mutating func confirm(_ entry: Entry, _ turn: inout Turn<Balancing>) {
    let id = entry.record.task.id
    guard let place = open.place(of: id) else { return }
    if entry.record.verdict != nil { return close(id, &turn) }
    guard open[place].stage == .recording else { return }
    turn.note(.admitted(id))
    open[place].stage = .waiting
    open[place].waitsSince = turn.now
    if open[place].worker >= 0 {
      assign(id, to: open[place].worker, isAdopted: true, &turn)
    } else if open[place].isRecovered, turn.now < graceEnd {
      open.setDue(graceEnd, at: place)
    } else {
      dispatch(id, &turn)
    }
  }

  /// A task has ended for good: whoever waits is told.
  private mutating func close(_ id: TaskID, _ turn: inout Turn<Balancing>) {
    guard let place = open.place(of: id), let verdict = open[place].verdict else { return }
    let task = open.remove(at: place)
    account.settled += 1
    turn.note(.settled(id, verdict))
    if case .done(let worker, let fence) = verdict { turn.send(.forget(id, fence), to: worker) }
    if let client = task.client, settings.mistake != .answersAhead {
      turn.respond(.settled(id, verdict), to: client)
    }
  }

  /// Ends a task; it counts once a majority has recorded it.
  mutating func settle(_ id: TaskID, _ verdict: Verdict, _ turn: inout Turn<Balancing>) {
    guard let place = open.place(of: id), open[place].stage != .settling else { return }
    unqueue(place)
    open[place].stage = .settling
    open[place].verdict = verdict
    open.setDue(nil, at: place)
    if settings.mistake == .answersAhead, let client = open[place].client {
      turn.respondAhead(.settled(id, verdict), to: client)
    }
    keep(id, &turn)
  }

  /// Sends again what a majority does not have.
  mutating func expireRecords(_ turn: inout Turn<Balancing>) {
    recordsArmed = .min
    for number in unconfirmed.due(by: turn.now) {
      guard let place = unconfirmed.place(of: number) else { continue }
      let waiting = unconfirmed[place]
      for other in otherBalancers where waiting.disks & (1 << UInt64(other.index)) == 0 {
        turn.sendAhead(.record(epoch, number: number, waiting.entry), to: other)
      }
      unconfirmed.setDue(turn.now + settings.resend, at: place)
    }
    armRecords(&turn)
  }

  private mutating func armRecords(_ turn: inout Turn<Balancing>) {
    guard let due = unconfirmed.firstDue() else { return }
    if arms(due, &recordsArmed, turn.now) {
      turn.setTimer(.records, after: max(0, due - turn.now))
    }
  }

  /// Whether a timer must be set for a time; one that expires earlier is set again then.
  func arms(_ due: Nanoseconds, _ armed: inout Nanoseconds, _ now: Nanoseconds) -> Bool {
    if armed > now, armed <= due { return false }
    armed = due
    return true
  }
}
