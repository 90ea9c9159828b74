import Experiments
import Scenarios
import Simulator

/// What a line can go on with.
extension Debugger {
  /// The words that the last one of a line may be, all that is typed of it in front; sorted as they are told.
  ///
  /// - Returns: how many characters at the end of the line they stand for, and the words.
  func completions(of line: String) -> (length: Int, words: [String]) {
    let words = DebugLine(line).words
    let isNew = line.isEmpty || line.hasSuffix(" ")
    if words.isEmpty || (words.count == 1 && !isNew) {
      let begun = words.first ?? ""
      return (begun.count, DebugWord.allCases.map { $0.rawValue }.filter { $0.hasPrefix(begun) })
    }
    guard let word = DebugWord.word(words[0]), !word.entry.arguments.isEmpty else { return (0, []) }
    let arguments = word.entry.arguments
    let typed = isNew ? "" : words[words.count - 1]
    let place = words.count - (isNew ? 1 : 2)
    let argument = arguments[min(place, arguments.count - 1)]
    // Names of several words are matched by all that stands behind the word.
    let phrase = DebugLine(line).rest + (isNew && words.count > 1 ? " " : "")
    let whole = choices(argument, word).filter { $0.hasPrefix(phrase) }
    if !phrase.isEmpty, !whole.isEmpty, phrase.contains(" ") { return (phrase.count, whole) }
    return (typed.count, choices(argument, word).filter { $0.hasPrefix(typed) })
  }

  private var agentNames: [String] {
    (0..<session.agentCount).map { AgentID($0).description }
  }

  private func choices(_ argument: DebugWord.Argument, _ word: DebugWord) -> [String] {
    let vocabulary = scenario.vocabulary
    switch argument {
    case .agent: return agentNames + vocabulary.roleNames
    case .stop: return names.known + ["note", "event"] + agentNames
    case .note: return notesSeen
    case .message:
      return session.messagesInFlight().filter { $0.message > 0 }.map { "\($0.message)" }
        + agentNames + ["clients"]
    case .deed: return openNames
    case .order: return vocabulary.orderNames
    case .future: return futures.map { $0.name }
    case .kind: return vocabulary.messageNames
    case .word:
      return word == .help
        ? DebugWord.allCases.map { $0.rawValue } : FaultAction.DiskLoss.words
    case .field:
      let inspection = session.inspect(AgentID(0))
      return (inspection.machine.items + inspection.disk.items).map { $0.words }
    case .key: return vocabulary.requests.fields.map { "\($0.name)=" }
    }
  }
}
