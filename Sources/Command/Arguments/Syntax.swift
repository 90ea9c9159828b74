/// What a command takes: the source of its parsing and of its help.
package struct Syntax: Sendable {
  /// The name of the program that it is a command of.
  let program: String
  let name: String
  /// One line, without a full stop.
  let summary: String
  /// What stands behind the name, such as `FILE`; empty for nothing.
  let operands: String
  /// How many operands there may be.
  let operandCount: ClosedRange<Int>
  /// What a shell completes operands with.
  let completes: Completion
  let options: [Option]
  /// What else there is to know.
  let details: String
  /// Lines to try, without the program's name, each with what it does.
  let examples: [(line: String, about: String)]

  package init(
    _ program: Program, name: String, summary: String, operands: String = "",
    operandCount: ClosedRange<Int> = 0...0, completes: Completion = .nothing,
    options: [Option] = [], details: String = "",
    examples: [(line: String, about: String)]
  ) {
    self.program = program.name
    self.name = name
    self.summary = summary
    self.operands = operands
    self.operandCount = operandCount
    self.completes = completes
    self.options = options
    self.details = details
    self.examples = examples
  }

  /// What operands may be.
  package enum Completion: Sendable {
    case nothing
    case files
    /// Names of scenarios, and files.
    case scenarios
    case words([String])
  }

  /// An option of a command.
  package struct Option: Sendable {
    /// With its dashes.
    let name: String
    /// What its value is called, or nil if it takes none.
    let value: String?
    let about: String
    /// Whether it may be given several times.
    let isRepeatable: Bool

    package init(
      _ name: String, _ value: String? = nil, isRepeatable: Bool = false, about: String
    ) {
      self.name = name
      self.value = value
      self.isRepeatable = isRepeatable
      self.about = about
    }

    var words: String { value.map { "\(name) \($0)" } ?? name }
  }

  package static let json = Option("--json", about: "Prints the result as JSON, for programs.")

  /// The page that `--help` prints.
  var help: String {
    var text = "\(program) \(name): \(summary)\n\n"
    let usage = options.isEmpty ? "" : " [OPTIONS]"
    text += "  \(program) \(name)\(operands.isEmpty ? "" : " " + operands)\(usage)\n"
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
    for example in examples { text += "  \(program) \(example.line)\n      \(example.about)\n" }
    return text
  }
}
