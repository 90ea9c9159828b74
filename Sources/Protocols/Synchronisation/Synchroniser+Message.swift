public import Simulator

extension Synchroniser {
  /// What agents send to one another.
  @frozen
  public enum Message: Hashable, Sendable {
    /// The origin broadcasts a batch, or repeats it.
    case update(Batch)
    case acknowledgement(number: Int64, Outcome, Settings.Level)
    /// What the sender has applied, durably.
    case inventory(VectorClock, Purpose)
    /// What the receiver of an earlier inventory lacks, in causal order.
    case repair([Batch])
    /// All that the sender has applied, since what the receiver lacks is no longer in its log.
    case snapshot(Snapshot)
    /// Mode `brief`.
    case variableUpdate(BriefSynchroniser.Update)
    case variableUpdateAck(version: Int64, agent: AgentID, clock: VectorClock)
  }

  /// What an inventory asks for.
  @frozen
  public enum Purpose: String, Word {
    /// The receiver repairs the sender, and answers if it lacks something itself.
    case exchange
    /// The receiver repairs the sender.
    case request
    /// The sender lost its disk: the receiver repairs it and answers in any case.
    case recall
    /// The receiver repairs the sender, which had asked.
    case answer
  }
}

extension Synchroniser.Message: MessageContent {
  public static var kindNames: [String] {
    [
      "update", "acknowledgement", "inventory", "repair", "snapshot", "variable update",
      "variable update ack",
    ]
  }

  /// Frame, checksum, kind and sender take 24 bytes.
  public var byteCount: Int {
    switch self {
    case .update(let batch): 24 + batch.byteCount
    case .acknowledgement: 24 + 10
    case .inventory(let clock, _): 25 + 12 * clock.width
    case .repair(let batches): batches.reduce(28) { $0 + $1.byteCount }
    case .snapshot(let snapshot): 24 + snapshot.byteCount
    case .variableUpdate(let update): 24 + 28 + 12 * update.clock.width
    case .variableUpdateAck(_, _, let clock): 24 + 12 + 12 * clock.width
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .update(let batch):
      visitor.kind(0, "update")
      batch.fields(into: &visitor)
    case .acknowledgement(let number, let outcome, let level):
      visitor.kind(1, "acknowledgement")
      visitor.field("number", number)
      visitor.field("outcome", outcome)
      visitor.field("level", level)
    case .inventory(let clock, let purpose):
      visitor.kind(2, "inventory")
      visitor.field("clock", clock)
      visitor.field("purpose", purpose)
    case .repair(let batches):
      visitor.kind(3, "repair")
      visitor.field("batches", batches)
    case .snapshot(let snapshot):
      visitor.kind(4, "snapshot")
      snapshot.fields(into: &visitor)
    case .variableUpdate(let update):
      visitor.kind(5, "variable update")
      update.fields(into: &visitor)
    case .variableUpdateAck(let version, let agent, let clock):
      visitor.kind(6, "variable update ack")
      visitor.field("version", version)
      visitor.field("agent", agent)
      visitor.field("clock", clock)
    }
  }
}
