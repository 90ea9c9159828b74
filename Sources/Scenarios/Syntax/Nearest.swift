/// Finds the known word that an unknown one was probably meant to be.
public enum Nearest {
  /// `did you mean 'x'?` for the nearest name, else the names themselves, if there are any.
  public static func suggestion(for word: String, among names: [String]) -> String? {
    if let name = name(to: word, among: names) { return "did you mean '\(name)'?" }
    if names.isEmpty { return nil }
    return "known: " + list(names)
  }

  /// The names in quotes, separated by commas; the first dozen of more.
  static func list(_ names: [String]) -> String {
    var text = ""
    for (index, name) in names.prefix(12).enumerated() {
      text += index == 0 ? "'\(name)'" : ", '\(name)'"
    }
    return names.count > 12 ? text + ", …" : text
  }

  /// The nearest name, if it is near: at most a third of its characters differ, regardless of case.
  public static func name(to word: String, among names: [String]) -> String? {
    var best: String?
    var bestDistance = Int.max
    let letters = folded(word)
    for name in names {
      let other = folded(name)
      let limit = max(1, max(letters.count, other.count) / 3)
      guard abs(letters.count - other.count) <= limit, letters.count <= 100 else { continue }
      let found = distance(letters, other)
      if found <= limit && found < bestDistance { (best, bestDistance) = (name, found) }
    }
    return best
  }

  private static func folded(_ text: String) -> [UInt8] {
    text.utf8.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
  }

  /// Insertions, deletions, substitutions and swaps of neighbours (Damerau 1964, Levenshtein 1966;
  /// optimal string alignment).
  /// - Complexity: O(n m).
  static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...other.count)
    for i in 0..<one.count {
      var row = [i + 1]
      for j in 0..<other.count {
        let cost = one[i] == other[j] ? 0 : 1
        var least = min(row[j] + 1, last[j + 1] + 1, last[j] + cost)
        if i > 0, j > 0, one[i] == other[j - 1], one[i - 1] == other[j] {
          least = min(least, beforeLast[j - 1] + 1)
        }
        row.append(least)
      }
      (beforeLast, last) = (last, row)
    }
    return last[other.count]
  }
}
