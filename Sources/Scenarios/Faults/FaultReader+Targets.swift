import Simulator

extension FaultReader {
  /// The value of a key as an item, or nil if there is none.
  func item(_ values: Values, _ name: String) -> Value.Item? {
    values.field(name).map { Value.Item($0.value, at: $0.position) }
  }

  /// The agents that a key names; nil, with a reason, if one of them cannot be.
  mutating func targets(_ values: Values, _ name: String) -> [Target]? {
    item(values, name).flatMap { targets($0) }
  }

  mutating func targets(_ item: Value.Item) -> [Target]? {
    guard let targets = resolve(item, clients: false) else { return nil }
    checkReach(targets, item.position)
    return targets
  }

  /// What the words mean, without a look at how many agents they need together.
  mutating func resolve(_ item: Value.Item, clients: Bool) -> [Target]? {
    guard let words = item.value.list else { return nil }
    var targets: [Target] = []
    for word in words {
      do throws(Mistake) {
        let target = try cast.target(word.value)
        if target == .clients && !clients {
          throw Mistake(
            "clients cannot be meant here", "they can stand in 'partition' and 'oneWay'")
        }
        if case .minority = target, cast.agentCount <= cast.majority {
          throw Mistake("a minority of \(cast.agentCount) agents is nobody", "add agents")
        }
        targets.append(target)
      } catch {
        complain(word.position, error.message, error.suggestion)
      }
    }
    return targets.count == words.count ? targets : nil
  }

  /// Whether there are as many agents as the targets of one fault need together.
  mutating func checkReach(_ targets: [Target], _ position: Position) {
    var seen: [Target] = []
    var need = 0
    for target in targets {
      if isSingle(target) {
        if seen.contains(target) { continue }
        seen.append(target)
      }
      need += cast.need(target)
    }
    if need > cast.agentCount {
      complain(
        position, "the fault needs \(need) agents", "there are only \(cast.agentCount)")
    }
  }

  /// Whether the same words always mean the same agent.
  func isSingle(_ target: Target) -> Bool {
    switch target {
    case .agent, .role: true
    default: false
    }
  }
}
