import Simulator

extension Raft {
  /// What a leader knows of one agent's log (paper, figure 2, and dissertation, 10.2.1).
  ///
  /// Messages come late, twice, in any order or not at all, so a reply only ever adds knowledge:
  /// `match` takes the highest value heard, and a rejection counts only if nothing newer refutes it.
  @usableFromInline
  struct Progress: Hashable, Sendable {
    /// Everything up to here matches the leader's log and is durable; never falls within a term but
    /// for an agent that lost its disk.
    var match: Index = 0
    /// The next entry to send; above `match`. Messages under way are taken to arrive.
    var next: Index
    /// `previousIndex` of the one message that seeks where the logs agree; nil once they do.
    var probe: Index?
    /// Whether a snapshot is under way, in place of entries that the leader has no more.
    var isStreaming = false
    /// Messages with entries under way, as far as known.
    var inFlight = 0
    /// When anything was last sent.
    var lastSent: Nanoseconds = -.never
    /// When entries were last sent.
    var lastEntriesSent: Nanoseconds = -.never
    /// Stamp of the last message with entries.
    var entriesStamp: Int64 = 0
    /// The leader's stamp when `match` last rose: what was sent later met a log that had it.
    var matchStamp: Int64 = 0
    /// The highest stamp that came back: the agent followed this leader after that was sent.
    var echo: Int64 = 0

    init(next: Index, probe: Index?) {
      self.next = next
      self.probe = probe
    }

    mutating func noteSent(_ entryCount: Int, stamp: Int64, at now: Nanoseconds) {
      if probe != nil { probe = next - 1 }
      next += entryCount
      inFlight += 1
      lastSent = now
      lastEntriesSent = now
      entriesStamp = stamp
    }

    /// The part of a snapshot left, in place of any entries.
    mutating func noteSnapshotSent(stamp: Int64, at now: Nanoseconds) {
      isStreaming = true
      inFlight = 1
      lastSent = now
      lastEntriesSent = now
      entriesStamp = stamp
    }

    /// - Returns: whether `match` rose.
    mutating func noteMatched(_ index: Index, at leaderStamp: Int64) -> Bool {
      let rose = index > match
      if rose {
        match = index
        matchStamp = leaderStamp
        next = max(next, index + 1)
        isStreaming = false
      }
      if let probe, index < probe { return rose }
      probe = nil
      // Messages lost on the way must not fill the window for ever.
      inFlight = next == match + 1 ? 0 : max(0, inFlight - 1)
      return rose
    }

    /// Whether a rejection is news: a late one speaks of a log that has grown since, and while a probe
    /// is under way only its own rejection counts.
    func isNews(rejectionAt index: Index) -> Bool {
      index > match && (probe == nil || probe == index)
    }

    /// Whether the follower, by answering what was sent with this stamp, shows that it lacks something
    /// it once acknowledged: its disk forgot.
    func provesLoss(of index: Index, stamp: Int64) -> Bool {
      index <= match && stamp > matchStamp
    }

    /// Starts again from an entry.
    mutating func backUp(to index: Index) {
      next = max(match + 1, index)
      probe = next - 1
      inFlight = 0
      isStreaming = false
    }

    /// Whether entries have been under way for an interval when an answer to something newer comes:
    /// they, or their reply, are lost.
    func isStalled(
      atAnswerTo stamp: Int64, _ now: Nanoseconds, interval: Nanoseconds
    ) -> Bool {
      (next > match + 1 || isStreaming) && stamp > entriesStamp && now - lastEntriesSent >= interval
    }
  }
}
