public import Simulator

extension Raft {
  /// What proves that a read is not stale, if anything does (dissertation, 6.4).
  public enum ReadMode: String, Word {
    /// A majority answers something that was sent after the read came.
    case index
    /// The read is an entry of the log, answered once that is committed.
    case log
    /// A majority answered something that was sent so recently that none of it votes for another yet, by
    /// the leader's own clock and at the moment of the read; without that it is as with `index`.
    case lease
    /// Nothing at the read: an agent that leads answers, until CheckQuorum's timer takes its office.
    case timer
    /// Nothing: an agent that believes that it leads answers.
    case leader
    /// Nothing: every agent answers from what it has applied.
    case anyAgent = "any agent"

    /// Whether agents that follow promise a leader not to vote for another for a time.
    var restsOnLease: Bool { self == .lease || self == .timer }
  }

  /// When a leader sent what had a stamp, on its own clock.
  struct Departure: Hashable, Sendable {
    let stamp: Int64
    let time: Nanoseconds
  }
}

/// Leases of leaders (dissertation, 6.4.1).
///
/// A follower that hears from a leader votes for no other within the shortest election timeout, on its own
/// clock; one that starts again waits as long, as it may have heard from one before. So a leader that a
/// majority answered is the only one for that time from when it sent what they answered, less what clocks
/// may differ by. It ends by the leader's clock, which is looked at when a read is answered.
extension Raft {
  /// For how long a majority votes for no other, on a clock that runs slow against theirs.
  var leaseLength: Nanoseconds {
    let million: Nanoseconds = 1_000_000
    let (shortest, drift) = (settings.electionTimeout.lowerBound, settings.leaseDrift)
    // In two parts, so that the longest timeouts do not overflow.
    let (whole, rest) = shortest.quotientAndRemainder(dividingBy: million + drift)
    return whole * (million - drift) + rest * (million - drift) / (million + drift)
  }

  /// Takes the next stamp, for messages that leave now.
  @inline(__always)
  mutating func advanceStamp(_ turn: borrowing Turn<Raft>) {
    stamp += 1
    if settings.readMode == .lease { noteDeparture(at: turn.now) }
  }

  @inline(never)
  private mutating func noteDeparture(at now: Nanoseconds) {
    while let first = departures.first, isOver(first, at: now) { departures.removeFirst() }
    departures.append(Departure(stamp: stamp, time: now))
  }

  private func isOver(_ departure: Departure, at now: Nanoseconds) -> Bool {
    // A clock that was set back says nothing.
    now < departure.time || now - departure.time >= leaseLength
  }

  /// Whether no other agent can lead at this moment.
  mutating func holdsLease(at now: Nanoseconds) -> Bool {
    if isLeaseVoid, !makes(.keepsLease) { return false }
    let echoed = echoedByQuorum
    while let first = departures.first, isOver(first, at: now) { departures.removeFirst() }
    // Departures ascend: the first is the least that is still within the lease.
    guard let first = departures.first else { return false }
    return first.stamp <= echoed
  }

  /// Answers a read at once where the mode lets it.
  ///
  /// - Returns: whether it is answered.
  mutating func answerAtOnce(_ key: Int32, _ id: RequestID, _ turn: inout Turn<Raft>) -> Bool {
    switch settings.readMode {
    case .index, .log: return false
    case .lease:
      guard hasCommittedOwnTerm, holdsLease(at: turn.now) else { return false }
    case .timer:
      guard hasCommittedOwnTerm, !isLeaseVoid || makes(.keepsLease) else { return false }
    case .leader, .anyAgent: break
    }
    turn.respondAhead(.value(store.read(key)), to: id)
    turn.note(.readsServed(count: 1, index: appliedIndex))
    return true
  }
}
