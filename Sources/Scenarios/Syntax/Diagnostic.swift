/// One mistake in a file: where it stands, what is wrong and what was meant.
public struct Diagnostic: Hashable, Sendable, CustomStringConvertible {
  /// The name of the file.
  public let file: String
  /// Where the mistake stands in it.
  public let position: Position
  /// What is wrong, without a full stop.
  public let message: String
  /// What was meant, or what to do; nil where nobody can tell.
  public let suggestion: String?

  /// A mistake at a place of a file, with what was probably meant.
  public init(file: String, position: Position, message: String, suggestion: String? = nil) {
    self.file = file
    self.position = position
    self.message = message
    self.suggestion = suggestion
  }

  /// The line of the mistake, from 1.
  public var line: Int { position.line }
  /// The column of the mistake, from 1.
  public var column: Int { position.column }

  /// `file:line:column: what is wrong; what was meant`, on one line: hidden characters of the file's
  /// name, and of what is quoted from it, are shown by their numbers.
  public var description: String {
    let place = "\(file):\(position.line):\(position.column): \(message)"
    return VisibleText.line(suggestion.map { "\(place); \($0)" } ?? place)
  }
}
