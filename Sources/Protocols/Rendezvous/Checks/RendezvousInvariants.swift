public import Simulator

/// The safety of rendezvous, checked in every step of a run; `RendezvousCheck` lists what is checked.
///
/// The checks go by what agents state and by the messages that reach them. Only `boundedWait` reads
/// machines: what they are at, since when, and their clocks, which faults may put forward or back. Whether
/// rounds are done at all is for expectations to bound.
public struct RendezvousInvariants: Observer {
  public typealias Subject = Rendezvous
  public typealias LoadNote = Nothing

  /// The first violated invariant, if any.
  public private(set) var violation: Violation?
  public var hasViolation: Bool { violation != nil }

  private let settings: Rendezvous.Settings
  /// By agent, the group that it is in.
  private var places: [Rendezvous.GroupID?]
  /// By agent, the last round that it did.
  private var rounds: [Int32]
  /// The members of groups, the newest last; old ones are forgotten.
  private var groups = KeyedList<Rendezvous.GroupID, Rendezvous.Group>()
  /// The groups that did a round; old rounds are forgotten.
  private var doers = KeyedList<Int32, [Rendezvous.GroupID]>()
  /// By former and agent, the newest incarnation that the former has heard of in its present life.
  private var heard: [[Int32]]

  /// Groups and rounds that are remembered.
  private static var limit: Int { 4_096 }

  /// Watches a run from its start.
  public init(agentCount: Int, _ settings: Rendezvous.Settings) {
    self.settings = settings
    places = Array(repeating: nil, count: agentCount)
    rounds = Array(repeating: 0, count: agentCount)
    heard = Array(repeating: [], count: agentCount)
  }

  public mutating func noted(
    _ note: Rendezvous.Note, by agent: AgentID, at time: Nanoseconds
  ) {
    switch note {
    case .formed(let group): checkLives(group, by: agent, at: time)
    case .entered(let group): checkEntry(group, agent, at: time)
    case .contributed(let id, let round):
      checkPlace(id, round, agent, "works on", at: time)
    case .did(let id, let round):
      checkPlace(id, round, agent, "did", at: time)
      rounds[agent.index] = Swift.max(round, rounds[agent.index])
      checkSplit(id, round, at: time)
    case .abandoned, .parted, .left: places[agent.index] = nil
    case .sought, .foundNone, .dropped, .emptied: break
    }
  }

  private mutating func checkEntry(
    _ group: Rendezvous.Group, _ agent: AgentID, at time: Nanoseconds
  ) {
    if let other = places[agent.index] {
      report(
        .oneGroup,
        "\(agent.description) entered \(group.id.text) while it was in \(other.text)", at: time)
    }
    places[agent.index] = group.id
    let known = groups.item(group.id)
    if let known, known.members != group.members || known.round != group.round {
      report(
        .agreedMembers,
        "\(agent.description) takes \(group.id.text) for \(group.text), others for \(known.text)",
        at: time)
    } else if group.member(agent) == nil {
      report(
        .agreedMembers,
        "\(agent.description) entered \(group.id.text) \(group.text) and is no member", at: time)
    }
    if known == nil { groups.keep(group, group.id, atMost: Self.limit) }
  }

  private mutating func checkPlace(
    _ id: Rendezvous.GroupID, _ round: Int32, _ agent: AgentID, _ verb: String,
    at time: Nanoseconds
  ) {
    let claim = "\(agent.description) \(verb) round \(round) in \(id.text)"
    if places[agent.index] != id {
      let place = places[agent.index].map { "is in \($0.text)" } ?? "is in no group"
      report(.oneGroup, "\(claim) and \(place)", at: time)
    } else if round <= rounds[agent.index] {
      report(.oneGroup, "\(claim) and did round \(rounds[agent.index]) before", at: time)
    }
  }

  private mutating func checkSplit(
    _ id: Rendezvous.GroupID, _ round: Int32, at time: Nanoseconds
  ) {
    guard settings.method == .lighthouse, settings.quorum == .majority else { return }
    let others = doers.item(round) ?? []
    if others.contains(id) { return }
    for other in others {
      guard let first = groups.item(other), let second = groups.item(id) else { continue }
      if first.members.contains(where: { second.member($0.agent) != nil }) { continue }
      report(
        .splitRound,
        "\(first.id.text) \(first.text) and \(second.id.text) \(second.text) did round \(round)",
        at: time)
    }
    if let place = doers.place(of: round) {
      doers[place].append(id)
    } else {
      doers.keep([id], round, atMost: Self.limit)
    }
  }

  private mutating func checkLives(
    _ group: Rendezvous.Group, by former: AgentID, at time: Nanoseconds
  ) {
    for member in group.members where member.agent.index < heard[former.index].count {
      let newest = heard[former.index][member.agent.index]
      if member.life >= newest { continue }
      report(
        .deadIncarnation,
        "\(former.description) counts incarnation \(member.life) of \(member.agent.description) "
          + "in \(group.id.text), and has heard of incarnation \(newest)", at: time)
    }
  }

  public mutating func delivered(
    _ message: Rendezvous.Message, from source: AgentID, to target: AgentID,
    sentAt: Nanoseconds, at time: Nanoseconds
  ) {
    switch message {
    case .join(let life, _, _), .heartbeat(let life, _), .done(let life), .looking(let life, _, _),
      .ask(_, let life, _):
      if heard[target.index].isEmpty {
        heard[target.index] = Array(repeating: 0, count: places.count)
      }
      heard[target.index][source.index] = Swift.max(life, heard[target.index][source.index])
    default: break
    }
  }

  public mutating func stepped(
    _ machine: borrowing Rendezvous, _ agent: AgentID, at time: Nanoseconds
  ) {
    guard let bound = settings.bound(of: machine.phase) else { return }
    let wait = machine.clock &- machine.since
    if wait <= bound { return }
    report(
      .boundedWait,
      "\(agent.description) has been \(machine.phase.word) for \(wait / 1_000_000) ms, longer than "
        + "\(bound / 1_000_000) ms",
      at: time)
  }

  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    guard case .crashed = change else { return }
    places[agent.index] = nil
    heard[agent.index] = []
  }

  private mutating func report(
    _ check: RendezvousCheck, _ message: String, at time: Nanoseconds
  ) {
    if violation == nil { violation = Violation(check: check.word, message: message, time: time) }
  }
}

extension KeyedList {
  /// Adds an item, and drops the oldest of more than a number.
  mutating func keep(_ item: Item, _ key: Key, atMost limit: Int) {
    append(item, key)
    if count > limit, let oldest = firstPlace { remove(at: oldest) }
  }
}
