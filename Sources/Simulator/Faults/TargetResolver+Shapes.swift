extension TargetResolver {
  mutating func partition(_ groups: [[Target]]) -> Meeting? {
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

  mutating func oneWay(_ from: [Target], _ to: [Target]) -> Meeting? {
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
  mutating func ends(_ from: [Target], _ to: [Target]) -> (AgentSet, AgentSet)? {
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

  mutating func changedLinks(_ from: [Target]?, _ to: [Target]?) -> Meeting? {
    var meeting = Meeting()
    if let from, let to {
      guard let (sources, targets) = ends(from, to) else { return nil }
      (meeting.from, meeting.to) = (sources, targets)
      if sources.isEmpty || targets.isEmpty { return nil }
    } else if let one = from ?? to {
      guard let found = union(one) else { return nil }
      if from != nil { meeting.from = found } else { meeting.to = found }
    }
    meeting.agents = meeting.from
    meeting.agents.formUnion(meeting.to)
    let source = from == nil ? "all" : meeting.from.text
    let target = to == nil ? "all" : meeting.to.text
    meeting.text = from == nil && to == nil ? "all links" : "\(source) to \(target)"
    return meeting
  }

  /// The others fall into two halves; an odd one out stands in the first.
  mutating func bridge(_ middle: Target) -> Meeting? {
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
  mutating func ring() -> Meeting? {
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

  mutating func isolate(_ targets: [Target]) -> Meeting? {
    guard let agents = union(targets) else { return nil }
    var labels = Array(repeating: UInt16(0), count: population.count + 1)
    for agent in agents.members { labels[agent.index] = Cut.nowhere }
    labels[population.count] = Cut.everywhere
    return Meeting(agents: agents, text: agents.text, shape: .labels(labels))
  }

  mutating func links(_ pairs: [FaultAction.TargetPair], areCut: Bool) -> Meeting? {
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
