/// All mistakes found in one file, in the order of their places; never empty.
public struct ScenarioError: Error, Hashable, Sendable, CustomStringConvertible {
  /// At least one, in the order of their places.
  public let diagnostics: [Diagnostic]

  /// An error of at least one mistake.
  public init(_ diagnostics: [Diagnostic]) {
    precondition(!diagnostics.isEmpty, "an error has a reason")
    self.diagnostics = diagnostics
  }

  /// One line for each mistake.
  public var description: String {
    var text = ""
    for diagnostic in diagnostics {
      if !text.isEmpty { text += "\n" }
      text += diagnostic.description
    }
    return text
  }
}
