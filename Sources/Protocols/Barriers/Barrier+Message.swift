public import Simulator

extension Barrier {
  /// What agents send to one another.
  @frozen
  public enum Message: Hashable, Sendable {
    /// So many agents from a rank on have arrived, the sender first among them.
    case arrive(Instance, first: Int32, count: Int32, incarnation: Int32)
    /// The arrival is counted; `required` is 0 while the generation is not yet created.
    case arriveAck(Instance, arrived: Int32, required: Int32)
    /// The generation ended so.
    case conclude(Instance, Outcome)
    case concludeAck(Instance)
    /// The arrival is not taken.
    case refuse(Instance, Refusal)
    /// Dissemination: everybody up to `2^round - 1` ranks behind the sender has arrived.
    case signal(Instance, round: Int32)
    /// Dissemination: asks for the signal of a round.
    case query(Instance, round: Int32)
    /// Dissemination: asks the coordinator to settle a generation whose deadline passed.
    case appeal(Instance)
    /// The coordinator asks how an agent stands.
    case probe(Instance)
    case standing(Instance, Standing, incarnation: Int32)

    /// As written: reads the shared store.
    case get(Int32)
    case got(Int32, Written.Record?)
    /// As written: writes the shared store.
    case put(Int32, Written.Record)
    case putDone(Int32)
    /// As written: the release, cast once. It says no generation.
    case released(Int32)
    /// As written, with a handler for timeouts: the end, cast once.
    case expired(Int32)
  }

  /// How an agent stands to a generation.
  public enum Standing: UInt8, Hashable, Sendable {
    /// It has not arrived; in dissemination it never will.
    case absent
    case arrived
    /// It was released.
    case passed
  }
}

extension Barrier.Message: MessageContent {
  public static var kindNames: [String] {
    [
      "arrive", "arrive ack", "release", "abort", "release ack", "refusal", "signal", "query",
      "appeal", "probe", "standing", "get", "got", "put", "put done", "released", "expired",
    ]
  }

  public var kind: Int {
    switch self {
    case .arrive: 0
    case .arriveAck: 1
    case .conclude(_, let outcome): outcome.verdict == .released ? 2 : 3
    case .concludeAck: 4
    case .refuse: 5
    case .signal: 6
    case .query: 7
    case .appeal: 8
    case .probe: 9
    case .standing: 10
    case .get: 11
    case .got: 12
    case .put: 13
    case .putDone: 14
    case .released: 15
    case .expired: 16
    }
  }

  /// A frame of 24 bytes, 4 bytes a number, and what is listed.
  public var byteCount: Int {
    switch self {
    case .arrive: 44
    case .conclude(_, let outcome): 41 + 4 * outcome.missing.count
    case .arriveAck: 40
    case .signal, .query: 36
    case .standing: 37
    case .got(_, let record?): 28 + record.byteCount
    case .put(_, let record): 28 + record.byteCount
    case .got(_, nil), .get, .putDone, .released, .expired: 28
    case .refuse: 33
    case .concludeAck, .appeal, .probe: 32
    }
  }

  public func feed(_ digest: inout Digest) {
    digest.feed(kind)
    switch self {
    case .arrive(let instance, let first, let count, let incarnation):
      instance.feed(&digest)
      digest.feed(Int(first))
      digest.feed(Int(count))
      digest.feed(Int(incarnation))
    case .arriveAck(let instance, let arrived, let required):
      instance.feed(&digest)
      digest.feed(Int(arrived))
      digest.feed(Int(required))
    case .conclude(let instance, let outcome):
      instance.feed(&digest)
      outcome.feed(&digest)
    case .concludeAck(let instance), .appeal(let instance), .probe(let instance):
      instance.feed(&digest)
    case .refuse(let instance, let refusal):
      instance.feed(&digest)
      digest.feed(Int(refusal.rawValue))
    case .signal(let instance, let round), .query(let instance, let round):
      instance.feed(&digest)
      digest.feed(Int(round))
    case .standing(let instance, let standing, let incarnation):
      instance.feed(&digest)
      digest.feed(Int(standing.rawValue))
      digest.feed(Int(incarnation))
    case .got(let barrier, let record):
      digest.feed(Int(barrier))
      record?.feed(&digest)
    case .put(let barrier, let record):
      digest.feed(Int(barrier))
      record.feed(&digest)
    case .get(let barrier), .putDone(let barrier), .released(let barrier), .expired(let barrier):
      digest.feed(Int(barrier))
    }
  }

  public var description: String {
    let name = Self.kindNames[kind]
    switch self {
    case .arrive(let instance, let first, let count, _):
      return "\(name) at \(instance.text): ranks \(first)..<\(first &+ count)"
    case .arriveAck(let instance, let arrived, let required):
      return "\(name) of \(instance.text): \(arrived) of \(required)"
    case .conclude(let instance, let outcome): return "\(name) of \(instance.text): \(outcome.text)"
    case .refuse(let instance, let refusal): return "\(name) at \(instance.text): \(refusal.text)"
    case .signal(let instance, let round), .query(let instance, let round):
      return "\(name) of \(instance.text), round \(round)"
    case .standing(let instance, let standing, _):
      return "\(name) at \(instance.text): \(standing.text)"
    case .concludeAck(let instance), .appeal(let instance), .probe(let instance):
      return "\(name) of \(instance.text)"
    case .got(let barrier, let record):
      return "\(name) b\(barrier &+ 1): \(record?.text ?? "nothing")"
    case .put(let barrier, let record): return "\(name) b\(barrier &+ 1): \(record.text)"
    case .get(let barrier), .putDone(let barrier), .released(let barrier), .expired(let barrier):
      return "\(name) b\(barrier &+ 1)"
    }
  }
}

extension Barrier.Standing {
  var text: String {
    switch self {
    case .absent: "absent"
    case .arrived: "arrived"
    case .passed: "passed"
    }
  }
}
