/// Completion for zsh: a function of the new completion system.
struct ZshCompletion {
  private let name: String
  private let syntaxes: [Syntax]
  private var function: String { "_" + ShellText.identifier(name) }

  init(_ name: String, _ syntaxes: [Syntax]) {
    self.name = name
    self.syntaxes = syntaxes
  }

  var text: String {
    let commands = syntaxes.map { "    " + ShellText.quoted("\($0.name):\($0.summary)") + "\n" }
    let values = syntaxes.flatMap { $0.valuePatterns(ofFile: false) }.joined(separator: "|")
    let files = syntaxes.flatMap { $0.valuePatterns(ofFile: true) }.joined(separator: "|")
    return """
      #compdef \(name)
      # Completes \(name) in zsh: a file _\(name) in a directory of $fpath.
      \(ShellText.scenarios(function + "_scenarios"))
      \(function)() {
        local -a commands options
        local first=2
        commands=(
      \(commands.joined())    'help:lists the commands, or explains one'
        )
        while [[ "${words[first]}" == -C ]]; do (( first += 2 )); done
        if (( CURRENT < first )); then _files -/; return; fi
        if (( CURRENT == first )); then _describe command commands; return; fi
        case "${words[first]} ${words[CURRENT-1]}" in
          \(values)) return ;;
          \(files)) _files; return ;;
        esac
        case "${words[first]}" in
      \(syntaxes.map { arm($0) }.joined())    help) _describe command commands ;;
        esac
      }
      if [[ "${funcstack[1]}" == \(function) ]]; then \(function) "$@"; else compdef \(function) \(name); fi

      """
  }

  private func arm(_ syntax: Syntax) -> String {
    let options = syntax.options.map { ShellText.quoted("\($0.name):\($0.about)") }
    let help = ShellText.quoted("--help:Explains the command.")
    let rest =
      switch syntax.completes {
      case .nothing: ":"
      case .files: "_files"
      case .scenarios: "compadd -- ${(f)\"$(\(function)_scenarios)\"}; _files"
      case .words(let words): "compadd -- \(words.map(ShellText.quoted).joined(separator: " "))"
      }
    return """
          \(syntax.name))
            options=(\((options + [help]).joined(separator: " ")))
            if [[ "$PREFIX" == -* ]]; then _describe option options; else \(rest); fi
            ;;

      """
  }
}
