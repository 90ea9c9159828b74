public import Simulator

extension Barrier {
  /// What agents send to one another.
  @frozen
  public enum Message: Hashable, Sendable {
    /// `count` agents from rank `first` on have arrived, the sender first among them.
    case arrive(Instance, first: Int32, count: Int32, incarnation: Int32)
    /// The arrival is counted; `required` is 0 while the generation is not yet created.
    case arriveAck(Instance, arrived: Int32, required: Int32)
    /// The generation ended with this outcome.
    case conclude(Instance, Outcome)
    case concludeAck(Instance)
    /// The arrival is not taken.
    case refuse(Instance, Refusal)
    /// Dissemination: all up to `2^round - 1` ranks behind the sender have arrived.
    case signal(Instance, round: Int32)
    /// Dissemination: asks for the signal of a round.
    case query(Instance, round: Int32)
    /// Dissemination: asks the coordinator to settle a generation whose deadline passed.
    case appeal(Instance)
    /// The coordinator asks how far an agent has come.
    case probe(Instance)
    case presence(Instance, Presence, incarnation: Int32)
    /// Of the mode `asWritten`.
    case brief(BriefBarrier.Message)
  }

  /// How far an agent has come in a generation.
  @frozen
  public enum Presence: UInt8, Hashable, Sendable {
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
      "appeal", "probe", "presence",
    ]
  }

  /// A frame of 24 bytes, 4 bytes a number, and what is listed.
  public var byteCount: Int {
    switch self {
    case .arrive: 44
    case .conclude(_, let outcome): 41 + 4 * outcome.missing.count
    case .arriveAck: 40
    case .signal, .query: 36
    case .presence: 37
    case .refuse: 33
    case .concludeAck, .appeal, .probe: 32
    case .brief(let message): message.byteCount
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .arrive(let instance, let first, let count, let incarnation):
      visitor.kind(0, "arrive")
      instance.fields(into: &visitor)
      visitor.fields("first", first, "count", count)
      visitor.field("incarnation", incarnation)
    case .arriveAck(let instance, let arrived, let required):
      visitor.kind(1, "arrive ack")
      instance.fields(into: &visitor)
      visitor.fields("arrived", arrived, "required", required)
    case .conclude(let instance, let outcome):
      if outcome.ending == .released {
        visitor.kind(2, "release")
      } else {
        visitor.kind(3, "abort")
      }
      instance.fields(into: &visitor)
      outcome.fields(into: &visitor)
    case .concludeAck(let instance):
      visitor.kind(4, "release ack")
      instance.fields(into: &visitor)
    case .refuse(let instance, let refusal):
      visitor.kind(5, "refusal")
      instance.fields(into: &visitor)
      visitor.field("reason", refusal)
    case .signal(let instance, let round):
      visitor.kind(6, "signal")
      instance.fields(into: &visitor)
      visitor.field("round", round)
    case .query(let instance, let round):
      visitor.kind(7, "query")
      instance.fields(into: &visitor)
      visitor.field("round", round)
    case .appeal(let instance):
      visitor.kind(8, "appeal")
      instance.fields(into: &visitor)
    case .probe(let instance):
      visitor.kind(9, "probe")
      instance.fields(into: &visitor)
    case .presence(let instance, let presence, let incarnation):
      visitor.kind(10, "presence")
      instance.fields(into: &visitor)
      visitor.field("presence", presence)
      visitor.field("incarnation", incarnation)
    case .brief(let message): visitor.part(11, nil, message)
    }
  }
}

extension Barrier.Presence: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .absent: visitor.kind(0, "absent")
    case .arrived: visitor.kind(1, "arrived")
    case .passed: visitor.kind(2, "passed")
    }
  }
}
