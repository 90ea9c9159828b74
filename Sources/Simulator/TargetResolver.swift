/// What the targets of a fault are chosen from: the cluster at the instant the fault fires.
struct Population: Hashable, Sendable {
  /// Whether each agent's process is up and not paused.
  var isRunning: [Bool]
  var zones: [Int]
  var groups: [Int]
  /// The holder of each role, or nil.
  var holders: [AgentID?]

  var count: Int { isRunning.count }
  var everybody: AgentSet { AgentSet((0..<count).map { AgentID($0) }) }
}

/// Whom a fault meets.
struct Meeting: Hashable, Sendable {
  /// All of them.
  var agents = AgentSet()
  /// In words.
  var text = ""
  /// For cuts, which links.
  var shape: Cut.Shape?
  /// For one-way cuts and changed links, the ends.
  var from = AgentSet()
  var to = AgentSet()
}

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
    case .partition(let groups, _): return partition(groups)
    case .oneWay(let from, let to, _): return oneWay(from, to)
    case .bridge(let middle, _): return bridge(middle)
    case .ring: return ring()
    case .isolate(let targets, _): return isolate(targets)
    case .cutLinks(let pairs, _): return links(pairs, areCut: true)
    case .keepLinks(let pairs, _): return links(pairs, areCut: false)
    case .crash(let targets, _), .pause(let targets), .slowDisk(let targets, _, _),
      .failingDisk(let targets), .fullDisk(let targets), .clockDrift(let targets, _),
      .clockJump(let targets, _):
      return plain(targets)
    case .links(let from, let to, _): return changedLinks(from, to)
    }
  }

  private mutating func plain(_ targets: [Target]) -> Meeting? {
    guard let agents = union(targets) else { return nil }
    return Meeting(agents: agents, text: agents.text)
  }

  /// The agents of several targets; `rest` is what the others leave.
  private mutating func union(_ targets: [Target]) -> AgentSet? {
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

  private mutating func rest() -> AgentSet {
    var left = population.everybody
    for agent in named.members { left.remove(agent) }
    named.formUnion(left)
    return left
  }

  /// The agents of one target; nil if nobody meets it.
  private mutating func resolve(_ target: Target) -> AgentSet? {
    let found: AgentSet
    switch target {
    case .agent(let agent): found = AgentSet([agent])
    case .role(let role):
      guard let holder = population.holders[role] else { return nil }
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

  private func select(_ isWanted: (Int) -> Bool) -> AgentSet {
    AgentSet((0..<population.count).filter(isWanted).map { AgentID($0) })
  }

  /// Draws distinct agents; every draw shuffles the whole cluster, so that a draw costs the same words
  /// whoever is up.
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
      guard let holder = population.holders[role] else { return nil }
      chosen.insert(holder)
    case .excluding(let role):
      excluded = population.holders[role]
    }
    for agent in order where chosen.count < count {
      if agent == excluded || named.contains(agent) { continue }
      if amongRunning, !population.isRunning[agent.index] { continue }
      chosen.insert(agent)
    }
    return chosen.count >= count && count > 0 ? chosen : nil
  }
}

extension TargetResolver {
  private mutating func partition(_ groups: [[Target]]) -> Meeting? {
    var labels = Array(repeating: Cut.nowhere, count: population.count + 1)
    labels[population.count] = Cut.everywhere
    var members = Array(repeating: AgentSet(), count: groups.count)
    for (number, group) in groups.enumerated() {
      for target in group where target != .rest {
        guard let found = resolve(target) else { return nil }
        members[number].formUnion(found)
      }
      if group.contains(.clients) { labels[population.count] = UInt16(number) }
    }
    for (number, group) in groups.enumerated() where group.contains(.rest) {
      members[number].formUnion(rest())
    }
    var meeting = Meeting()
    for (number, group) in members.enumerated() {
      for agent in group.members { labels[agent.index] = UInt16(number) }
      meeting.agents.formUnion(group)
      meeting.text += (number == 0 ? "" : " | ") + group.text
    }
    meeting.shape = .labels(labels)
    return meeting
  }

  private mutating func oneWay(_ from: [Target], _ to: [Target]) -> Meeting? {
    guard let (sources, targets) = ends(from, to) else { return nil }
    var meeting = Meeting(
      agents: sources, text: "\(words(from, sources)) to \(words(to, targets))", from: sources,
      to: targets)
    meeting.agents.formUnion(targets)
    meeting.shape = .oneWay(
      sources, targets, clientsFrom: from.contains(.clients), clientsTo: to.contains(.clients))
    return meeting
  }

