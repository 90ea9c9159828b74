import Simulator

extension Raft {
  /// What a leader knows of one agent's log (paper, figure 2, and dissertation, 10.2.1).
  struct Progress: Hashable, Sendable {
    /// Everything up to here matches the leader's log and is durable; never falls within a term but
    /// for an agent that lost its disk.
    var match: Index = 0
    /// The next entry to send; above `match`. Messages under way are taken to arrive.
    var next: Index = 1
    /// `previousIndex` of the one message under way that seeks where the logs agree; nil once they do.
    var probe: Index?
    /// Messages with entries under way, as far as known.
    var inFlight = 0
    /// When anything was last sent, and when entries were.
    var lastSent: Nanoseconds = -.never
    var lastEntriesSent: Nanoseconds = -.never
    /// Stamp of the last message with entries.
    var entriesStamp: Int64 = 0
    /// The leader's stamp when `match` last rose: what was sent later met a log that had it.
    var matchStamp: Int64 = 0
    /// The highest stamp that came back: the agent followed this leader after that was sent.
    var echo: Int64 = 0
  }
}
