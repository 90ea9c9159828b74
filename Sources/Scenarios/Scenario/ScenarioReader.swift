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
    guard var scenario = read(tree, label: ""), diagnostics.isEmpty else { return nil }
    for variant in Variant.all(of: tree, &diagnostics) {
      if diagnostics.isFull { break }
      if let read = read(variant.tree, label: variant.label) { scenario.variants.append(read) }
    }
    return diagnostics.isEmpty ? scenario : nil
  }

  /// Reads one scenario without regard to `vary`; nil if it cannot be put together.
  private mutating func read(_ tree: JSON5, label: String) -> Scenario? {
    let before = diagnostics.count
    let vocabulary = vocabularies.first { .text($0.name) == tree["protocol"]?.content }
    let keys = Format.keys(for: vocabulary, among: vocabularies)
    var reader = ValueReader(diagnostics: diagnostics)
    let values = reader.readObject(tree, keys, "")
    diagnostics = reader.diagnostics
    guard let vocabulary else { return nil }
    var builder = ScenarioBuilder(
      tree: tree, label: label, values: values, vocabulary: vocabulary, diagnostics: diagnostics)
    let scenario = builder.build()
    diagnostics = builder.diagnostics
    guard let scenario, diagnostics.count == before else { return nil }
    for diagnostic in vocabulary.review(scenario) { diagnostics.add(diagnostic) }
    return scenario
  }
}
