/// Reads JSON5 (json5.org, version 1.0.0), with the place of every key and value.
///
/// A mistake is reported where it stands, and reading goes on behind it where that makes sense. What is
/// well-formed is read to the letter of the grammar, but for what no text or scenario can hold: bytes
/// that are not UTF-8 or NUL, half of a surrogate pair, a key given twice, and what passes the limits
/// below.
struct JSON5Reader {
  var cursor: Cursor
  var diagnostics: Diagnostics
  var depth = 0
  /// Whether nothing behind this place can be understood.
  var isLost = false

  /// Objects and lists within one another, at most.
  static let depthLimit = 64
  /// Keys of an object, at most: each is compared with those before it.
  static let memberLimit = 5000
  /// Bytes of a file, at most.
  static let sizeLimit = 1 << 20

  /// Reads a whole file; nil, with a reason, where there is no value at all.
  static func read(_ bytes: [UInt8], _ diagnostics: inout Diagnostics) -> JSON5? {
    guard bytes.count <= sizeLimit else {
      diagnostics.add(
        .start, "the file has \(bytes.count) bytes",
        "a scenario has at most \(sizeLimit) (1 MiB)")
      return nil
    }
    if SourceText.complain(bytes, &diagnostics) { return nil }
    var reader = JSON5Reader(cursor: Cursor(bytes), diagnostics: diagnostics)
    let value = reader.readFile()
    diagnostics = reader.diagnostics
    return value
  }

  private mutating func readFile() -> JSON5? {
    skipSpace()
    guard !cursor.isAtEnd else {
      complain(cursor.position, "the file is empty", "a scenario is an object: { about: \"…\", … }")
      return nil
    }
    var ahead = self
    let word = ahead.readBareWord()
    if !word.isEmpty && !["true", "false", "null", "Infinity", "NaN"].contains(word) {
      giveUp(
        cursor.position, "expected '{', found '\(word)'",
        "a scenario is an object: { about: \"…\", … }")
      return nil
    }
    let value = readValue()
    skipSpace()
    if !isLost && !cursor.isAtEnd {
      complain(
        cursor.position, "unexpected \(cursor.nextText) after the end of the scenario",
        "the file is one object; is a bracket closed too early?")
    }
    return value
  }

  mutating func complain(_ position: Position, _ message: String, _ suggestion: String? = nil) {
    diagnostics.add(position, message, suggestion)
  }

  /// Reports a mistake behind which nothing can be understood.
  mutating func giveUp(_ position: Position, _ message: String, _ suggestion: String? = nil) {
    if !isLost { complain(position, message, suggestion) }
    isLost = true
  }

  /// Reads the value that begins here; nil, with a reason, if none does.
  mutating func readValue() -> JSON5? {
    let position = cursor.position
    switch cursor.peek {
    case UInt8(ascii: "{"): return readNested { $0.readObject() }
    case UInt8(ascii: "["): return readNested { $0.readList() }
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      guard let text = readText() else { return nil }
      return JSON5(.text(text), at: position)
    case nil:
      giveUp(position, "the file ends where a value should be", nil)
      return nil
    default:
      return readBareValue(position)
    }
  }

  /// Numbers, `true`, `false` and `null`.
  private mutating func readBareValue(_ position: Position) -> JSON5? {
    if cursor.beginsNumber { return readNumber(position) }
    let word = readBareWord()
    switch word {
    case "true": return JSON5(.boolean(true), at: position)
    case "false": return JSON5(.boolean(false), at: position)
    case "null": return JSON5(.null, at: position)
    case "Infinity", "NaN": return JSON5(.number(.infinite(word)), at: position)
    case "":
      complain(position, "expected a value, found \(cursor.nextText)")
    default:
      let near = Nearest.name(to: word, among: ["true", "false", "null"])
      complain(
        position, "'\(word)' is not a value",
        near.map { "did you mean \($0)?" } ?? "write \"\(word)\" if it is a text")
    }
    return nil
  }

  private mutating func readNested(_ read: (inout JSON5Reader) -> JSON5?) -> JSON5? {
    guard depth < JSON5Reader.depthLimit else {
      giveUp(
        cursor.position, "objects and lists are nested more than \(JSON5Reader.depthLimit) deep",
        "no scenario needs that")
      return nil
    }
    depth += 1
    defer { depth -= 1 }
    return read(&self)
  }
}