  /// Both ends of a directed change. `rest` in one end is what the other end does not name.
  private mutating func ends(_ from: [Target], _ to: [Target]) -> (AgentSet, AgentSet)? {
    var ends = [AgentSet(), AgentSet()]
    for (side, targets) in [from, to].enumerated() {
      for target in targets where target != .rest {
        guard let found = resolve(target) else { return nil }
        ends[side].formUnion(found)
      }
    }
    if from.contains(.rest) { ends[0].formUnion(rest()) }
    if to.contains(.rest) { ends[1].formUnion(rest()) }
    if ends[0].isEmpty && !from.contains(.clients) { return nil }
    if ends[1].isEmpty && !to.contains(.clients) { return nil }
    return (ends[0], ends[1])
  }

  private func words(_ targets: [Target], _ agents: AgentSet) -> String {
    if !targets.contains(.clients) { return agents.text }
    return agents.isEmpty ? "clients" : "\(agents.text) and clients"
  }

  private mutating func changedLinks(_ from: [Target]?, _ to: [Target]?) -> Meeting? {
    var meeting = Meeting()
    if let from {
      guard let sources = union(from) else { return nil }
      meeting.from = sources
    }
    if let to {
      guard let targets = union(to) else { return nil }
      meeting.to = targets
    }
    meeting.agents = meeting.from
    meeting.agents.formUnion(meeting.to)
    let source = from == nil ? "all" : meeting.from.text
    let target = to == nil ? "all" : meeting.to.text
    meeting.text = from == nil && to == nil ? "all links" : "\(source) to \(target)"
    return meeting
  }

  /// The others fall into two halves; an odd one out stands in the first.
  private mutating func bridge(_ middle: Target) -> Meeting? {
    guard let middles = resolve(middle), let bridge = middles.members.first else { return nil }
    var others = population.everybody.members.filter { $0 != bridge }
    stream.shuffle(&others)
    var labels = Array(repeating: Cut.everywhere, count: population.count + 1)
    var halves = [AgentSet(), AgentSet()]
    for (place, agent) in others.enumerated() {
      let half = place < (others.count + 1) / 2 ? 0 : 1
      labels[agent.index] = UInt16(half)
      halves[half].insert(agent)
    }
    return Meeting(
      agents: population.everybody, text: "\(halves[0].text) - \(bridge) - \(halves[1].text)",
      shape: .labels(labels))
  }

  /// On a ring in random order, each agent reaches the nearest on both sides until, with itself, they
  /// are the smallest majority that is symmetric.
  private mutating func ring() -> Meeting? {
    let count = population.count
    var order = population.everybody.members
    stream.shuffle(&order)
    let reach = (count / 2 + 1) / 2
    var rows = Array(repeating: AgentSet(), count: count)
    for (place, agent) in order.enumerated() {
      for (otherPlace, other) in order.enumerated() {
        let distance = Swift.min(
          (place - otherPlace + count) % count, (otherPlace - place + count) % count)
        if distance > reach { rows[agent.index].insert(other) }
      }
    }
    let text = order.reduce("ring") { "\($0) \($1)" }
    return Meeting(agents: population.everybody, text: text, shape: .rows(rows))
  }

  private mutating func isolate(_ targets: [Target]) -> Meeting? {
    guard let agents = union(targets) else { return nil }
    var labels = Array(repeating: UInt16(0), count: population.count + 1)
    for agent in agents.members { labels[agent.index] = Cut.nowhere }
    labels[population.count] = Cut.everywhere
    return Meeting(agents: agents, text: agents.text, shape: .labels(labels))
  }

  private mutating func links(_ pairs: [FaultAction.TargetPair], areCut: Bool) -> Meeting? {
    let none = AgentSet()
    var rows = Array(repeating: areCut ? none : population.everybody, count: population.count)
    var meeting = Meeting()
    for pair in pairs {
      guard let one = resolve(pair.one), let other = resolve(pair.other) else { return nil }
      meeting.agents.formUnion(one)
      meeting.agents.formUnion(other)
      meeting.text += (meeting.text.isEmpty ? "" : ", ") + "\(one.text)-\(other.text)"
      for left in one.members {
        for right in other.members {
          if areCut {
            rows[left.index].insert(right)
            rows[right.index].insert(left)
          } else {
            rows[left.index].remove(right)
            rows[right.index].remove(left)
          }
        }
      }
    }
    if !areCut { meeting.text = "only " + meeting.text }
    meeting.shape = .rows(rows)
    return meeting
  }
}
