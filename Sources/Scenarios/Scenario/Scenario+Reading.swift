extension Scenario {
  /// Reads a scenario file; the vocabularies are those of the protocols that it may name.
  ///
  /// Every mistake found is reported, not only the first. Nothing is read but the bytes.
  public static func read(
    _ bytes: [UInt8], file: String, vocabularies: [Vocabulary]
  ) throws(ScenarioError) -> Scenario {
    let tree = try JSON5.read(bytes, file: file)
    var reader = ScenarioReader(
      vocabularies: vocabularies, diagnostics: Diagnostics(file: file))
    guard let scenario = reader.readAll(tree) else { throw reader.diagnostics.error }
    return scenario
  }
}
