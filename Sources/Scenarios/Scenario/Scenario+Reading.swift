extension Scenario {
  /// Reads a scenario file; the vocabularies are those of the protocols that it may name.
  ///
  /// Every mistake found is reported, not only the first: those of writing, and where there is none,
  /// those of meaning. Nothing is read but the bytes. No text of a scenario has a hidden character.
  ///
  /// - Parameters:
  ///   - overrides: settings that stand instead of the file's.
  ///   - variations: settings of which it gets variants.
  public static func read(
    _ bytes: [UInt8], file: String, vocabularies: [Vocabulary], overrides: [Choice] = [],
    variations: [Variation] = []
  ) throws(ScenarioError) -> Scenario {
    var tree = try JSON5.read(bytes, file: file)
    var diagnostics = Diagnostics(file: file)
    tree.override(overrides, &diagnostics)
    tree.vary(variations, &diagnostics)
    tree.complainOfUnusable(&diagnostics)
    guard diagnostics.isEmpty else { throw diagnostics.error }
    var reader = ScenarioReader(vocabularies: vocabularies, diagnostics: diagnostics)
    guard var scenario = reader.readAll(tree) else { throw reader.diagnostics.error }
    scenario.overrides = overrides
    for index in scenario.variants.indices { scenario.variants[index].overrides = overrides }
    return scenario
  }
}
