import Simulator

/// Which check a message or a departure violates that rests on something that is not so.
extension BarrierInvariants {
  /// A release that too few arrivals of its own generation allow.
  mutating func reportIncomplete(
    _ known: BarrierGeneration, _ outcome: Barrier.Outcome, _ deed: String, _ agent: AgentID,
    at time: Nanoseconds
  ) {
    report(
      isMixed(known, outcome, agent) ? .crossGeneration : .earlyRelease,
      "\(agent.description) \(deed) \(known.instance.text) after \(known.arrivedCount) of "
        + "\(known.members?.required ?? 0) arrived",
      at: time)
  }

  /// Whether what an agent counts for a generation came from another one.
  ///
  /// A release that claims no more arrivals than there were is only too early. Where all that leave
  /// claim the same, in dissemination, signals of another generation must have reached the agent.
  private func isMixed(
    _ known: BarrierGeneration, _ outcome: Barrier.Outcome, _ agent: AgentID
  ) -> Bool {
    guard generations.hasOtherComplete(than: known.instance, fewest: fewest) else { return false }
    if settings.form != .dissemination { return Int(outcome.arrived) > known.present.count }
    return signalled[agent.index].contains {
      $0.barrier == known.instance.barrier && $0 != known.instance
    }
  }

  /// An agent claims an arrival that its disk does not have.
  ///
  /// One that it has made nowhere, or at another generation, was not sent too soon: it is false.
  mutating func reportArrival(
    _ instance: Barrier.Instance, of agent: AgentID, at time: Nanoseconds
  ) {
    let claim = "\(agent.description) says that it is at \(instance.text)"
    if generation(instance)?.present.contains(agent) ?? false {
      report(.durableBeforeSent, "\(claim), which is not durable", at: time)
    } else if let other = generations.lastArrival(of: agent, otherThan: instance) {
      report(.crossGeneration, "\(claim), and it arrived at \(other.text)", at: time)
    } else {
      report(.earlyRelease, "\(claim), where it has not arrived", at: time)
    }
  }

  /// An agent tells an outcome that no disk has.
  ///
  /// A release that the arrivals do not allow is worse than one that is told too soon.
  mutating func reportConclusion(
    _ instance: Barrier.Instance, _ outcome: Barrier.Outcome, by agent: AgentID,
    at time: Nanoseconds
  ) {
    let known = generation(instance) ?? BarrierGeneration(instance)
    if outcome.ending == .released, !known.isComplete(fewest: fewest) {
      return reportIncomplete(known, outcome, "releases", agent, at: time)
    }
    report(
      .durableBeforeSent,
      "\(agent.description) says that \(instance.text) \(outcome.text), which is not durable",
      at: time)
  }
}
