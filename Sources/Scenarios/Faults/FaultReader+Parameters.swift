import Simulator

extension FaultReader {
  mutating func partition(_ values: Values) -> FaultAction.Shape? {
    guard let item = item(values, "groups"), let groups = item.value.list else { return nil }
    let read = groups.map { resolve($0, clients: true) }
    guard !read.contains(where: { $0 == nil }) else { return nil }
    let targets = read.compactMap { $0 }
    let all = targets.flatMap { $0 }
    for (index, target) in all.enumerated() where isSingle(target) || target == .clients {
      if all[..<index].contains(target) {
        complain(item.position, "one target stands in the partition twice", "name it once")
      }
    }
    checkReach(all, item.position)
    return .partition(targets)
  }

  mutating func oneWay(_ values: Values) -> FaultAction.Shape? {
    guard let from = item(values, "from").flatMap({ resolve($0, clients: true) }),
      let to = item(values, "to").flatMap({ resolve($0, clients: true) })
    else { return nil }
    checkReach(from + to, values.position)
    return .oneWay(from: from, to: to)
  }

  mutating func bridge(_ values: Values) -> FaultAction.Shape? {
    guard let item = item(values, "of"), let targets = targets(item) else { return nil }
    guard targets.count == 1, let target = targets.first, cast.need(target) == 1 else {
      complain(item.position, "a bridge is one agent", "name one, such as \"any\"")
      return nil
    }
    if cast.agentCount < 3 { complain(item.position, "a bridge takes at least 3 agents") }
    return .bridge(target)
  }

  mutating func ring(_ values: Values) -> FaultAction.Shape {
    if cast.agentCount < 4 {
      complain(values.position, "a ring takes at least 4 agents", "there are \(cast.agentCount)")
    }
    return .ring
  }

  /// Links by their ends.
  mutating func pairs(_ values: Values) -> [FaultAction.TargetPair]? {
    guard let entries = values["links"]?.list else { return nil }
    var pairs: [FaultAction.TargetPair] = []
    for entry in entries {
      guard let ends = entry.value.list, ends.count == 2,
        let one = resolve(ends[0], clients: false), let other = resolve(ends[1], clients: false)
      else { return nil }
      guard one.count == 1, other.count == 1, one[0] != other[0] || !isSingle(one[0]) else {
        complain(entry.position, "a link has two different ends", "write such as [1, 2]")
        return nil
      }
      pairs.append(FaultAction.TargetPair(one[0], other[0]))
    }
    return pairs
  }

  mutating func links(_ values: Values, kinds: [Int]) -> FaultAction? {
    let change = LinkChange(
      loss: values["loss"]?.chance, duplication: values["duplicate"]?.chance,
      corruption: values["corrupt"]?.chance, delayThousandths: values["delayFactor"]?.factor,
      extraDelay: values["extraDelay"]?.delay)
    if change == LinkChange() {
      let names = ["loss", "duplicate", "corrupt", "delayFactor", "extraDelay"]
      complain(
        values.position, "'links' changes nothing", "it lacks one of " + Nearest.list(names))
    }
    let from = item(values, "from")
    let to = item(values, "to")
    let ends = (from.map { targets($0) }, to.map { targets($0) })
    if ends.0 == .some(nil) || ends.1 == .some(nil) { return nil }
    return .links(from: ends.0 ?? nil, to: ends.1 ?? nil, change, kinds: kinds)
  }

  mutating func slow(_ values: Values) -> FaultAction? {
    guard let targets = targets(values, "of"), let factor = values["factor"]?.factor else {
      return nil
    }
    if factor <= 1000 {
      complain(values.position(of: "factor"), "nobody is slowed", "write a 'factor' above 1")
    }
    return .slow(targets, thousandths: factor)
  }

  mutating func slowDisk(_ values: Values) -> FaultAction? {
    guard let targets = targets(values, "of"), let factor = values["factor"]?.factor,
      let floor = values["floor"]?.duration
    else { return nil }
    if factor == 1000 && floor == 0 {
      complain(values.position, "the disk is not slowed", "write 'factor' or 'floor'")
    }
    return .disk(targets, .slow(thousandths: factor, floor: floor))
  }
}
