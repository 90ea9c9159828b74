import Foundation
import Reports
import Scenarios

/// Reads lines that a person types, with a history and completion.
struct LineEditor {
  private let terminal: Terminal
  private let console: Console
  private var buffer = LineBuffer()
  private var reader = KeyReader()
  private var keys: [KeyStroke] = []

  init(_ terminal: Terminal, _ console: Console) {
    self.terminal = terminal
    self.console = console
  }

  /// What a line can go on with: how many characters before the cursor that stands for, and the words.
  typealias Completions = (String) -> (length: Int, words: [String])

  /// The next line; nil at the end of input.
  mutating func line(_ prompt: String, completing: Completions) -> String? {
    terminal.makeRaw(true)
    defer { terminal.makeRaw(false) }
    buffer.clear()
    show(prompt)
    while true {
      while keys.isEmpty {
        guard let bytes = terminal.read(-1) else { continue }
        if bytes.isEmpty { return nil }
        keys = reader.keys(of: bytes)
      }
      let key = keys.removeFirst()
      switch key {
      case .enter:
        // Keys that came at once have not been drawn.
        show(prompt)
        let text = buffer.text
        buffer.enter(text)
        console.out("\r\n")
        return text
      case .endOfInput where buffer.characters.isEmpty:
        console.out("\r\n")
        return nil
      case .endOfInput: buffer.edit(.delete)
      case .cancel:
        show(prompt)
        console.out("^C\r\n")
        buffer.clear()
      case .clear: console.out("\u{1B}[H\u{1B}[2J")
      case .tab: complete(completing)
      default: buffer.edit(key)
      }
      if keys.isEmpty { show(prompt) }
    }
  }

  /// Puts in what all words have in common, and shows them if there are several.
  private mutating func complete(_ completing: Completions) {
    let (length, words) = completing(buffer.head)
    guard let first = words.first else { return }
    let common = words.dropFirst().reduce(first) { $0.commonPrefix(with: $1, options: .literal) }
    if words.count == 1 {
      return buffer.replace(length, with: first.hasSuffix("=") ? first : first + " ")
    }
    if common.count > length { return buffer.replace(length, with: common) }
    var text = OutputText()
    var line = ""
    for word in words {
      // Three blanks between, since one may be in a word.
      if !line.isEmpty, Columns.count(line) + 3 + Columns.count(word) >= terminal.size().columns {
        text += "\r\n\(line)"
        line = ""
      }
      line += (line.isEmpty ? "" : "   ") + word
    }
    console.out(text + "\r\n\(line)\r\n")
  }

  /// Draws the line: as much of it as fits, the cursor within.
  private func show(_ prompt: String) {
    let room = max(8, terminal.size().columns - Columns.count(prompt) - 1)
    let before = Array(buffer.characters[..<buffer.cursor])
    var start = 0
    while Columns.count(String(before[start...])) > room { start += 1 }
    let shown = Columns.prefix(of: String(buffer.characters[start...]), columns: room)
    let column = Columns.count(prompt) + Columns.count(String(before[start...]))
    console.out("\r\u{1B}[K\(prompt)\(shown)\r\u{1B}[\(column)C")
  }
}
