import Scenarios

/// How many columns of a terminal text takes.
public enum Columns {
  /// Those of a text.
  public static func count(_ text: some StringProtocol) -> Int {
    text.reduce(0) { $0 + count($1) }
  }

  /// 2 for what East Asian fonts and emoji draw wide, else 1.
  static func count(_ character: Character) -> Int {
    if character.isASCII { return 1 }
    return character.unicodeScalars.contains { isWide($0) } ? 2 : 1
  }

  /// The blocks that Unicode's East Asian Width calls wide, coarsely, and the selector of emoji.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE0F,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }

  /// The text, cut with an ellipsis if it takes more columns than there are.
  public static func cut(_ text: String, to limit: Int) -> String {
    if count(text) <= limit { return text }
    return prefix(of: text, columns: Swift.max(0, limit - 1)) + (limit > 0 ? "…" : "")
  }

  /// As many characters as fit.
  public static func prefix(of text: String, columns: Int) -> String {
    var kept = ""
    var used = 0
    for character in text {
      used += count(character)
      if used > columns { break }
      kept.append(character)
    }
    return kept
  }

  /// Blanks behind the text until it takes that many columns.
  static func flushLeft(_ text: String, _ columns: Int) -> String {
    text + String(repeating: " ", count: Swift.max(0, columns - count(text)))
  }

  /// Blanks before the text until it takes that many columns.
  static func flushRight(_ text: String, _ columns: Int) -> String {
    String(repeating: " ", count: Swift.max(0, columns - count(text))) + text
  }

  /// Split at blanks, but for those between a number and its unit.
  private static func words(_ text: String) -> [String] {
    text.split(separator: " ").reduce(into: []) { words, word in
      let isUnit = ["s", "ms", "µs", "ns"].contains { word == $0 || word.dropLast() == $0 }
      if isUnit, let last = words.last, last.last?.isNumber == true {
        words[words.count - 1] = last + " " + word
      } else {
        words.append(String(word))
      }
    }
  }

  /// The text in lines of `limit` columns, broken at blanks where it can be; hidden characters are
  /// shown by their numbers before that, as those take columns too.
  static func wrap(_ text: String, to limit: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in words(VisibleText.line(text)) {
      var word = word
      if !line.isEmpty, count(line) + 1 + count(word) > limit {
        lines.append(line)
        line = ""
      }
      while count(word) > limit {
        let head = prefix(of: word, columns: Swift.max(2, limit))
        lines.append(head)
        word.removeFirst(head.count)
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return line.isEmpty && !lines.isEmpty ? lines : lines + [line]
  }

  /// Whether a text stands within another, byte by byte: the standard search is not in Embedded Swift.
  static func contains(_ text: String, _ part: String) -> Bool {
    let (bytes, wanted) = (Array(text.utf8), Array(part.utf8))
    if bytes.count < wanted.count { return false }
    return (0...bytes.count - wanted.count).contains { start in
      wanted.indices.allSatisfy { bytes[start + $0] == wanted[$0] }
    }
  }
}
