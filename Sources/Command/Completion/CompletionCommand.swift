import Reports
import Scenarios

/// `lockstep completion`: what makes a shell complete commands, options and scenarios.
enum CompletionCommand: Command {
  private enum Shell: String, CaseIterable {
    case bash, zsh, fish
  }

  static func syntax(_ program: Program) -> Syntax {
    Syntax(
      program, name: "completion", summary: "prints what completes its words in a shell",
      operands: "SHELL", operandCount: 1...1, completes: .words(Shell.allCases.map { $0.rawValue }),
      details: """
        SHELL is bash, zsh or fish. It completes commands, options and the names of scenarios. To have it
        in every shell, put the line into ~/.bashrc or ~/.config/fish/config.fish; for zsh, write the
        output to a file _\(program.name) in a directory of $fpath.
        """,
      examples: [
        ("completion bash", "for this bash: source <(\(program.name) completion bash)"),
        ("completion fish", "for this fish: \(program.name) completion fish | source"),
      ])
  }

  static func run(_ arguments: Arguments, _ context: Context) throws(Complaint) -> ExitStatus {
    let word = arguments.operands[0]
    let program = context.program
    let syntaxes = program.commands.map { $0.syntax(program) }
    guard let shell = Shell(rawValue: word) else {
      let names = Shell.allCases.map { $0.rawValue }
      throw Complaint(
        "'\(word)' cannot be completed for; \(Nearest.suggestion(for: word, among: names) ?? "")")
    }
    let script =
      switch shell {
      case .bash: BashCompletion(program.name, syntaxes).text
      case .zsh: ZshCompletion(program.name, syntaxes).text
      case .fish: FishCompletion(program.name, syntaxes).text
      }
    context.console.out(OutputText(page: script))
    return .held
  }
}

/// Parts of completions that shells write alike.
enum ShellText {
  /// A name as part of a function's name.
  static func identifier(_ name: String) -> String {
    String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
  }

  /// As a POSIX shell reads it as one word.
  static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }

  /// A function that prints the names of the scenarios of the nearest folder upwards, but for names
  /// with characters that mean something to a shell: bash expands the words that it completes with, so a
  /// file named `$(command)` would be run by a press of the tab key.
  static func scenarios(_ function: String) -> String {
    """
    \(function)() {
      local folder=$PWD
      while [ ! -d "$folder/\(Home.scenarios)" ] && [ "$folder" != / ]; do
        folder=$(dirname "$folder")
      done
      [ -d "$folder/\(Home.scenarios)" ] || return 0
      (cd "$folder/\(Home.scenarios)" && find . -name '*.json5' | sed 's|^\\./||; s|\\.json5$||' |
        LC_ALL=C grep -v '[^A-Za-z0-9_./+,=@%:-]')
    }

    """
  }
}

extension Syntax.Option {
  /// Whether its value is a file.
  var takesFile: Bool { value.map { ["FILE", "PATH", "PART"].contains($0) } ?? false }
}

extension Syntax {
  /// The options of a command, help among them.
  var optionNames: [String] { options.map { $0.name } + ["--help"] }

  /// `run --seed|run --variant`: the options with values, of a file or of something else.
  func valuePatterns(ofFile: Bool) -> [String] {
    options.filter { $0.value != nil && $0.takesFile == ofFile }
      .map { ShellText.quoted("\(name) \($0.name)") }
  }
}
