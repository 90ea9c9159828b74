import Simulator

/// Writes faults as scenario files do, each on one line.
struct FaultWriter {
  let roleNames: [String]
  let regionNames: [String]
  let milestoneNames: [String]
  let orderNames: [String]
  let messageNames: [String]
  let versionNames: [String]

  /// The declaration of a fault; nil if files have no words for a part of it.
  func text(_ fault: Fault) -> String? {
    guard let start = trigger(fault.trigger), let action = action(fault.action) else { return nil }
    var members = [("name", JSON5.quoted(fault.name))] + start + action
    if let duration = fault.duration, fault.action.kind.ending != .atOnce {
      members.append(("for", time(duration)))
    }
    if let until = fault.until {
      guard let (text, delay) = happening(until), delay == 0 else { return nil }
      members.append(("until", text))
    }
    if let event = fault.endEvent { members.append(("untilEvent", "\(event)")) }
    if let flapping = fault.flapping {
      let rhythm = [("cut", time(flapping.cut)), ("whole", time(flapping.whole))]
      members.append(("flap", object(rhythm)))
    }
    if fault.mayHaveNoEffect { members.append(("mayHaveNoEffect", "true")) }
    return object(members)
  }

  private func trigger(_ trigger: Fault.Trigger) -> [(String, String)]? {
    switch trigger {
    case .at(let moment): return [("at", time(moment))]
    case .afterEvent(let event): return [("afterEvent", "\(event)")]
    case .fault, .milestone, .arrival:
      guard let (text, delay) = happening(trigger) else { return nil }
      return [("after", text)] + (delay == 0 ? [] : [("delay", time(delay))])
    }
  }

  /// What happens in a run, and after what delay; nil if there are no words for it.
  private func happening(_ trigger: Fault.Trigger) -> (text: String, delay: Nanoseconds)? {
    switch trigger {
    case .at(let moment): return (time(moment), 0)
    case .afterEvent: return nil
    case .fault(let name, let edge, let delay):
      return (JSON5.quoted("\(name) \(edge.word)"), delay)
    case .milestone(let index, let count, let delay):
      guard milestoneNames.indices.contains(index) else { return nil }
      return (JSON5.quoted(milestoneNames[index] + (count == 1 ? "" : " \(count)")), delay)
    case .arrival(let match, let count, let delay):
      return arrival(match, count).map { ($0, delay) }
    }
  }

  private func arrival(_ match: MessageMatch, _ count: Int64) -> String? {
    guard let kinds = kinds("arrives", match.kinds) else { return nil }
    var members = kinds
    for (name, ends) in [("from", match.from), ("to", match.to)] where !ends.isEmpty {
      guard let value = targets(ends) else { return nil }
      members.append((name, value))
    }
    if count != 1 { members.append(("count", "\(count)")) }
    return object(members)
  }

  /// A key that names kinds of messages, if there are any; nil if one of them has no name.
  private func kinds(_ key: String, _ kinds: [Int]) -> [(String, String)]? {
    if kinds.isEmpty { return [] }
    guard kinds.allSatisfy({ messageNames.indices.contains($0) }) else { return nil }
    let names: [String?] = kinds.map { JSON5.quoted(messageNames[$0]) }
    let value = names.count == 1 ? names[0] : list(names)
    return value.map { [(key, $0)] }
  }

  // MARK: Actions

  private func action(_ action: FaultAction) -> [(String, String)]? {
    guard let kinds = kinds("kinds", action.kinds), let members = members(action) else {
      return nil
    }
    return members + kinds
  }

