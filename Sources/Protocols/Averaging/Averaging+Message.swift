public import Simulator

extension Averaging {
  /// What agents send to one another.
  @frozen
  public enum Message: Hashable, Sendable {
    /// The sender's number in a round, where nothing is acknowledged.
    case value(round: Int32, Int64)
    /// The sender's number for its group's leader; the sender keeps it until it is told what became of it.
    case offer(round: Int32, Int64)
    /// The leader decided: this is the receiver's number now.
    case result(round: Int32, Int64)
    /// The receiver's offer counts for nothing and never will.
    case abort(round: Int32)
    /// The result is durable.
    case acknowledge(round: Int32)
    /// Asks the leader what became of an offer.
    case inquire(round: Int32)
    /// Push-sum: a part of the sender's number and weight.
    case share(Share)
    /// Push-sum: the part of this number is durable.
    case taken(hop: Int32, sequence: Int32)
  }

  /// A part of a number and its weight that push-sum moves to another agent.
  @frozen
  public struct Share: Hashable, Sendable {
    /// It goes to the agent `2^hop` away; each agent has one such part under way at most.
    public let hop: Int32
    /// Rises with each part for the same agent.
    public let sequence: Int32
    /// Of the number.
    public let value: Int64
    /// Of the weight.
    public let weight: Int64

    /// A part with its number.
    public init(hop: Int32, sequence: Int32, value: Int64, weight: Int64) {
      self.hop = hop
      self.sequence = sequence
      self.value = value
      self.weight = weight
    }
  }
}

extension Averaging.Message: MessageContent {
  public static var kindNames: [String] {
    [
      "value", "offer", "result", "abort", "acknowledge", "inquire", "share", "taken",
    ]
  }

  /// A frame of 24 bytes, 4 bytes for a round or hop and 8 for a number or weight.
  public var byteCount: Int {
    switch self {
    case .value, .offer, .result: 36
    case .abort, .acknowledge, .inquire: 28
    case .share: 48
    case .taken: 32
    }
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .value(let round, let value):
      visitor.kind(0, "value", "round", round)
      visitor.field("value", value)
    case .offer(let round, let value):
      visitor.kind(1, "offer", "round", round)
      visitor.field("value", value)
    case .result(let round, let value):
      visitor.kind(2, "result", "round", round)
      visitor.field("value", value)
    case .abort(let round): visitor.kind(3, "abort", "round", round)
    case .acknowledge(let round): visitor.kind(4, "acknowledge", "round", round)
    case .inquire(let round): visitor.kind(5, "inquire", "round", round)
    case .share(let share):
      visitor.kind(6, "share")
      share.fields(into: &visitor)
    case .taken(let hop, let sequence):
      visitor.kind(7, "taken", "hop", hop)
      visitor.field("sequence", sequence)
    }
  }
}

extension Averaging.Share: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.fields("hop", hop, "sequence", sequence)
    visitor.field("value", value)
    visitor.field("weight", weight)
  }
}
