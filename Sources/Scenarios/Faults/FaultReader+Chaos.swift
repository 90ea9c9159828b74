import Simulator

extension FaultReader {
  /// Random faults per run, at most, by the mean.
  private static var chaosLimit: Int64 { 10_000 }

  /// Reads `chaos`; nil, with a reason, if it cannot be.
  ///
  /// - Parameter written: the section as it stands in the file.
  mutating func readChaos(_ values: Values, written: JSON5?, swarm: Ratio?) -> Chaos? {
    let before = diagnostics.count
    let end = duration - (calm ?? 0)
    let from = values["from"]?.duration ?? 0
    let until = values["until"]?.duration ?? end
    if until > end {
      complain(
        values.position(of: "until"), "chaos lasts until \(DurationText.text(until))",
        calm == nil
          ? "the run lasts only \(DurationText.text(end))"
          : "the calm tail begins at \(DurationText.text(end))")
    } else if from >= until {
      complain(
        values.position(of: "from"), "chaos begins at \(DurationText.text(from))",
        "it is over at \(DurationText.text(until))")
    }
    var kinds: [Chaos.Kind] = []
    for (number, description) in Format.chaosKinds.enumerated() {
      guard let kind = values[description.name]?.object else { continue }
      if let read = readKind(number, description.name, kind, until - from) { kinds.append(read) }
    }
    let names = Format.chaosKinds.map { $0.name }
    if !names.contains(where: { written?[$0] != nil }) {
      complain(values.position, "chaos has no kind of fault", "add one of " + Nearest.list(names))
    }
    guard diagnostics.count == before else { return nil }
    return Chaos(from: from, until: until, swarm: swarm, kinds: kinds)
  }

  private mutating func readKind(
    _ number: Int, _ name: String, _ values: Values, _ span: Nanoseconds
  ) -> Chaos.Kind? {
    guard let effect = readEffect(name, values), let every = values["every"]?.duration else {
      return nil
    }
    if span / every > FaultReader.chaosLimit {
      complain(
        values.position(of: "every"), "that is more than \(FaultReader.chaosLimit) faults a run",
        "at least \(DurationText.text(span / FaultReader.chaosLimit + 1))")
    }
    var flapping: Fault.Flapping?
    if let rhythm = values["flap"]?.object, let cut = rhythm["cut"]?.duration,
      let whole = rhythm["whole"]?.duration
    {
      flapping = Fault.Flapping(cut: cut, whole: whole)
    }
    let isTaken = faults.contains { $0.baseName == name }
    return Chaos.Kind(
      kind: number, name: isTaken ? "chaos \(name)" : name, every: every,
      length: values["for"]?.durationRange, effect: effect, flapping: flapping)
  }

  private mutating func readEffect(_ name: String, _ values: Values) -> Chaos.Effect? {
    switch name {
    case "drift":
      guard let targets = targets(values, "of"), let range = values["ppm"]?.partsPerMillion else {
        return nil
      }
      return .drift(targets, range)
    case "jump":
      guard let targets = targets(values, "of"), let range = values["by"]?.durationRange else {
        return nil
      }
      return .jump(targets, range)
    default:
      return readChaosAction(name, values).map { .fixed($0) }
    }
  }

  private mutating func readChaosAction(_ name: String, _ values: Values) -> FaultAction? {
    let inFlight = readInFlight(values)
    switch name {
    case "partition": return item(values, "groups").flatMap { partition($0, inFlight) }
    case "oneWay": return oneWay(values, inFlight)
    case "bridge": return item(values, "of").flatMap { bridge($0, inFlight) }
    case "ring":
      if cast.agentCount < 4 {
        complain(values.position, "a ring takes at least 4 agents", "there are \(cast.agentCount)")
      }
      return .ring(inFlight)
    case "cut": return item(values, "links").flatMap { pairs($0) }.map { .cutLinks($0, inFlight) }
    case "keep": return item(values, "links").flatMap { pairs($0) }.map { .keepLinks($0, inFlight) }
    case "links": return links(values)
    case "slowDisk": return slowDisk(values)
    default: return targets(values, "of").map { FaultReader.action(name, $0, inFlight) }
    }
  }

  /// Kinds that need only whom they mean.
  private static func action(
    _ name: String, _ targets: [Target], _ inFlight: FaultAction.InFlight
  ) -> FaultAction {
    switch name {
    case "isolate": .isolate(targets, inFlight)
    case "crash": .crash(targets, .none)
    case "torn": .crash(targets, .torn)
    case "corruptTail": .crash(targets, .corruptTail)
    case "amnesia": .crash(targets, .amnesia)
    case "pause": .pause(targets)
    case "failingDisk": .failingDisk(targets)
    default: .fullDisk(targets)
    }
  }
}