  private func members(_ action: FaultAction) -> [(String, String)]? {
    let key = action.kind.key
    switch action {
    case .cut(let shape, let inFlight, _):
      guard let value = value(of: shape) else { return nil }
      return [(key, value)]
        + (inFlight == .kept ? [] : [("inFlight", JSON5.quoted(inFlight.word))])
    case .crash(let targets, let loss):
      guard let value = self.targets(targets) else { return nil }
      return [(FaultKind.crash.key, value)]
        + (loss == .none ? [] : [("disk", JSON5.quoted(loss.word))])
    case .upgrade(let targets, let version), .downgrade(let targets, let version):
      guard let version else { return self.targets(targets).map { [(key, $0)] } }
      guard versionNames.indices.contains(version) else { return nil }
      return named(key, targets, "to", JSON5.quoted(versionNames[version]))
    case .reset(let pairs): return self.pairs(pairs).map { [(key, $0)] }
    case .pause(let targets): return self.targets(targets).map { [(key, $0)] }
    case .slow(let targets, let factor):
      return named(key, targets, "factor", thousandths(factor))
    case .links(let from, let to, let change, _):
      return links(from, to, change).map { [(key, object($0))] }
    case .disk(let targets, let harm):
      guard let value = self.targets(targets) else { return nil }
      guard case .slow(let factor, let floor) = harm else { return [(key, value)] }
      return [
        (key, object([("of", value), ("factor", thousandths(factor)), ("floor", time(floor))]))
      ]
    case .clockDrift(let targets, let partsPerMillion):
      return named(key, targets, "ppm", JSON5.quoted("\(partsPerMillion)ppm"))
    case .clockJump(let targets, let step): return named(key, targets, "by", time(step))
    case .deliver(let from, let to, let rank, _), .drop(let from, let to, let rank, _):
      guard let source = target(from), let goal = target(to) else { return nil }
      let place = rank == 1 ? [] : [("rank", "\(rank)")]
      return [(key, object([("from", source), ("to", goal)] + place))]
    case .order(let agents, let order, let whom):
      guard orderNames.indices.contains(order), let told = targets(agents) else { return nil }
      var members = [("of", told), ("to", JSON5.quoted(orderNames[order]))]
      if !whom.isEmpty {
        guard let subjects = targets(whom) else { return nil }
        members.append(("whom", subjects))
      }
      return [(key, object(members))]
    case .ask(let client, let request):
      let items = request.items.map { ($0.name, $0.value.source) }
      return [(key, object([("client", "\(client + 1)")] + items))]
    }
  }

  private func named(
    _ key: String, _ targets: [Target], _ name: String, _ value: String
  ) -> [(String, String)]? {
    self.targets(targets).map { [(key, object([("of", $0), (name, value)]))] }
  }

  private func value(of shape: FaultAction.Shape) -> String? {
    switch shape {
    case .partition(let groups): return list(groups.map { targets($0) })
    case .oneWay(let from, let to):
      guard let from = targets(from), let to = targets(to) else { return nil }
      return object([("from", from), ("to", to)])
    case .bridge(let middle): return target(middle)
    case .ring: return "true"
    case .isolate(let agents): return targets(agents)
    case .links(let pairs), .otherLinks(let pairs): return self.pairs(pairs)
    }
  }

  private func pairs(_ pairs: [FaultAction.TargetPair]) -> String? {
    list(pairs.map { list([target($0.one), target($0.other)]) })
  }

  private func links(
    _ from: [Target]?, _ to: [Target]?, _ change: LinkChange
  ) -> [(String, String)]? {
    var members: [(String, String)] = []
    for (name, ends) in [("from", from), ("to", to)] {
      guard let ends else { continue }
      guard let value = targets(ends) else { return nil }
      members.append((name, value))
    }
    let chances = [
      ("loss", change.loss), ("duplicate", change.duplication), ("corrupt", change.corruption),
    ]
    for (name, chance) in chances {
      if let chance { members.append((name, JSON5.quoted(chance.decimal))) }
    }
    if let factor = change.delayThousandths {
      members.append(("delayFactor", thousandths(factor)))
    }
    if let delay = change.extraDelay { members.append(("extraDelay", self.delay(delay))) }
    return members
  }

  // MARK: Targets

