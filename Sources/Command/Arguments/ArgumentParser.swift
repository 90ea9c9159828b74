import Scenarios

/// Goes through the words once.
struct ArgumentParser {
  let words: [String]
  let syntax: Syntax
  private(set) var operands: [String] = []
  private(set) var values: [(name: String, value: String)] = []
  private var next = 0

  init(_ words: [String], _ syntax: Syntax) {
    self.words = words
    self.syntax = syntax
  }

  mutating func parse() throws(Complaint) {
    while next < words.count {
      let word = words[next]
      next += 1
      if word == "--" {
        operands += words[next...]
        return
      }
      if word.hasPrefix("-"), word != "-" { try takeOption(word) } else { operands.append(word) }
    }
  }

  private mutating func takeOption(_ word: String) throws(Complaint) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let option = syntax.options.first(where: { $0.name == name }) else {
      if name == "-C" { throw Complaint("'-C DIR' stands before the command's name") }
      let names = syntax.options.map { $0.name } + ["--help"]
      let suggestion = Nearest.suggestion(for: name, among: names).map { "; \($0)" } ?? ""
      throw Complaint("unknown option '\(name)'\(suggestion)")
    }
    if !option.isRepeatable, values.contains(where: { $0.name == name }) {
      throw Complaint("'\(name)' is given twice; once is enough")
    }
    values.append((name, try value(of: option, inline: parts.count > 1 ? String(parts[1]) : nil)))
  }

  private mutating func value(
    of option: Syntax.Option, inline: String?
  ) throws(Complaint) -> String {
    guard let placeholder = option.value else {
      if inline != nil { throw Complaint("'\(option.name)' takes no value") }
      return ""
    }
    if let inline { return inline }
    guard next < words.count, !words[next].hasPrefix("--") else {
      throw Complaint("'\(option.name)' needs a value: \(option.name) \(placeholder)")
    }
    next += 1
    return words[next - 1]
  }
}
