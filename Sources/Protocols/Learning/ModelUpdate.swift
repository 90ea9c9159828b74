public import Simulator

/// What one worker made of a round's model: trained weights or a gradient, as the plan says.
public struct ModelUpdate: Hashable, Sendable {
  /// Number of the worker.
  public let worker: Int
  /// The round that it is for, from 0.
  public let round: Int
  /// The digest of the model that it was computed from.
  public let base: UInt64
  /// Number of samples that it stands for.
  public let samples: Int
  /// In the order of the model's weights.
  public let values: [Fixed]

  /// An update that a worker computed.
  public init(worker: Int, round: Int, base: UInt64, samples: Int, values: [Fixed]) {
    self.worker = worker
    self.round = round
    self.base = base
    self.samples = samples
    self.values = values
  }
}

extension ModelUpdate: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("worker", worker)
    visitor.field("round", round)
    visitor.field("base", base)
    visitor.field("samples", samples)
    visitor.field("values", list: values)
  }
}
