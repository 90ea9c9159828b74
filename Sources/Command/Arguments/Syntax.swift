/// What a command takes: the source of its parsing and of its help.
struct Syntax: Sendable {
  let name: String
  /// One line, without a full stop.
  let summary: String
  /// What stands behind the name, such as `FILE`; empty for nothing.
  var operands = ""
  /// How many operands there may be.
  var operandCount = 0...0
  var options: [Option] = []
  /// What else there is to know.
  var details = ""
  /// Lines to try, each with what it does.
  let examples: [(line: String, about: String)]

  /// An option of a command.
  struct Option: Sendable {
    /// With its dashes.
    let name: String
    /// What its value is called, or nil if it takes none.
    let value: String?
    let about: String

    init(_ name: String, _ value: String? = nil, about: String) {
      self.name = name
      self.value = value
      self.about = about
    }

    var words: String { value.map { "\(name) \($0)" } ?? name }
  }

  static let json = Option("--json", about: "Prints the result as JSON, for programs.")

  /// The page that `--help` prints.
  var help: String {
    var text = "lockstep \(name): \(summary)\n\n"
    let usage = options.isEmpty ? "" : " [OPTIONS]"
    text += "  lockstep \(name)\(operands.isEmpty ? "" : " " + operands)\(usage)\n"
    if !details.isEmpty { text += "\n" + details + "\n" }
    if !options.isEmpty {
      let width = options.map { $0.words.count }.max() ?? 0
      text += "\nOptions\n"
      for option in options {
        let padding = String(repeating: " ", count: width - option.words.count)
        text += "  \(option.words)\(padding)  \(option.about)\n"
      }
    }
    text += examples.count == 1 ? "\nExample\n" : "\nExamples\n"
    for example in examples { text += "  \(example.line)\n      \(example.about)\n" }
    return text
  }
}
