/// A place in a file, as editors count: a line ends at LF, CR, or both together.
public struct Position: Hashable, Comparable, Sendable {
  /// From 1.
  public var line: Int
  /// From 1, in Unicode scalars; a tab counts as one.
  public var column: Int

  /// The character at this line and column, both from 1.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// The first character of a file.
  public static var start: Position { Position(line: 1, column: 1) }

  public static func < (left: Position, right: Position) -> Bool {
    left.line == right.line ? left.column < right.column : left.line < right.line
  }
}
