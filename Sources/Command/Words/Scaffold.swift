import Scenarios

/// A scenario to begin with, from what a protocol's vocabulary says.
struct Scaffold {
  private let vocabulary: Vocabulary
  private let program: String
  private var lines: [String] = []

  /// - Parameter program: the name of the program that runs it.
  init(_ vocabulary: Vocabulary, program: String) {
    self.vocabulary = vocabulary
    self.program = program
    addHead()
    addSection(vocabulary.name, vocabulary.settings)
    addSection("load", vocabulary.load, stops: vocabulary.checkNames.contains("convergence"))
    addFaults()
    addExpectations()
    lines.append("}")
  }

  var text: String { lines.map { $0 + "\n" }.joined() }

  private mutating func addHead() {
    lines += [
      "// What this scenario shows, and what to look at in its output.",
      "// '\(program) describe \(vocabulary.name)' tells every key; this is JSON5, so comments may",
      "// stand anywhere.", "{", "  about: \"One agent crashes and comes back\",",
      "  protocol: \"\(vocabulary.name)\",", "  agents: 5,",
      "  // Virtual time: a run of 20 seconds takes a small part of one.", "  duration: \"20s\",",
      vocabulary.restsOnConnections
        ? "  network: { delay: \"1ms..5ms\", loss: \"0.5%\", transport: \"tcp\" },"
        : "  network: { delay: \"1ms..5ms\", loss: \"0.5%\" },",
    ]
  }

  /// Required keys as they must be, the others as comments with what they are without being said.
  ///
  /// - Parameter stops: whether clients stop before the end, which leaves time to agree.
  private mutating func addSection(_ name: String, _ keys: [Key], stops: Bool = false) {
    if keys.isEmpty { return }
    lines.append("  \(name): {")
    for key in keys {
      lines.append("    // \(key.about)")
      if stops, let stop = Scaffold.stop(key) {
        lines.append("    \(stop),")
        continue
      }
      switch key.presence {
      case .required: lines.append("    \(key.name): \(key.example ?? key.shape.sample),")
      case .standard(let value): lines.append("    // \(key.name): \(value),")
      case .sameAs(let other): lines.append("    // \(key.name): the same as \(other),")
      case .optional:
        if let example = key.example { lines.append("    // \(key.name): \(example),") }
      }
    }
    lines.append("  },")
  }

  /// What ends the requests of a load or of one of its sections.
  private static func stop(_ key: Key) -> String? {
    if key.name == "stop" { return "stop: \"12s\"" }
    guard case .object(let inner) = key.shape else { return nil }
    // Sections that are not named are left out where others are.
    return "\(key.name): {" + (inner.contains { $0.name == "stop" } ? " stop: \"12s\" }" : "}")
  }

  private mutating func addFaults() {
    lines += [
      "  // Each fault has a time, or a milestone it waits for, and targets.", "  faults: [",
      "    { name: \"crash\", at: \"5s\", crash: \"any\", restart: \"2s\" },",
    ]
    if let milestone = vocabulary.milestoneNames.first {
      lines.append(
        "    // { name: \"split\", after: \"\(milestone)\", delay: \"1s\", "
          + "partition: [[\"minority\"], [\"rest\"]], for: \"3s\" },")
    }
    lines.append("  ],")
  }

  private mutating func addExpectations() {
    lines += [
      "  // What must hold; a bound that bites is worth more than one that never fails.",
      "  expect: {",
    ]
    for check in vocabulary.checkNames { lines.append("    \"\(check)\": true,") }
    if let measure = vocabulary.measures.first(where: {
      $0.form == .histogram && $0.unit == .duration
    }) {
      lines.append("    // \"\(measure.name) p99\": \"< 100ms\",")
      lines.append("    // \"\(measure.name) p99 during crash\": \"< 1s\",")
    }
    lines.append("  },")
  }
}
