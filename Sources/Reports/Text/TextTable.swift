import Scenarios

/// Columns of text, each as wide as it must be: the first ones flush left, the others flush right.
public struct TextTable {
  private var rows: [[String]]
  private let leading: Int

  /// - Parameter leading: how many columns stand flush left.
  public init(_ header: [String], leading: Int) {
    rows = [header]
    self.leading = leading
  }

  /// Whether there is nothing below the header.
  public var isEmpty: Bool { rows.count == 1 }

  /// Adds a row; hidden characters of its cells are shown by their numbers, and counted so.
  public mutating func add(_ cells: [String]) { rows.append(cells.map { VisibleText.line($0) }) }

  /// The lines, without blanks at their ends.
  public var lines: [String] {
    let count = rows.map { $0.count }.max() ?? 0
    var widths = Array(repeating: 0, count: count)
    for row in rows {
      for (column, cell) in row.enumerated() {
        widths[column] = Swift.max(widths[column], TextTable.width(cell))
      }
    }
    return rows.map { line($0, widths) }
  }

  private func line(_ row: [String], _ widths: [Int]) -> String {
    var line = ""
    var blanks = 0
    for (column, cell) in row.enumerated() {
      let padding = widths[column] - TextTable.width(cell)
      if column >= leading { blanks += padding }
      if !cell.isEmpty {
        line += String(repeating: " ", count: blanks) + cell
        blanks = 0
      }
      if column < leading { blanks += padding }
      blanks += 2
    }
    return line
  }

  /// In characters of a terminal, for texts without wide or joined ones.
  static func width(_ text: String) -> Int { text.unicodeScalars.count }
}
