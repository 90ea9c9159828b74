public import Simulator

extension Synchroniser {
  /// What a client asks an agent for.
  @frozen
  public enum Request: Traceable {
    /// Writes a variable. What the amount means is the variable's policy's: a value, a step of a counter, a
    /// set of elements as bits, a candidate for the maximum. A request that the network delivers twice is
    /// two writes.
    case write(variable: Int32, amount: Int64)
    case read(variable: Int32)
  }

  /// What a client is answered.
  @frozen
  public enum Reply: Traceable {
    /// The update is applied at as many agents as the setting `completion` asks for, to its level; these
    /// have not said so yet.
    case complete(number: Int64, missing: AgentSet)
    /// The deadline passed before that; these have not acknowledged it, and get it by the exchange.
    case partial(number: Int64, missing: AgentSet)
    /// What the variable is worth here, of how many versions, and which updates are in it; the mode as
    /// written does not say.
    case value(Int64, versions: Int32, delivered: VectorClock)
    /// There is no such variable.
    case unknownVariable
    /// The agent lost its disk and does not know yet which numbers it has used; ask another.
    case recovering
  }
}

extension Synchroniser.Request {
  public func feed(_ digest: inout Digest) {
    switch self {
    case .write(let variable, let amount):
      digest.feed(Int64(variable) << 1)
      digest.feed(amount)
    case .read(let variable): digest.feed((Int64(variable) << 1) | 1)
    }
  }

  public var description: String {
    switch self {
    case .write(let variable, let amount): "write \(variable): \(amount)"
    case .read(let variable): "read \(variable)"
    }
  }
}

extension Synchroniser.Reply {
  public func feed(_ digest: inout Digest) {
    switch self {
    case .complete(let number, let missing): feed(0, number, missing, &digest)
    case .partial(let number, let missing): feed(1, number, missing, &digest)
    case .value(let value, let versions, let delivered):
      digest.feed(2)
      digest.feed(value)
      digest.feed(Int64(versions))
      delivered.feed(&digest)
    case .unknownVariable: digest.feed(3)
    case .recovering: digest.feed(4)
    }
  }

  private func feed(_ tag: Int, _ number: Int64, _ missing: AgentSet, _ digest: inout Digest) {
    digest.feed(tag)
    digest.feed(number)
    for agent in missing.members { digest.feed(agent) }
  }

  public var description: String {
    switch self {
    case .complete(let number, let missing): "update \(number) complete, \(missing.text) silent"
    case .partial(let number, let missing): "update \(number) partial, missing \(missing.text)"
    case .value(let value, let versions, _): "value \(value) of \(versions) versions"
    case .unknownVariable: "no such variable"
    case .recovering: "recovering from the loss of the disk"
    }
  }
}
