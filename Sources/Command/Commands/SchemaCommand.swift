import Experiments
import Reports
import Scenarios

/// `lockstep schema`: the JSON Schema of scenario files.
enum SchemaCommand: Command {
  /// Where the schema is kept for editors.
  static let path = Home.scenarios + "/schema.json"

  static func syntax(_ program: Program) -> Syntax {
    Syntax(
      program,
      name: "schema", summary: "prints the JSON Schema of scenario files, for editors",
      options: [Syntax.Option("--write", about: "Writes it to \(path) instead.")],
      examples: [("schema --write", "brings the file for editors up to date")])
  }

  static func run(_ arguments: Arguments, _ context: Context) throws(Complaint) -> ExitStatus {
    let text = Schema.text(vocabularies: context.registry.vocabularies)
    if arguments.flag("--write") {
      let home = Home(context.files)
      try home.files.write(text, to: path)
      context.console.complain("wrote \(home.spelling(path))")
    } else {
      context.console.out(OutputText(page: text))
    }
    return .held
  }
}
