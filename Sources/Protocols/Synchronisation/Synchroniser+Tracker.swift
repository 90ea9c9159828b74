import Simulator

extension Synchroniser {
  /// A batch of the agent that is being spread.
  struct Tracker: Hashable, Sendable {
    let batch: Batch
    /// The agents that have acknowledged it.
    var acknowledged = AgentSet()
    let deadline: Nanoseconds
    var nextRetry: Nanoseconds
    var wait: Nanoseconds
    var clients: [RequestID]
    /// Whether its outcome has been reported.
    var isSettled = false

    /// When something is to be done about it.
    var due: Nanoseconds { min(deadline, nextRetry) }
  }

  /// An acknowledgement that waits for the agent to adapt.
  struct Adaptation: Hashable, Sendable {
    let time: Nanoseconds
    let origin: AgentID
    let number: Int64
    let outcome: Outcome
  }
}
