public import Simulator

/// A measure of a scenario's own that is of one agent, of some clients or of one request.
public struct Probe: Hashable, Sendable {
  /// What scenarios and reports call it.
  public let name: String
  /// What it is of.
  public let subject: Subject

  /// What is measured.
  public enum Subject: Hashable, Sendable {
    /// How far an agent is behind the one that is farthest: by entries that it does not know to be committed.
    case lag(AgentID)
    /// Operations of the clients that stand in a region, by its number.
    case latency(isRead: Bool, region: Int)
    /// What a read returned that a fault of this name made a client ask for.
    case answer(fault: String)
    /// Compare-and-sets that took effect, or that found another value.
    case outcomes(tookEffect: Bool)
  }

  /// A measure with its name.
  public init(name: String, _ subject: Subject) {
    self.name = name
    self.subject = subject
  }
}

extension Probe {
  /// What operations a latency is of.
  enum Operations: String, Word {
    case reads
    case writes
  }

  /// What compare-and-sets are answered.
  enum Outcome: String, Word {
    case effect
    case mismatch
  }

  /// What reports know it as.
  func measure(regionNames: [String], agentNames: [String]) -> Measure {
    switch subject {
    case .lag(let agent):
      let agent = agent.index < agentNames.count ? agentNames[agent.index] : agent.description
      return Measure(
        name, .count, .histogram, better: .less,
        about:
          "Entries known to be committed by any agent and not by \(agent), at the start and whenever either changes."
      )
    case .latency(let isRead, let region):
      let place = region < regionNames.count ? regionNames[region] : "\(region)"
      return Measure(
        name, .duration, .histogram,
        about:
          "Time from the wish of a client in \(place) to \(isRead ? "read" : "write") to the answer."
      )
    case .answer(let fault):
      return Measure(
        name, .count, .count, about: "The value that the read returned which '\(fault)' asked for.")
    case .outcomes(let tookEffect):
      return Measure(
        name, .count, .count, better: tookEffect ? .more : .less,
        about: tookEffect
          ? "Compare-and-sets that were answered as having taken effect."
          : "Compare-and-sets that were answered as having found another value.")
    }
  }
}
