/// The characters of a page for terminals that show ASCII only: one for one, so columns stay.
enum ASCII {
  /// - Parameter own: substitutes that a page has beside those for all pages.
  static func text(_ text: String, _ own: [Character: Character] = [:]) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    return text.reduce(into: "") { ascii, character in
      if character.isASCII {
        ascii.append(character)
      } else if let substitute = own[character] {
        ascii.append(substitute)
      } else {
        ascii += substitute[character] ?? String(repeating: "?", count: Columns.count(character))
      }
    }
  }

  private static let substitute: [Character: String] = [
    "▁": "_", "█": "#", "×": "x", "‖": "\"", "├": "|", "┤": "|", "─": "-", "═": "=",
    "≡": "#", "┄": ".", "│": "|", "┬": "+", "┐": "+", "✓": "+", "✗": "x", "—": "-", "…": "~",
    "µ": "u", "·": ".", "▂": ".", "▃": ":", "▄": "-", "▅": "=", "▆": "+", "▇": "*",
  ]
}
