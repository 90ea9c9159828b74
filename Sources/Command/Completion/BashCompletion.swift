/// Completion for bash 3.2 and later.
struct BashCompletion {
  private let name: String
  private let syntaxes: [Syntax]
  private var function: String { "_" + ShellText.identifier(name) }

  init(_ name: String, _ syntaxes: [Syntax]) {
    self.name = name
    self.syntaxes = syntaxes
  }

  var text: String {
    let commands = (syntaxes.map { $0.name } + ["help"]).joined(separator: " ")
    let values = syntaxes.flatMap { $0.valuePatterns(ofFile: false) }.joined(separator: " | ")
    let files = syntaxes.flatMap { $0.valuePatterns(ofFile: true) }.joined(separator: " | ")
    return """
      # Completes \(name) in bash: source this file.
      \(ShellText.scenarios(function + "_scenarios"))
      \(function)() {
        local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} first=1
        COMPREPLY=()
        while [ "${COMP_WORDS[first]}" = -C ]; do first=$((first + 2)); done
        if [ "$COMP_CWORD" -lt "$first" ]; then
          COMPREPLY=($(compgen -d -- "$current"))
          return
        fi
        if [ "$COMP_CWORD" -eq "$first" ]; then
          COMPREPLY=($(compgen -W "\(commands) -C --help --version" -- "$current"))
          return
        fi
        case "${COMP_WORDS[first]} $previous" in
          \(values)) return ;;
          \(files)) COMPREPLY=($(compgen -f -- "$current")); return ;;
        esac
        local options= words= files=
        case "${COMP_WORDS[first]}" in
      \(syntaxes.map { arm($0) }.joined())    help) words="\(commands)" ;;
        esac
        case "$current" in
          -*) COMPREPLY=($(compgen -W "$options" -- "$current")) ;;
          *)
            COMPREPLY=($(compgen -W "$words" -- "$current"))
            if [ -n "$files" ]; then COMPREPLY+=($(compgen -f -- "$current")); fi
            ;;
        esac
      }
      complete -F \(function) \(name)

      """
  }

  private func arm(_ syntax: Syntax) -> String {
    let options = syntax.optionNames.joined(separator: " ")
    let rest =
      switch syntax.completes {
      case .nothing: ""
      case .files: "; files=yes"
      case .scenarios: "; words=$(\(function)_scenarios); files=yes"
      case .words(let words): "; words=\"\(words.joined(separator: " "))\""
      }
    return "    \(syntax.name)) options=\"\(options)\"\(rest) ;;\n"
  }
}
