public import Simulator

extension Barrier {
  /// A fact that an agent states for checks, measures and milestones.
  public enum Note: Hashable, Sendable {
    /// A generation is open; it is due on the stating agent's clock.
    case opened(Instance, Members, due: Nanoseconds)
    /// This agent comes to a barrier.
    case arrived(Instance)
    /// The coordinator has counted so many arrivals.
    case counted(Instance, arrived: Int32)
    /// The deadline passed and was put off.
    case extended(Instance, due: Nanoseconds)
    case suspected(Instance, AgentID)
    case excluded(Instance, AgentID)
    /// The generation ended, at this time of the stating agent's clock.
    case concluded(Instance, Outcome, at: Nanoseconds)
    /// This agent waited, and this is what it was told.
    case passed(Instance, Outcome)
    /// This agent came, and was turned away.
    case refused(Instance, Refusal)
    /// This agent will not come any more.
    case pledged(Instance)
    /// As written: the agent's process exited.
    case exited(Exit)
    /// As written: a timeout message arrived that nobody handles.
    case timeoutIgnored(Int32)
    /// As written: a creation replaced a barrier that agents waited for.
    case overwritten(Int32, arrived: Int32)
  }

  /// Why a process exited.
  public enum Exit: UInt8, Hashable, Sendable {
    /// The update of a key that the map does not have.
    case missingKey
    /// A call to the store was not answered in time.
    case callTimeout
  }
}

extension Barrier.Note: NoteContent {
  public static var milestoneNames: [String] {
    [
      "opened", "arrival", "released", "timed out", "broken", "passed", "refused", "extended",
      "exited", "timeout ignored", "overwritten", "suspected",
    ]
  }

  public var milestone: Milestone? {
    switch self {
    case .opened: Milestone(index: 0)
    case .arrived: Milestone(index: 1)
    case .concluded(_, let outcome, _): Milestone(index: 2 + Int(outcome.verdict.rawValue))
    case .passed: Milestone(index: 5)
    case .refused: Milestone(index: 6)
    case .extended: Milestone(index: 7)
    case .exited: Milestone(index: 8)
    case .timeoutIgnored: Milestone(index: 9)
    case .overwritten: Milestone(index: 10)
    case .suspected: Milestone(index: 11)
    case .counted, .excluded, .pledged: nil
    }
  }

  public func feed(_ digest: inout Digest) {
    switch self {
    case .opened(let instance, let members, let due):
      feed(0, instance, &digest)
      members.feed(&digest)
      digest.feed(due)
    case .arrived(let instance): feed(1, instance, &digest)
    case .counted(let instance, let arrived):
      feed(2, instance, &digest)
      digest.feed(Int(arrived))
    case .extended(let instance, let due):
      feed(3, instance, &digest)
      digest.feed(due)
    case .suspected(let instance, let agent):
      feed(4, instance, &digest)
      digest.feed(agent)
    case .excluded(let instance, let agent):
      feed(5, instance, &digest)
      digest.feed(agent)
    case .concluded(let instance, let outcome, let time):
      feed(6, instance, &digest)
      outcome.feed(&digest)
      digest.feed(time)
    case .passed(let instance, let outcome):
      feed(7, instance, &digest)
      outcome.feed(&digest)
    case .refused(let instance, let refusal):
      feed(8, instance, &digest)
      digest.feed(Int(refusal.rawValue))
    case .pledged(let instance): feed(9, instance, &digest)
    case .exited(let exit):
      digest.feed(10)
      digest.feed(Int(exit.rawValue))
    case .timeoutIgnored(let barrier):
      digest.feed(11)
      digest.feed(Int(barrier))
    case .overwritten(let barrier, let arrived):
      digest.feed(12)
      digest.feed(Int(barrier))
      digest.feed(Int(arrived))
    }
  }

  private func feed(_ tag: Int, _ instance: Barrier.Instance, _ digest: inout Digest) {
    digest.feed(tag)
    instance.feed(&digest)
  }

  public var description: String {
    switch self {
    case .opened(let instance, let members, _): "opened \(instance.text) for \(members.text)"
    case .arrived(let instance): "arrives at \(instance.text)"
    case .counted(let instance, let arrived): "counted \(arrived) at \(instance.text)"
    case .extended(let instance, _): "put off the deadline of \(instance.text)"
    case .suspected(let instance, let agent): "suspects \(agent.description) at \(instance.text)"
    case .excluded(let instance, let agent): "excluded \(agent.description) from \(instance.text)"
    case .concluded(let instance, let outcome, _): "concluded \(instance.text): \(outcome.text)"
    case .passed(let instance, let outcome): "leaves \(instance.text): \(outcome.text)"
    case .refused(let instance, let refusal): "refused at \(instance.text): \(refusal.text)"
    case .pledged(let instance): "will not come to \(instance.text)"
    case .exited(.missingKey): "exited: key completed_at not found"
    case .exited(.callTimeout): "exited: call to the store timed out"
    case .timeoutIgnored(let barrier): "ignores the timeout of b\(barrier &+ 1)"
    case .overwritten(let barrier, let arrived):
      "created b\(barrier &+ 1) over one with \(arrived) arrivals"
    }
  }
}
