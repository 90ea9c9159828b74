extension JSON5 {
  /// Reads JSON5 text, of which JSON is a subset; every mistake found is reported.
  public static func read(_ bytes: [UInt8], file: String) throws(ScenarioError) -> JSON5 {
    var diagnostics = Diagnostics(file: file)
    let tree = JSON5Reader.read(bytes, &diagnostics)
    guard let tree, diagnostics.isEmpty else { throw diagnostics.error }
    return tree
  }
}
