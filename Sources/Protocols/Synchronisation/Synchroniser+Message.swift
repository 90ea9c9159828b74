public import Simulator

extension Synchroniser {
  /// What agents send to one another.
  @frozen
  public enum Message: Hashable, Sendable {
    /// The origin broadcasts a batch, or repeats it.
    case update(Batch)
    case acknowledgement(number: Int64, Outcome, Settings.Level)
    /// What the sender has applied, durably.
    case digest(VectorClock, Purpose)
    /// What the receiver of an earlier digest lacks, in causal order.
    case repair([Batch])
    /// All that the sender has applied, since what the receiver lacks is no longer in its log.
    case snapshot(Snapshot)
    /// Mode as written.
    case variableUpdate(Brief.Update)
    case variableUpdateAck(version: Int64, agent: AgentID, clock: VectorClock)
  }

  /// What a digest asks for.
  @frozen
  public enum Purpose: Int, Hashable, Sendable {
    /// The receiver repairs the sender, and answers if it lacks something itself.
    case exchange
    /// The receiver repairs the sender.
    case request
    /// The sender lost its disk: the receiver repairs it and answers in any case.
    case recall
    /// The receiver repairs the sender, who had asked.
    case answer
  }
}

extension Synchroniser.Message: MessageContent {
  public static var kindNames: [String] {
    [
      "update", "acknowledgement", "digest", "repair", "snapshot", "variable update",
      "variable update ack",
    ]
  }

  public var kind: Int {
    switch self {
    case .update: 0
    case .acknowledgement: 1
    case .digest: 2
    case .repair: 3
    case .snapshot: 4
    case .variableUpdate: 5
    case .variableUpdateAck: 6
    }
  }

  /// Frame, checksum, kind and sender take 24 bytes.
  public var byteCount: Int {
    switch self {
    case .update(let batch): 24 + batch.byteCount
    case .acknowledgement: 24 + 10
    case .digest(let clock, _): 25 + 12 * clock.width
    case .repair(let batches): batches.reduce(28) { $0 + $1.byteCount }
    case .snapshot(let snapshot): 24 + snapshot.byteCount
    case .variableUpdate(let update): 24 + 28 + 12 * update.clock.width
    case .variableUpdateAck(_, _, let clock): 24 + 12 + 12 * clock.width
    }
  }

  public func feed(_ digest: inout Digest) {
    digest.feed(kind)
    switch self {
    case .update(let batch): batch.feed(&digest)
    case .acknowledgement(let number, let outcome, let level):
      digest.feed(number)
      digest.feed((outcome.rawValue << 8) | level.rawValue)
    case .digest(let clock, let purpose):
      clock.feed(&digest)
      digest.feed(purpose.rawValue)
    case .repair(let batches):
      for batch in batches { batch.feed(&digest) }
      digest.feed(batches.count)
    case .snapshot(let snapshot): snapshot.feed(&digest)
    case .variableUpdate(let update): update.feed(&digest)
    case .variableUpdateAck(let version, let agent, let clock):
      digest.feed(version)
      digest.feed(agent)
      clock.feed(&digest)
    }
  }

  public var description: String {
    switch self {
    case .update(let batch): "update \(batch.text)"
    case .acknowledgement(let number, let outcome, _): "acknowledges \(number): \(outcome.name)"
    case .digest(let clock, let purpose): "digest \(clock.description), \(purpose.name)"
    case .repair(let batches): batches.reduce("repair") { "\($0) \($1.text)" }
    case .snapshot(let snapshot): "snapshot \(snapshot.delivered.description)"
    case .variableUpdate(let update): "variable update \(update.text)"
    case .variableUpdateAck(let version, let agent, let clock):
      "variable update ack \(version) of \(agent.description) at \(clock.description)"
    }
  }
}

extension Synchroniser.Purpose {
  var name: String {
    switch self {
    case .exchange: "exchange"
    case .request: "request"
    case .recall: "recall"
    case .answer: "answer"
    }
  }
}
