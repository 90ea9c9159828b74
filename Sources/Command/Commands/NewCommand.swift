import Experiments
import Reports
import Scenarios

/// `lockstep new`: a scenario to begin with.
enum NewCommand: Command {
  static func syntax(_ program: Program) -> Syntax {
    Syntax(
      program,
      name: "new", summary: "writes a scenario to begin with", operands: "[PROTOCOL] [FILE]",
      operandCount: 0...2, completes: .words(program.registry.vocabularies.map { $0.name }),
      details: """
        The scenario runs as it is; its comments tell what else there is to say. Without FILE it is
        printed. A file that is there already is left alone.
        """,
      examples: [
        (
          "new \(program.exampleProtocol) Scenarios/mine.json5",
          "then: \(program.name) run mine"
        )
      ])
  }

  static func run(_ arguments: Arguments, _ context: Context) throws(Complaint) -> ExitStatus {
    let (vocabulary, file) = try choose(arguments.operands, context)
    let text = Scaffold(vocabulary, program: context.program.name).text
    guard let file else {
      context.console.out(OutputText(page: text))
      return .held
    }
    switch context.files.kind(file) {
    case .missing: break
    case .hidden(let reason):
      throw Complaint("cannot write \(file): \(reason.words)", .programFailed)
    case .file, .directory:
      throw Complaint("\(file) is there already; name another file, or remove it")
    }
    try context.files.write(text, to: file)
    context.console.complain("wrote \(file); try: \(context.program.name) run \(file)")
    return .held
  }

  private static func choose(
    _ words: [String], _ context: Context
  ) throws(Complaint) -> (Vocabulary, String?) {
    let vocabularies = context.registry.vocabularies
    guard let standard = vocabularies.first else { throw Complaint("there is no protocol") }
    guard let first = words.first else { return (standard, nil) }
    if let vocabulary = vocabularies.first(where: { $0.name == first }) {
      return (vocabulary, words.count > 1 ? words[1] : nil)
    }
    if words.count == 1, first.contains(".") || first.contains("/") {
      return (standard, first)
    }
    let names = vocabularies.map { $0.name }
    let suggestion = Nearest.suggestion(for: first, among: names) ?? ""
    throw Complaint("there is no protocol '\(first)'; \(suggestion)")
  }
}
