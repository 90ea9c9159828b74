extension Scenario {
  /// Reads a scenario file; the vocabularies are those of the protocols that it may name.
  ///
  /// Every mistake found is reported, not only the first. Nothing is read but the bytes.
  public static func read(
    _ bytes: [UInt8], file: String, vocabularies: [Vocabulary]
  ) throws(ScenarioError) -> Scenario {
    var diagnostics = Diagnostics(file: file)
    let tree = JSON5Reader.read(bytes, &diagnostics)
    guard let tree, diagnostics.isEmpty else { throw diagnostics.error }
    var reader = ScenarioReader(vocabularies: vocabularies, diagnostics: diagnostics)
    guard let scenario = reader.readAll(tree) else { throw reader.diagnostics.error }
    return scenario
  }
}
