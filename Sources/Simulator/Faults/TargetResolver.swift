/// Finds out whom the words of a fault mean.
struct TargetResolver {
  let population: Population
  var stream: RandomStream
  /// Whom the targets resolved so far have named.
  private var named = AgentSet()

  init(_ population: Population, stream: RandomStream) {
    self.population = population
    self.stream = stream
  }

  /// Resolves the targets of an action, or gives nil if nobody meets one that must be met.
  mutating func resolve(_ action: FaultAction) -> Meeting? {
    switch action {
    case .cut(let shape, _, _): resolve(shape)
    case .reset(let pairs): links(pairs, areCut: true)
    case .crash(let targets, _), .upgrade(let targets, _), .downgrade(let targets, _),
      .pause(let targets), .disk(let targets, _),
      .slow(let targets, _), .clockDrift(let targets, _), .clockJump(let targets, _):
      plain(targets)
    case .order(let targets, _, let whom): order(targets, whom)
    case .links(let from, let to, _, _): changedLinks(from, to)
    case .deliver(let from, let to, _, _), .drop(let from, let to, _, _): oneWay([from], [to])
    case .ask(let client, let request):
      population.clients.contains(client)
        ? Meeting(text: "c\(client + 1): \(request.text)") : nil
    }
  }

  private mutating func resolve(_ shape: FaultAction.Shape) -> Meeting? {
    switch shape {
    case .partition(let groups): partition(groups)
    case .oneWay(let from, let to): oneWay(from, to)
    case .bridge(let middle): bridge(middle)
    case .ring: ring()
    case .isolate(let targets): isolate(targets)
    case .links(let pairs): links(pairs, areCut: true)
    case .otherLinks(let pairs): links(pairs, areCut: false)
    }
  }

  private mutating func plain(_ targets: [Target]) -> Meeting? {
    guard let agents = union(targets) else { return nil }
    return Meeting(agents: agents, text: agents.text)
  }

  /// Those who are told, and of whom the order speaks, which may be the same.
  private mutating func order(_ targets: [Target], _ whom: [Target]) -> Meeting? {
    guard var meeting = plain(targets) else { return nil }
    if whom.isEmpty { return meeting }
    named = AgentSet()
    guard let subjects = union(whom) else { return nil }
    meeting.to = subjects
    meeting.text += ": \(subjects.text)"
    return meeting
  }

  /// The agents of several targets; `rest` is what the others leave.
  mutating func union(_ targets: [Target]) -> AgentSet? {
    var all = AgentSet()
    var wantsRest = false
    for target in targets {
      if target == .rest { wantsRest = true }
      guard let agents = resolve(target) else { return nil }
      all.formUnion(agents)
    }
    if wantsRest { all.formUnion(rest()) }
    return all.isEmpty ? nil : all
  }

  mutating func rest() -> AgentSet {
    var left = population.everybody
    for agent in named.members { left.remove(agent) }
    named.formUnion(left)
    return left
  }

  /// The agents of one target; nil if nobody meets it.
  mutating func resolve(_ target: Target) -> AgentSet? {
    let found: AgentSet
    switch target {
    case .agent(let agent): found = select { $0 == agent.index }
    case .role(let role):
      guard let holder = holder(of: role) else { return nil }
      found = AgentSet([holder])
    case .any(let count, let condition):
      guard let chosen = choose(count, condition, amongRunning: true) else { return nil }
      found = chosen
    case .all: found = population.everybody
    case .rest, .clients: return AgentSet()
    case .majority(let condition):
      guard let chosen = choose(population.count / 2 + 1, condition, amongRunning: false)
      else { return nil }
      found = chosen
    case .minority(let condition):
      guard let chosen = choose((population.count - 1) / 2, condition, amongRunning: false)
      else { return nil }
      found = chosen
    case .zone(let zone): found = select { population.zones[$0] == zone }
    case .group(let group): found = select { population.groups[$0] == group }
    }
    named.formUnion(found)
    return found.isEmpty ? nil : found
  }

  private func holder(of role: Int) -> AgentID? {
    population.holders.indices.contains(role) ? population.holders[role] : nil
  }

  private func select(_ isWanted: (Int) -> Bool) -> AgentSet {
    AgentSet((0..<population.count).filter(isWanted).map { AgentID($0) })
  }

  /// Draws distinct agents; every draw shuffles the whole cluster, so that a draw costs the same words
  /// whichever agents are up.
  private mutating func choose(
    _ count: Int, _ condition: Target.Condition, amongRunning: Bool
  ) -> AgentSet? {
    var order = (0..<population.count).map { AgentID($0) }
    stream.shuffle(&order)
    var chosen = AgentSet()
    var excluded: AgentID?
    switch condition {
    case .none: break
    case .including(let role):
      guard let holder = holder(of: role), !named.contains(holder) else { return nil }
      chosen.insert(holder)
    case .excluding(let role):
      excluded = holder(of: role)
    }
    for agent in order where chosen.count < count {
      if agent == excluded || named.contains(agent) { continue }
      if amongRunning, !population.isRunning[agent.index] { continue }
      chosen.insert(agent)
    }
    return chosen.count >= count && count > 0 ? chosen : nil
  }
}
