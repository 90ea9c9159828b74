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
    for kind in FaultKind.drawn {
      guard let keys = values[kind.key]?.object else { continue }
      if let read = readKind(kind, keys, until - from) { kinds.append(read) }
    }
    let names = FaultKind.drawn.map { $0.key }
    if !names.contains(where: { written?[$0] != nil }) {
      complain(values.position, "chaos has no kind of fault", "add one of " + Nearest.list(names))
    }
    guard diagnostics.count == before else { return nil }
    return Chaos(from: from, until: until, swarm: swarm, kinds: kinds)
  }

  private mutating func readKind(
    _ kind: FaultKind, _ values: Values, _ span: Nanoseconds
  ) -> Chaos.Kind? {
    guard let bearing = readBearing(values),
      let effect = kind.form.read(&self, values, bearing),
      let every = values["every"]?.duration
    else {
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
    let isTaken = faults.contains { $0.baseName == kind.key }
    return Chaos.Kind(
      kind: kind, name: isTaken ? "chaos \(kind.key)" : kind.key, every: every,
      length: values["for"]?.durationRange, effect: effect, flapping: flapping)
  }
}
