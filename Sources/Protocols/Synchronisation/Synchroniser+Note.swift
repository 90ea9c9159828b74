public import Simulator

extension Synchroniser {
  /// A fact that an agent states for checks, measures and milestones.
  @frozen
  public enum Note: Hashable, Sendable {
    /// The agent took a client's write, or its own as arbiter, and applied it.
    case wrote(number: Int64, variable: Int32, amount: Int64)
    /// A later update of the variable took its place in the open batch.
    case coalesced(number: Int64)
    /// Own updates were broadcast together for the first time.
    case broadcast(first: Int64, last: Int64)
    /// A batch of another agent was applied, or found overwritten.
    case applied(AgentID, first: Int64, last: Int64, Outcome)
    /// A batch waits for others.
    case held(AgentID, last: Int64)
    /// A batch was dropped because too many are held back.
    case dropped(AgentID, last: Int64)
    case duplicate(AgentID, last: Int64)
    /// An own batch was sent again to so many.
    case repeated(last: Int64, count: Int)
    /// An own batch is acknowledged by as many as was asked for.
    case completed(last: Int64, missing: AgentSet)
    /// An own batch's deadline has passed before that.
    case partial(last: Int64, missing: AgentSet)
    /// The arbiter orders concurrent versions of a variable.
    case arbitrated(variable: Int32)
    /// After the loss of its disk the agent knows its own past again, up to this number.
    case recalled(last: Int64)
    /// The agent joined all that another had applied; what it has applied now.
    case absorbed(VectorClock)
    /// Mode as written: the agent compared clocks that are equal.
    case equalClocks(AgentID, version: Int64)
    /// Mode as written: an update was older and ignored, unacknowledged.
    case ignored(AgentID, version: Int64)
    /// Mode as written: an update was concurrent and went to the undefined resolver.
    case concurrent(AgentID, version: Int64)
    /// Mode as written: no branch matched, and the agent's process died.
    case stopped
    /// Mode as written: an acknowledgement came before its update was tracked, and is lost.
    case untracked(version: Int64)
  }
}

extension Synchroniser.Note: NoteContent {
  public static var milestoneNames: [String] {
    ["update", "update complete", "partial completion", "conflict", "held back", "agent stopped"]
  }

  public var milestone: Milestone? {
    switch self {
    case .wrote: Milestone(index: 0)
    case .completed: Milestone(index: 1)
    case .partial: Milestone(index: 2)
    case .applied(_, _, _, .resolved), .concurrent: Milestone(index: 3)
    case .held: Milestone(index: 4)
    case .stopped: Milestone(index: 5)
    default: nil
    }
  }

  public func feed(_ digest: inout Digest) {
    switch self {
    case .wrote(let number, let variable, let amount):
      feed(0, number, &digest)
      digest.feed(Int64(variable))
      digest.feed(amount)
    case .coalesced(let number): feed(1, number, &digest)
    case .broadcast(let first, let last):
      feed(2, first, &digest)
      digest.feed(last)
    case .applied(let origin, let first, let last, let outcome):
      feed(3, origin, first, &digest)
      digest.feed(last)
      digest.feed(outcome.rawValue)
    case .held(let origin, let last): feed(4, origin, last, &digest)
    case .dropped(let origin, let last): feed(5, origin, last, &digest)
    case .duplicate(let origin, let last): feed(6, origin, last, &digest)
    case .repeated(let last, let count):
      feed(7, last, &digest)
      digest.feed(count)
    case .completed(let last, let missing): feed(8, last, missing, &digest)
    case .partial(let last, let missing): feed(9, last, missing, &digest)
    case .arbitrated(let variable): feed(10, Int64(variable), &digest)
    case .recalled(let last): feed(11, last, &digest)
    case .absorbed(let delivered):
      digest.feed(17)
      delivered.feed(&digest)
    case .equalClocks(let origin, let version): feed(12, origin, version, &digest)
    case .ignored(let origin, let version): feed(13, origin, version, &digest)
    case .concurrent(let origin, let version): feed(14, origin, version, &digest)
    case .stopped: digest.feed(15)
    case .untracked(let version): feed(16, version, &digest)
    }
  }

  private func feed(_ tag: Int, _ number: Int64, _ digest: inout Digest) {
    digest.feed(tag)
    digest.feed(number)
  }

  private func feed(_ tag: Int, _ origin: AgentID, _ number: Int64, _ digest: inout Digest) {
    feed(tag, number, &digest)
    digest.feed(origin)
  }

  private func feed(_ tag: Int, _ number: Int64, _ agents: AgentSet, _ digest: inout Digest) {
    feed(tag, number, &digest)
    for agent in agents.members { digest.feed(agent) }
  }

  public var description: String {
    switch self {
    case .wrote(let number, let variable, let amount): "wrote \(number): \(variable) by \(amount)"
    case .coalesced(let number): "update \(number) overtaken in its batch"
    case .broadcast(let first, let last): "broadcast \(first)...\(last)"
    case .applied(let origin, let first, let last, let outcome):
      "\(outcome.name) \(Synchroniser.name(origin, first, last))"
    case .held(let origin, let last): "held back \(Synchroniser.name(origin, last, last))"
    case .dropped(let origin, let last): "dropped \(Synchroniser.name(origin, last, last))"
    case .duplicate(let origin, let last): "duplicate \(Synchroniser.name(origin, last, last))"
    case .repeated(let last, let count): "sent \(last) again to \(count)"
    case .completed(let last, let missing): "completed \(last), \(missing.text) silent"
    case .partial(let last, let missing): "completed \(last) in part, missing \(missing.text)"
    case .arbitrated(let variable): "ordered the versions of \(variable)"
    case .recalled(let last): "knows its own updates up to \(last) again"
    case .absorbed(let delivered): "joined a snapshot, has \(delivered.description)"
    case .equalClocks(let origin, let version):
      "compared equal with \(Synchroniser.name(origin, version, version))"
    case .ignored(let origin, let version):
      "ignored \(Synchroniser.name(origin, version, version))"
    case .concurrent(let origin, let version):
      "in conflict with \(Synchroniser.name(origin, version, version))"
    case .stopped: "its process died"
    case .untracked(let version): "acknowledgement of \(version) before it was tracked"
    }
  }
}
