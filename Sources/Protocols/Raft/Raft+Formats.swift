import Simulator

/// Formats of entries: what is written, who reads it, and when a new one may be used.
extension Raft {
  /// The format in which this agent writes as a leader.
  var writtenFormat: UInt8 {
    if settings.formatGate == .open { return settings.entryFormat }
    return min(settings.entryFormat, store.format)
  }

  /// Stops for good at the first entry that this version does not read, as processes do that find a record of an
  /// unknown kind.
  ///
  /// - Returns: whether all can be read.
  mutating func canRead(
    _ entries: [Entry], after index: Index, _ turn: inout Turn<Raft>
  ) -> Bool {
    guard let place = entries.firstIndex(where: { $0.format > settings.entryFormat }) else {
      return true
    }
    halt(at: index + 1 + place, entries[place].format, &turn)
    return false
  }

  private mutating func halt(at index: Index, _ format: UInt8, _ turn: inout Turn<Raft>) {
    isHalted = true
    turn.cancelTimer(.election)
    turn.note(.unreadable(at: index, format: format))
  }

  /// The same of a snapshot, which is of the newest format that its log allows.
  mutating func canRead(
    _ records: [Snapshot.Record], upTo index: Index, _ turn: inout Turn<Raft>
  ) -> Bool {
    for record in records {
      if case .format(let format) = record, format > settings.entryFormat {
        halt(at: index, format, &turn)
        return false
      }
    }
    return true
  }

  /// The same of all that the disk kept, once its snapshot is restored.
  mutating func canReadDisk(_ turn: inout Turn<Raft>) -> Bool {
    if store.format > settings.entryFormat {
      halt(at: log.base, store.format, &turn)
      return false
    }
    var index = log.base
    while index < log.lastIndex {
      let (entries, start) = log.stretch(after: index)
      guard canRead(entries, after: start, &turn) else { return false }
      index = start + entries.count
    }
    return true
  }

  /// Tells a leader what this version reads, from time to time, until the log says that it may be written.
  mutating func announceFormat(to leader: AgentID, _ turn: inout Turn<Raft>) {
    guard settings.formatGate != .open, settings.entryFormat > store.format else { return }
    let silence = turn.now - formats.lastTold
    // Negative after the clock was set back.
    if silence >= 0, silence < settings.heartbeat { return }
    formats.lastTold = turn.now
    turn.sendAhead(.format(term: term, newest: settings.entryFormat), to: leader)
  }

  mutating func receiveFormat(
    _ senderTerm: Term, _ newest: UInt8, from sender: AgentID, _ turn: inout Turn<Raft>
  ) {
    guard role == .leader, senderTerm == term, settings.formatGate != .open else { return }
    if formats.announced.isEmpty {
      formats.announced = Array(repeating: Formats.Announcement(), count: profile.clusterSize)
    }
    formats.announced[sender.index] = Formats.Announcement(newest: newest, time: turn.now)
    finalizeFormat(&turn)
  }

  /// Has the log say that a format may be written, once every member was heard lately to read it.
  mutating func finalizeFormat(_ turn: inout Turn<Raft>) {
    guard role == .leader, settings.formatGate == .members || formats.isOrdered else { return }
    let format = commonFormat(at: turn.now)
    guard format > store.format, format > formats.proposed else { return }
    formats.proposed = format
    // Of the new format itself: an agent that does not read it stops here.
    log.append(Entry(term: term, .finalize(format: format), format: format))
    replicate(from: log.lastIndex, &turn)
  }

  /// The newest format that all members are known to read; what they told long ago does not count, since they may
  /// run an earlier version again.
  private func commonFormat(at now: Nanoseconds) -> UInt8 {
    var format = settings.entryFormat
    for index in progress.indices where index != profile.id.index && replicates(to: index) {
      guard index < formats.announced.count else { return 1 }
      let announced = formats.announced[index]
      let age = now - announced.time
      guard age >= 0, age < settings.electionTimeout.lowerBound else { return 1 }
      format = min(format, announced.newest)
    }
    return format
  }

  /// Is told that its newest format may be written once all members read it.
  ///
  /// - Returns: whether that was still to be said.
  mutating func obeyFinalize(_ turn: inout Turn<Raft>) -> Bool {
    guard settings.formatGate == .order, !formats.isOrdered, settings.entryFormat > store.format
    else { return false }
    formats.isOrdered = true
    finalizeFormat(&turn)
    return true
  }

  /// What an earlier term's leader was told, or proposed, says nothing of this one.
  mutating func beginFormats() {
    formats.announced = []
    formats.proposed = 1
  }
}
