import Experiments
import Reports
import Scenarios

/// `lockstep describe`: what a scenario sets up, or what a word means.
enum DescribeCommand: Command {
  static func syntax(_ program: Program) -> Syntax {
    Syntax(
      program,
      name: "describe", summary: "tells what a scenario sets up, or what a word in one means",
      operands: "WORD", operandCount: 1...100, completes: .scenarios,
      details: """
        WORD is a scenario, a protocol, a check, a measure, a milestone, a role, a kind of fault, or a
        key of scenario files with or without its path; or 'targets' for the ways to name the agents
        that a fault meets, 'delay' for distributions, 'json' for what --json prints, or a word such as machine,
        turn, note or fingerprint. Words that belong together need no quotes.
        """,
      examples: [
        ("describe \(program.example)", "what that scenario does"),
        ("describe \(program.exampleMeasure)", "what is measured, and how to bound it"),
        ("describe faults.partition", "what that key takes"),
        ("describe \(program.exampleProtocol)", "all that scenarios of that protocol may say"),
      ])
  }

  static func run(_ arguments: Arguments, _ context: Context) throws(Complaint) -> ExitStatus {
    let word = arguments.operands.joined(separator: " ")
    let glossary = Glossary(context.program)
    let meanings = glossary.meanings(of: word)
    if !meanings.isEmpty {
      context.console.out(OutputText(page: meanings.joined(separator: "\n")))
      return .held
    }
    guard isFile(word, context) else { throw unknown(word, glossary, context) }
    let source = try ScenarioSource(word, context)
    let words = ScenarioWords(source.scenario, comment: source.comment)
    context.console.out(words.output)
    return .held
  }

  private static func isFile(_ word: String, _ context: Context) -> Bool {
    (try? ScenarioFinder(context).find(word)) != nil
  }

  private static func unknown(
    _ word: String, _ glossary: Glossary, _ context: Context
  ) -> Complaint {
    let scenarios = ScenarioFinder(context).all.map { $0.name }
    let near = Nearest.name(to: word, among: glossary.words + scenarios)
    let suggestion =
      near.map { "did you mean '\($0)'?" }
      ?? "'\(context.program.name) describe --help' tells what words there are"
    return Complaint("'\(word)' is no word of scenarios, nor the name of one; \(suggestion)")
  }
}
