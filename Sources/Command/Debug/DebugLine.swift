import Simulator

/// A line that is said to a debugger, in words.
struct DebugLine {
  /// The words; what stands between double quotes is one.
  let words: [String]
  /// What stands behind the first word, as it is.
  let rest: String

  init(_ line: String) {
    let trimmed = DebugLine.trimmed(line)
    words = DebugLine.split(trimmed)
    let end = trimmed.firstIndex { $0 == " " || $0 == "\t" } ?? trimmed.endIndex
    rest = DebugLine.trimmed(String(trimmed[end...]))
  }

  static func trimmed(_ text: String) -> String {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" }
    return String(text.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }

  private static func split(_ line: String) -> [String] {
    var words: [String] = []
    var word = ""
    var (isQuoted, isBegun) = (false, false)
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
        isBegun = true
      } else if !isQuoted, character == " " || character == "\t" {
        if isBegun || !word.isEmpty { words.append(word) }
        (word, isBegun) = ("", false)
      } else {
        word.append(character)
      }
    }
    if isBegun || !word.isEmpty { words.append(word) }
    return words
  }
}
