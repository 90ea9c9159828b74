import Simulator

extension FaultReader {
  /// What a declared fault does: exactly one of the action keys.
  mutating func readAction(_ values: Values) -> FaultAction? {
    let given = values.fields.filter { field in
      field.isGiven && Format.actionKeys.contains { $0.name == field.name }
    }
    if given.count > 1 {
      complain(
        given[1].keyPosition,
        "the fault does two things, '\(given[0].name)' and '\(given[1].name)'",
        "make two faults of it")
      return nil
    }
    guard let field = given.first else {
      let names = Format.actionKeys.map { $0.name }
      // A key with a wrong value has been reported already.
      if !writtenKeys.contains(where: { names.contains($0) }) {
        complain(
          values.position, "the fault does nothing", "it lacks one of " + Nearest.list(names))
      }
      return nil
    }
    let inFlight = readInFlight(values)
    let action = readAction(field, inFlight, readDiskLoss(values, field))
    if let action, let key = values.field("inFlight"), key.isGiven, !action.isCut {
      complain(key.keyPosition, "'inFlight' belongs to faults that cut links", "remove it")
    }
    return action
  }

  func readInFlight(_ values: Values) -> FaultAction.InFlight {
    values["inFlight"]?.text == "lost" ? .lost : .kept
  }

  private mutating func readDiskLoss(
    _ values: Values, _ action: Values.Field
  ) -> FaultAction.DiskLoss {
    guard let disk = values.field("disk"), let word = disk.value.text else { return .none }
    if action.name != "crash" {
      complain(disk.keyPosition, "'disk' belongs to 'crash'", "remove it")
    }
    let number = Format.diskLosses.firstIndex(of: word) ?? 0
    return FaultAction.DiskLoss(rawValue: UInt8(number)) ?? .none
  }

  private mutating func readAction(
    _ field: Values.Field, _ inFlight: FaultAction.InFlight, _ loss: FaultAction.DiskLoss
  ) -> FaultAction? {
    let item = Value.Item(field.value, at: field.position)
    switch field.name {
    case "partition": return partition(item, inFlight)
    case "bridge": return bridge(item, inFlight)
    case "ring": return ring(field, inFlight)
    case "isolate": return targets(item).map { .isolate($0, inFlight) }
    case "cut": return pairs(item).map { .cutLinks($0, inFlight) }
    case "keep": return pairs(item).map { .keepLinks($0, inFlight) }
    case "crash": return targets(item).map { .crash($0, loss) }
    case "pause": return targets(item).map { .pause($0) }
    case "failingDisk": return targets(item).map { .failingDisk($0) }
    case "fullDisk": return targets(item).map { .fullDisk($0) }
    default:
      guard let values = field.value.object else { return nil }
      return readComposed(field.name, values, inFlight)
    }
  }

  /// Actions whose value is an object.
  private mutating func readComposed(
    _ name: String, _ values: Values, _ inFlight: FaultAction.InFlight
  ) -> FaultAction? {
    switch name {
    case "oneWay": return oneWay(values, inFlight)
    case "links": return links(values)
    case "slowDisk": return slowDisk(values)
    case "drift":
      guard let targets = targets(values, "of"), let range = values["ppm"]?.partsPerMillion else {
        return nil
      }
      if range.lowerBound != range.upperBound {
        complain(values.position(of: "ppm"), "a fault's drift is one number", "only chaos draws")
      }
      return .clockDrift(targets, partsPerMillion: range.lowerBound)
    default:
      guard let targets = targets(values, "of"), let range = values["by"]?.durationRange else {
        return nil
      }
      if range.lowerBound != range.upperBound {
        complain(values.position(of: "by"), "a fault's jump is one duration", "only chaos draws")
      }
      return .clockJump(targets, by: range.lowerBound)
    }
  }

  mutating func partition(
    _ item: Value.Item, _ inFlight: FaultAction.InFlight
  ) -> FaultAction? {
    guard let groups = item.value.list else { return nil }
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
    return .partition(targets, inFlight)
  }

  mutating func oneWay(_ values: Values, _ inFlight: FaultAction.InFlight) -> FaultAction? {
    guard let from = item(values, "from").flatMap({ resolve($0, clients: true) }),
      let to = item(values, "to").flatMap({ resolve($0, clients: true) })
    else { return nil }
    checkReach(from + to, values.position)
    return .oneWay(from: from, to: to, inFlight)
  }

  mutating func bridge(_ item: Value.Item, _ inFlight: FaultAction.InFlight) -> FaultAction? {
    guard let targets = targets(item) else { return nil }
    guard targets.count == 1, let target = targets.first, cast.need(target) == 1 else {
      complain(item.position, "a bridge is one agent", "name one, such as \"any\"")
      return nil
    }
    if cast.agentCount < 3 { complain(item.position, "a bridge takes at least 3 agents") }
    return .bridge(target, inFlight)
  }

  private mutating func ring(
    _ field: Values.Field, _ inFlight: FaultAction.InFlight
  ) -> FaultAction? {
    if field.value.boolean == false {
      complain(field.position, "a ring is not asked for", "write true, or remove the fault")
    }
    if cast.agentCount < 4 {
      complain(field.position, "a ring takes at least 4 agents", "there are \(cast.agentCount)")
    }
    return .ring(inFlight)
  }

  mutating func links(_ values: Values) -> FaultAction? {
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
    return .links(from: ends.0 ?? nil, to: ends.1 ?? nil, change)
  }

  mutating func slowDisk(_ values: Values) -> FaultAction? {
    guard let targets = targets(values, "of"), let factor = values["factor"]?.factor,
      let floor = values["floor"]?.duration
    else { return nil }
    if factor == 1000 && floor == 0 {
      complain(values.position, "the disk is not slowed", "write 'factor' or 'floor'")
    }
    return .slowDisk(targets, thousandths: factor, floor: floor)
  }
}
