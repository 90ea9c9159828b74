import Scenarios

/// A line of a page: pieces of text, each with its style.
struct PageLine: Sendable {
  private(set) var pieces: [(text: String, style: Style)] = []

  init() {}

  init(_ text: String, _ style: Style = .plain) { append(text, style) }

  /// Adds text at the end, its hidden characters by their numbers.
  mutating func append(_ text: String, _ style: Style = .plain) {
    if text.isEmpty { return }
    pieces.append((VisibleText.line(text), style))
  }

  /// Adds blanks until the line takes that many columns.
  mutating func pad(to columns: Int) {
    append(String(repeating: " ", count: Swift.max(0, columns - self.columns)))
  }

  mutating func append(_ line: PageLine) { pieces += line.pieces }

  /// How many columns it takes.
  var columns: Int { pieces.reduce(0) { $0 + Columns.count($1.text) } }

  /// The same, cut with an ellipsis if it takes more columns than the limit.
  func cut(to limit: Int) -> PageLine {
    if columns <= limit { return self }
    var line = PageLine()
    for piece in pieces {
      line.append(Columns.cut(piece.text, to: limit - line.columns), piece.style)
      if line.columns >= limit { break }
    }
    return line
  }

  /// The line as a terminal takes it, without blanks at its end.
  func text(_ look: Look) -> String {
    var pieces = pieces
    while let last = pieces.last, last.text.allSatisfy({ $0 == " " }) { pieces.removeLast() }
    if let last = pieces.last {
      pieces[pieces.count - 1].text = String(
        last.text.reversed().drop { $0 == " " }.reversed())
    }
    return pieces.reduce(into: "") { text, piece in
      let shown = look.isASCII ? ASCII.text(piece.text, look.substitutes) : piece.text
      if look.hasColor, let rendition = piece.style.rendition {
        text += "\u{1B}[\(rendition)m\(shown)\u{1B}[0m"
      } else {
        text += shown
      }
    }
  }
}

/// What a page is drawn for.
struct Look: Sendable {
  /// In columns.
  let width: Int
  let hasColor: Bool
  let isASCII: Bool
  /// What stands for the page's own characters where only ASCII is shown.
  let substitutes: [Character: Character]
}
