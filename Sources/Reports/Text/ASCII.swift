/// The characters of a page for terminals that show ASCII only: one for one, so columns stay.
enum ASCII {
  static func text(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    return text.reduce(into: "") { ascii, character in
      if character.isASCII {
        ascii.append(character)
      } else {
        ascii += substitute[character] ?? String(repeating: "?", count: Columns.count(character))
      }
    }
  }

  private static let substitute: [Character: String] = [
    "▁": "_", "░": "c", "█": "#", "×": "x", "‖": "\"", "├": "|", "┤": "|", "─": "-", "═": "=",
    "≡": "#", "┄": ".", "│": "|", "┬": "+", "┐": "+", "✓": "+", "✗": "x", "—": "-", "…": "~",
    "µ": "u", "·": ".", "▂": ".", "▃": ":", "▄": "-", "▅": "=", "▆": "+", "▇": "*",
  ]
}
