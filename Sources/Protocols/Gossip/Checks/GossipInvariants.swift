public import Simulator

/// The safety of gossip, checked in every step of a run; `GossipCheck` lists what is checked.
///
/// The checks go by the machines' states and by what is durable, and take from notes only when an
/// interest was lost. That rumours reach all agents is for expectations to demand.
public struct GossipInvariants<LoadNote: Traceable>: Observer {
  public typealias Subject = Gossip

  /// The first violated invariant, if any.
  public private(set) var violation: Violation?
  public var hasViolation: Bool { violation != nil }

  /// The rumours that clients asked agents to start, whether or not the request arrived.
  private var started = RumourSet()
  /// What each agent knew when it was last stepped; after a crash, what its disk keeps.
  private var held: [RumourSet]
  private var durable: [RumourSet]
  /// The rumours in which each agent has lost interest in its present life.
  private var lost: [RumourSet]

  /// Watches a run from its start.
  public init(agentCount: Int) {
    held = Array(repeating: RumourSet(), count: agentCount)
    durable = held
    lost = held
  }

  public mutating func submitted(
    _ request: Gossip.Request, _ id: RequestID, to agent: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    switch request {
    case .start(let rumour): started.insert(rumour)
    }
  }

  public mutating func stepped(
    _ machine: borrowing Gossip, _ agent: AgentID, at time: Nanoseconds
  ) {
    let known = machine.known
    if known != held[agent.index] { checkKnowledge(known, agent, at: time) }
    let spread = machine.spread
    if known.isSuperset(of: spread), spread.intersection(lost[agent.index]).isEmpty { return }
    for interest in machine.hot
    where lost[agent.index].contains(interest.rumour) || !known.contains(interest.rumour) {
      let reason = known.contains(interest.rumour) ? "had lost interest in it" : "does not know it"
      report(
        .interestOnce, "\(agent.description) spreads \(interest.rumour.text) and \(reason)",
        at: time)
    }
  }

  private mutating func checkKnowledge(
    _ known: RumourSet, _ agent: AgentID, at time: Nanoseconds
  ) {
    if let rumour = held[agent.index].subtracting(known).first {
      report(
        .neverUnlearned, "\(agent.description) no longer knows \(rumour.text)", at: time)
    }
    if let rumour = known.subtracting(started).first {
      report(
        .neverInvented, "\(agent.description) knows \(rumour.text), which no client started",
        at: time)
    }
    held[agent.index] = known
  }

  public mutating func noted(_ note: Gossip.Note, by agent: AgentID, at time: Nanoseconds) {
    if case .lostInterest(let rumour) = note { lost[agent.index].insert(rumour) }
  }

  public mutating func sent(
    _ message: Gossip.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    checkClaim(message.claimed, source, "tells of", at: time)
  }

  public mutating func responded(
    _ reply: Gossip.Reply, _ id: RequestID, by agent: AgentID, at time: Nanoseconds
  ) {
    switch reply {
    case .started(let rumour):
      checkClaim(RumourSet([rumour]), agent, "acknowledges", at: time)
    }
  }

  private mutating func checkClaim(
    _ rumours: RumourSet, _ agent: AgentID, _ verb: String, at time: Nanoseconds
  ) {
    if durable[agent.index].isSuperset(of: rumours) { return }
    guard let rumour = rumours.subtracting(durable[agent.index]).first else { return }
    report(
      .durableBeforeSent,
      "\(agent.description) \(verb) \(rumour.text), which is not durable", at: time)
  }

  public mutating func becameDurable(
    _ write: Gossip.Storage.Write, _ storage: borrowing Gossip.Storage, of agent: AgentID,
    at time: Nanoseconds
  ) {
    let known = storage.known
    if let rumour = durable[agent.index].subtracting(known).first {
      report(
        .neverUnlearned, "the disk of \(agent.description) no longer has \(rumour.text)", at: time)
    }
    durable[agent.index] = known
  }

  /// A disk may lose what it kept, or keep what a crash caught under way: that is a fault of the disk.
  public mutating func storageChanged(
    _ storage: borrowing Gossip.Storage, of agent: AgentID, at time: Nanoseconds
  ) {
    durable[agent.index] = storage.known
    held[agent.index] = storage.known
  }

  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    guard case .crashed = change else { return }
    held[agent.index] = durable[agent.index]
    lost[agent.index] = RumourSet()
  }

  private mutating func report(_ check: GossipCheck, _ message: String, at time: Nanoseconds) {
    if violation == nil { violation = Violation(check: check.word, message: message, time: time) }
  }
}
