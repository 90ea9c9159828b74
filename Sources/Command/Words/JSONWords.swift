import Reports

/// What the JSON of a program's commands holds.
enum JSONWords {
  static func page(_ program: Program) -> String {
    let described = program.commands.filter { !$0.json.isEmpty }
    var text = """
      json: what '--json' prints, format \(JSONFormat.version). Numbers are whole, with every digit, unless \
      it says otherwise.

      """
    for command in described {
      text += "\n\(program.name) \(command.syntax(program).name) --json\n"
      text += JSONField.text(of: command.json)
    }
    return text
  }
}