  private func targets(_ targets: [Target]) -> String? {
    targets.count == 1 ? target(targets[0]) : list(targets.map { target($0) })
  }

  private func target(_ target: Target) -> String? {
    switch target {
    case .agent(let agent): return "\(agent.index + 1)"
    case .role(let role): return name(roleNames, role, "")
    case .any(let count, .none): return JSON5.quoted("any \(count)")
    case .any(let count, .excluding(role: 0)): return JSON5.quoted("any \(count) followers")
    case .any: return nil
    case .all: return "\"all\""
    case .rest: return "\"rest\""
    case .clients: return "\"clients\""
    case .majority(let condition): return share("majority", condition)
    case .minority(let condition): return share("minority", condition)
    case .zone(let zone): return name(regionNames, zone, "region ")
    case .group(let group): return JSON5.quoted("group \(group + 1)")
    }
  }

  private func share(_ word: String, _ condition: Target.Condition) -> String? {
    switch condition {
    case .none: JSON5.quoted(word)
    case .including(let role): name(roleNames, role, word + " with ")
    case .excluding(let role): name(roleNames, role, word + " without ")
    }
  }

  private func name(_ names: [String], _ index: Int, _ before: String) -> String? {
    names.indices.contains(index) ? JSON5.quoted(before + names[index]) : nil
  }

  // MARK: Values

  private func time(_ time: Nanoseconds) -> String { JSON5.quoted(DurationText.text(time)) }

  private func thousandths(_ factor: Int64) -> String { DurationText.decimal(factor, 1000) }

  private func delay(_ delay: Delay) -> String {
    switch delay {
    case .constant(let span): return time(span)
    case .uniform(let low, let high):
      return JSON5.quoted("\(DurationText.text(low))..\(DurationText.text(high))")
    case .normal(let mean, let deviation):
      let members = [("mean", time(mean)), ("deviation", time(deviation))]
      return object([("normal", object(members))])
    case .truncatedNormal(let normal):
      let members = [
        ("mean", time(normal.mean)), ("deviation", time(normal.deviation)),
        ("minimum", time(normal.minimum)),
      ]
      return object([("truncatedNormal", object(members))])
    case .gamma(let gamma):
      let members = [
        ("shape", thousandths(gamma.shapeThousandths)), ("mean", time(gamma.mean)),
        ("offset", time(gamma.offset)),
      ]
      return object([("gamma", object(members))])
    case .logNormal(let median, let sigma, let offset):
      let members = [
        ("median", time(median)), ("sigma", thousandths(sigma / 1000)), ("offset", time(offset)),
      ]
      return object([("logNormal", object(members))])
    case .exponential(let mean, let offset):
      return object([("exponential", object([("mean", time(mean)), ("offset", time(offset))]))])
    case .pareto(let minimum, let alpha):
      let members = [("minimum", time(minimum)), ("alpha", thousandths(alpha))]
      return object([("pareto", object(members))])
    case .table(let spans): return object([("table", list(spans.map { time($0) }) ?? "[]")])
    }
  }

  private func list(_ parts: [String?]) -> String? {
    var text = ""
    for part in parts {
      guard let part else { return nil }
      text += text.isEmpty ? part : ", " + part
    }
    return "[" + text + "]"
  }

  private func object(_ members: [(String, String)]) -> String {
    var text = ""
    for (key, value) in members { text += (text.isEmpty ? "" : ", ") + key + ": " + value }
    return "{ " + text + " }"
  }
}

extension Ratio {
  /// The shortest decimal number of at most 18 digits that files read as this chance, if any is read so.
  fileprivate var decimal: String {
    let unit: UInt64 = 1_000_000_000_000_000_000
    let product = threshold.multipliedFullWidth(by: unit)
    let value = (product.high << 1) | (product.low >> 63)
    let isExact = product.low << 1 == 0
    return DurationText.decimal(Int64(isExact ? value : value + 1), Int64(unit))
  }
}
