/// A line that is being edited, with those entered before.
struct LineBuffer: Sendable {
  private(set) var characters: [Character] = []
  /// How many characters stand before the cursor.
  private(set) var cursor = 0
  /// The lines entered before, the last one at the end; no two in a row are equal.
  private(set) var history: [String] = []
  /// Which line of the history is shown; `history.count` for the new one.
  private var place = 0
  /// The new line, while one of the history is shown.
  private var draft: [Character] = []

  /// The most lines that are remembered.
  private static var mostRemembered: Int { 1_000 }

  var text: String { String(characters) }

  /// The part of the line before the cursor.
  var head: String { String(characters[..<cursor]) }

  /// Empties the line, and remembers a text as entered.
  mutating func enter(_ text: String) {
    if !text.isEmpty, history.last != text { history.append(text) }
    if history.count > LineBuffer.mostRemembered { history.removeFirst() }
    clear()
  }

  mutating func clear() {
    (characters, draft, cursor, place) = ([], [], 0, history.count)
  }

  mutating func insert(_ text: String) {
    characters.insert(contentsOf: text, at: cursor)
    cursor += text.count
  }

  /// Puts a text in the place of as many characters before the cursor.
  mutating func replace(_ length: Int, with text: String) {
    let length = min(length, cursor)
    characters.removeSubrange(cursor - length..<cursor)
    cursor -= length
    insert(text)
  }

  /// What a key that edits does; others do nothing.
  mutating func edit(_ key: KeyStroke) {
    switch key {
    case .character(let character): insert(String(character))
    case .backspace: replace(min(1, cursor), with: "")
    case .delete: if cursor < characters.count { characters.remove(at: cursor) }
    case .left: cursor = max(0, cursor - 1)
    case .right: cursor = min(characters.count, cursor + 1)
    case .home: cursor = 0
    case .end: cursor = characters.count
    case .wordLeft: cursor = wordStart
    case .wordRight: cursor = wordEnd
    case .cutWord: replace(cursor - wordStart, with: "")
    case .cutBefore: replace(cursor, with: "")
    case .cutAfter: characters.removeSubrange(cursor...)
    case .up: recall(place - 1)
    case .down: recall(place + 1)
    case .enter, .tab, .cancel, .endOfInput, .clear: break
    }
  }

  private var wordStart: Int {
    var place = cursor
    while place > 0, characters[place - 1] == " " { place -= 1 }
    while place > 0, characters[place - 1] != " " { place -= 1 }
    return place
  }

  private var wordEnd: Int {
    var place = cursor
    while place < characters.count, characters[place] == " " { place += 1 }
    while place < characters.count, characters[place] != " " { place += 1 }
    return place
  }

  /// Shows a line of the history, or the new one behind them.
  private mutating func recall(_ wanted: Int) {
    guard (0...history.count).contains(wanted), wanted != place else { return }
    if place == history.count { draft = characters }
    place = wanted
    characters = place == history.count ? draft : Array(history[place])
    cursor = characters.count
  }
}
