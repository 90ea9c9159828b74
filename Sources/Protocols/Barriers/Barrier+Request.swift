public import Simulator

extension Barrier {
  /// What a client asks an agent for.
  @frozen
  public enum Request: Traceable {
    /// Opens a generation; only the coordinator does. The same client may ask again.
    case create(Instance, Members, deadline: Nanoseconds)
    /// The agent arrives, and the client waits for the outcome. It may ask again.
    case wait(Instance)
  }

  /// What a client is answered.
  @frozen
  public enum Reply: Traceable {
    case created
    /// The outcome of the generation that was waited for.
    case concluded(Outcome)
    case refused(Refusal)
    /// The agent's process exited while the client waited; only in the mode `asWritten`.
    case exited
  }
}

extension Barrier.Request {
  public func feed(_ digest: inout Digest) {
    switch self {
    case .create(let instance, let members, let deadline):
      digest.feed(0)
      instance.feed(&digest)
      members.feed(&digest)
      digest.feed(deadline)
    case .wait(let instance):
      digest.feed(1)
      instance.feed(&digest)
    }
  }

  public var description: String {
    switch self {
    case .create(let instance, let members, let deadline):
      "create \(instance.text) for \(members.text) within \(deadline.text)"
    case .wait(let instance): "wait for \(instance.text)"
    }
  }
}

extension Barrier.Members {
  func feed(_ digest: inout Digest) {
    switch self {
    case .count(let count): digest.feed(Int(count))
    case .agents(let agents): for agent in agents.members { digest.feed(agent) }
    }
  }

  var text: String {
    switch self {
    case .count(let count): "any \(count)"
    case .agents(let agents): agents.text
    }
  }
}

extension Barrier.Reply {
  public func feed(_ digest: inout Digest) {
    switch self {
    case .created: digest.feed(0)
    case .concluded(let outcome):
      digest.feed(1)
      outcome.feed(&digest)
    case .refused(let refusal):
      digest.feed(2)
      digest.feed(Int(refusal.rawValue))
    case .exited: digest.feed(3)
    }
  }

  public var description: String {
    switch self {
    case .created: "created"
    case .concluded(let outcome): outcome.text
    case .refused(let refusal): "refused: \(refusal.text)"
    case .exited: "the agent exited"
    }
  }
}
