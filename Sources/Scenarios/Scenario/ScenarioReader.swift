import Simulator

/// Turns the tree of a file into a scenario and its variants.
struct ScenarioReader {
  let vocabularies: [Vocabulary]
  var diagnostics: Diagnostics

  /// Reads the scenario with its variants; nil, with reasons, if there is any mistake.
  mutating func readAll(_ tree: JSON5) -> Scenario? {
    guard case .object = tree.content else {
      diagnostics.add(
        tree.position, "a scenario is an object, not \(tree.kindText)",
        "begin with { about: \"…\", … }")
      return nil
    }
    // By the whole file, so that all variants have the same measures.
    let fitted = vocabularies.map { $0.fitted(to: tree) }
    guard var scenario = read(tree, fitted, label: ""), diagnostics.isEmpty else { return nil }
    var weight = 0
    for variant in Variant.all(of: tree, &diagnostics) {
      if diagnostics.isFull { break }
      guard weight <= Variant.mostWeight else {
        diagnostics.add(
          tree["vary"]?.position ?? tree.position,
          "the agents and faults of all variants together are too many to be kept at once",
          "at most \(Variant.mostWeight), a fault counted as \(Variant.faultWeight) agents; list "
            + "fewer values, or have fewer agents")
        break
      }
      // Each by itself: a mistake in one variant hides none in the next.
      var reader = ScenarioReader(
        vocabularies: vocabularies, diagnostics: Diagnostics(file: diagnostics.file))
      if var read = reader.read(variant.tree, fitted, label: variant.label) {
        read.choices = variant.choices
        weight += read.agents.count + Variant.faultWeight * read.faults.count
        scenario.variants.append(read)
      }
      diagnostics.add(reader.diagnostics)
    }
    checkTimings(scenario, tree)
    if scenario.runs.contains(where: { $0.measuresService }) {
      // All variants have the same measures, so that a sweep can put them side by side.
      scenario.measureService()
      for index in scenario.variants.indices { scenario.variants[index].measureService() }
    }
    if scenario.runs.contains(where: { $0.measuresConnections }) {
      scenario.measureConnections()
      for index in scenario.variants.indices { scenario.variants[index].measureConnections() }
    }
    return diagnostics.isEmpty ? scenario : nil
  }

  /// All variants have the same measures, so that a sweep can put them side by side.
  private mutating func checkTimings(_ scenario: Scenario, _ tree: JSON5) {
    func names(_ scenario: Scenario) -> [String] {
      scenario.timings.map { $0.name } + scenario.probes.map { $0.name }
    }
    let own = names(scenario)
    for variant in scenario.variants where names(variant) != own {
      diagnostics.add(
        tree["vary"]?.position ?? tree.position, "variants measure different things",
        "name all of them in 'measure'")
      return
    }
  }

  /// Reads one scenario without regard to `vary`; nil if it cannot be put together.
  private mutating func read(
    _ tree: JSON5, _ vocabularies: [Vocabulary], label: String
  ) -> Scenario? {
    let before = diagnostics.count
    let vocabulary = vocabularies.first { .text($0.name) == tree["protocol"]?.content }
    let keys = Format.keys(for: vocabulary, among: vocabularies)
    let tree = vocabulary.map { withoutOtherSections(tree, $0.name) } ?? tree
    var reader = ValueReader(diagnostics: diagnostics)
    let values = reader.readObject(tree, keys, "")
    var builder = ScenarioBuilder(
      tree: tree, label: label, values: values,
      vocabulary: vocabulary ?? Vocabulary(name: "", about: ""), diagnostics: reader.diagnostics)
    let scenario = vocabulary == nil ? builder.checkCluster() : builder.build()
    diagnostics = builder.diagnostics
    guard let vocabulary else { return nil }
    guard let scenario, diagnostics.count == before else { return nil }
    let mistakes = vocabulary.review(scenario)
    for diagnostic in mistakes { diagnostics.add(diagnostic) }
    for (index, version) in scenario.versions.enumerated() {
      for diagnostic in vocabulary.review(scenario.running(version: index))
      where !mistakes.contains(diagnostic) {
        diagnostics.add(
          diagnostic.position, "\(diagnostic.message), in version \(JSON5.quoted(version.name))",
          diagnostic.suggestion)
      }
    }
    return scenario
  }

  /// The tree without the sections of other protocols, which are mistakes of their own kind.
  private mutating func withoutOtherSections(_ tree: JSON5, _ name: String) -> JSON5 {
    guard case .object(let members) = tree.content else { return tree }
    let others = vocabularies.map { $0.name }.filter { $0 != name }
    for member in members where others.contains(member.key) {
      diagnostics.add(
        member.keyPosition, "'\(member.key)' is the section of another protocol",
        "the protocol is '\(name)'")
    }
    return JSON5(.object(members.filter { !others.contains($0.key) }), at: tree.position)
  }
}
