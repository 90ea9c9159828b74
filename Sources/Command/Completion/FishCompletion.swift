/// Completion for fish.
struct FishCompletion {
  private let name: String
  private let syntaxes: [Syntax]
  private var function: String { "__" + ShellText.identifier(name) + "_scenarios" }

  init(_ name: String, _ syntaxes: [Syntax]) {
    self.name = name
    self.syntaxes = syntaxes
  }

  var text: String {
    """
    # Completes \(name) in fish: pipe this into source.
    function \(function)
      set -l folder $PWD
      while not test -d "$folder/\(Home.scenarios)"; and test "$folder" != /
        set folder (dirname "$folder")
      end
      test -d "$folder/\(Home.scenarios)"; or return 0
      find "$folder/\(Home.scenarios)" -name '*.json5' | string replace -- "$folder/\(Home.scenarios)/" '' \\
        | string replace -r '\\.json5$' ''
    end
    complete -c \(name) -f
    complete -c \(name) -n __fish_use_subcommand -s C -x -a '(__fish_complete_directories)' -d 'Starts there'
    complete -c \(name) -n __fish_use_subcommand -l version -d 'Prints the version'
    \(syntaxes.map { lines($0) }.joined())
    """
  }

  private func lines(_ syntax: Syntax) -> String {
    let summary = FishCompletion.quoted(syntax.summary)
    let seen = "complete -c \(name) -n '__fish_seen_subcommand_from \(syntax.name)'"
    var text = "complete -c \(name) -n __fish_use_subcommand -a \(syntax.name) -d \(summary)\n"
    for option in syntax.options {
      let value = option.value == nil ? "" : option.takesFile ? " -r -F" : " -x"
      text += "\(seen) -l \(option.name.dropFirst(2))\(value)"
      text += " -d \(FishCompletion.quoted(option.about))\n"
    }
    switch syntax.completes {
    case .nothing: break
    case .files: text += "\(seen) -F\n"
    case .scenarios: text += "\(seen) -F -a '(\(function))'\n"
    case .words(let words):
      text += "\(seen) -a \(FishCompletion.quoted(words.joined(separator: " ")))\n"
    }
    return text
  }

  /// As fish reads it as one word.
  private static func quoted(_ text: String) -> String {
    "'"
      + text.map { $0 == "'" ? "\\'" : $0 == "\\" ? "\\\\" : String($0) }.joined()
      + "'"
  }
}
