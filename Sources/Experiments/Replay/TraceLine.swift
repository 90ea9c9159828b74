import Scenarios

/// One line of JSON (RFC 8259), as a flat list of its values.
///
/// The list and the bytes are used again for the next line, so that reading a long file allocates nothing a line.
struct TraceLine {
  enum Kind: UInt8 {
    case object
    case list
    case text
    case number
    case yes
    case no
    case null
  }

  /// A value, with its key if it is a member of an object.
  struct Node {
    let kind: Kind
    let key: Range<Int32>
    /// The value's own bytes, without quotes.
    var range: Range<Int32>
    var hasEscapes = false
    /// The next member or element beside it, and the first within; -1 for none.
    var next: Int32 = -1
    var first: Int32 = -1
  }

  /// What is wrong with a line, and where.
  struct Mistake: Error {
    let offset: Int
    let message: String
    let suggestion: String?
  }

  private(set) var bytes: [UInt8] = []
  private(set) var nodes: [Node] = []
  private var next = 0
  private var depth = 0

  private static var depthLimit: Int { 64 }

  /// Reads a line, which replaces the one before.
  mutating func read(_ line: ArraySlice<UInt8>) throws(Mistake) {
    bytes.removeAll(keepingCapacity: true)
    bytes.append(contentsOf: line)
    nodes.removeAll(keepingCapacity: true)
    (next, depth) = (0, 0)
    skipSpace()
    guard peek == UInt8(ascii: "{") else {
      throw mistake("expected '{', found \(found)", "each line is one JSON object")
    }
    _ = try readValue(0..<0)
    skipSpace()
    if next < bytes.count {
      throw mistake("unexpected \(found) after the object", "each line is one JSON object")
    }
  }

  private var peek: UInt8 { next < bytes.count ? bytes[next] : 0 }

  private var found: String {
    if next >= bytes.count { return "the end of the line" }
    return bytes[next] > 0x20 && bytes[next] < 0x7F
      ? "'\(Unicode.Scalar(bytes[next]))'" : "byte \(bytes[next])"
  }

  private func mistake(_ message: String, _ suggestion: String? = nil) -> Mistake {
    Mistake(offset: next, message: message, suggestion: suggestion)
  }

  private mutating func skipSpace() {
    while next < bytes.count, bytes[next] == 0x20 || bytes[next] == 0x09 || bytes[next] == 0x0D {
      next += 1
    }
  }

  private mutating func add(_ kind: Kind, _ key: Range<Int32>, from start: Int) -> Int {
    nodes.append(
      Node(
        kind: kind, key: key,
        range: Int32(truncatingIfNeeded: start)..<Int32(truncatingIfNeeded: next)))
    return nodes.count - 1
  }

  private mutating func readValue(_ key: Range<Int32>) throws(Mistake) -> Int {
    let start = next
    switch peek {
    case UInt8(ascii: "{"): return try readNested(.object, key, closing: UInt8(ascii: "}"))
    case UInt8(ascii: "["): return try readNested(.list, key, closing: UInt8(ascii: "]"))
    case UInt8(ascii: "\""):
      let (range, hasEscapes) = try readText()
      nodes.append(Node(kind: .text, key: key, range: range, hasEscapes: hasEscapes))
      return nodes.count - 1
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      try readNumber()
      return add(.number, key, from: start)
    case UInt8(ascii: "t"): return try readWord("true", .yes, key)
    case UInt8(ascii: "f"): return try readWord("false", .no, key)
    case UInt8(ascii: "n"): return try readWord("null", .null, key)
    default: throw mistake("expected a value, found \(found)")
    }
  }

  private mutating func readWord(
    _ word: StaticString, _ kind: Kind, _ key: Range<Int32>
  ) throws(Mistake) -> Int {
    let start = next
    for byte in word.description.utf8 {
      guard peek == byte else { throw mistake("expected \(word), found \(found)") }
      next += 1
    }
    return add(kind, key, from: start)
  }

  private mutating func readNested(
    _ kind: Kind, _ key: Range<Int32>, closing: UInt8
  ) throws(Mistake) -> Int {
    guard depth < TraceLine.depthLimit else {
      throw mistake("values are nested more than \(TraceLine.depthLimit) deep")
    }
    depth += 1
    let node = add(kind, key, from: next)
    next += 1
    var last = -1
    skipSpace()
    while peek != closing {
      if last >= 0 {
        guard peek == UInt8(ascii: ",") else {
          throw mistake("expected ',' or '\(Unicode.Scalar(closing))', found \(found)")
        }
        next += 1
        skipSpace()
      }
      let child = try readValue(kind == .object ? readKey() : 0..<0)
      if last < 0 {
        nodes[node].first = Int32(truncatingIfNeeded: child)
      } else {
        nodes[last].next = Int32(truncatingIfNeeded: child)
      }
      last = child
      skipSpace()
    }
    next += 1
    depth -= 1
    nodes[node].range = nodes[node].range.lowerBound..<Int32(truncatingIfNeeded: next)
    return node
  }

  private mutating func readKey() throws(Mistake) -> Range<Int32> {
    guard peek == UInt8(ascii: "\"") else {
      throw mistake("expected a key in quotes, found \(found)")
    }
    let (key, _) = try readText()
    skipSpace()
    guard peek == UInt8(ascii: ":") else { throw mistake("expected ':', found \(found)") }
    next += 1
    skipSpace()
    return key
  }

  /// Reads what stands in quotes.
  private mutating func readText() throws(Mistake) -> (range: Range<Int32>, hasEscapes: Bool) {
    next += 1
    let start = next
    var hasEscapes = false
    while next < bytes.count, bytes[next] != UInt8(ascii: "\"") {
      if bytes[next] < 0x20 { throw mistake("a control character in a text", "escape it") }
      if bytes[next] == UInt8(ascii: "\\") {
        hasEscapes = true
        next += 1
      }
      next += 1
    }
    guard next < bytes.count else {
      next = bytes.count
      throw mistake("the line ends within a text", "a quotation mark is missing")
    }
    let range = Int32(truncatingIfNeeded: start)..<Int32(truncatingIfNeeded: next)
    next += 1
    return (range, hasEscapes)
  }

  private mutating func readNumber() throws(Mistake) {
    if peek == UInt8(ascii: "-") { next += 1 }
    let start = next
    skipDigits()
    if next == start { throw mistake("expected a digit, found \(found)") }
    if peek == UInt8(ascii: ".") {
      next += 1
      let fraction = next
      skipDigits()
      if next == fraction { throw mistake("expected a digit, found \(found)") }
    }
    guard peek | 0x20 == UInt8(ascii: "e") else { return }
    next += 1
    if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { next += 1 }
    let exponent = next
    skipDigits()
    if next == exponent { throw mistake("expected a digit, found \(found)") }
  }

  private mutating func skipDigits() {
    while next < bytes.count, bytes[next] >= 0x30, bytes[next] <= 0x39 { next += 1 }
  }
}

/// What a line holds.
extension TraceLine {
  /// The value at a path of keys; -1 for none.
  func value(at path: TracePath) -> Int {
    var node = 0
    for key in path.keys {
      guard node < nodes.count, nodes[node].kind == .object || nodes[node].kind == .list else {
        return -1
      }
      node = child(key, of: node)
      if node < 0 { return -1 }
    }
    return node
  }

  func child(_ key: [UInt8], of node: Int) -> Int {
    var child = Int(nodes[node].first)
    if nodes[node].kind == .list { return element(key, from: child) }
    while child >= 0 {
      if equals(nodes[child].key, key) { return child }
      child = Int(nodes[child].next)
    }
    return -1
  }

  /// The element whose place a key of digits is.
  private func element(_ key: [UInt8], from first: Int) -> Int {
    guard key.count == 1, key[0] >= 0x30, key[0] <= 0x39 else { return -1 }
    var place = key[0] - 0x30
    var child = first
    while child >= 0, place > 0 {
      child = Int(nodes[child].next)
      place -= 1
    }
    return child
  }

  private func equals(_ range: Range<Int32>, _ text: [UInt8]) -> Bool {
    guard range.count == text.count else { return false }
    var place = Int(range.lowerBound)
    for byte in text {
      if bytes[place] != byte { return false }
      place += 1
    }
    return true
  }

  /// The bytes of a text or a number, escapes resolved where they are of one byte.
  func text(of node: Int) -> ArraySlice<UInt8> {
    let range = nodes[node].range
    let slice = bytes[Int(range.lowerBound)..<Int(range.upperBound)]
    return nodes[node].hasEscapes ? TraceLine.resolved(slice)[...] : slice
  }

  private static func resolved(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var resolved: [UInt8] = []
    var isEscaped = false
    for byte in text {
      if isEscaped {
        switch byte {
        case UInt8(ascii: "n"): resolved.append(0x0A)
        case UInt8(ascii: "t"): resolved.append(0x09)
        case UInt8(ascii: "r"): resolved.append(0x0D)
        // What is told by its number is left as it stands: it names nothing that is looked for.
        case UInt8(ascii: "u"): resolved += [UInt8(ascii: "\\"), byte]
        default: resolved.append(byte)
        }
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else {
        resolved.append(byte)
      }
    }
    return resolved
  }

  /// A whole number, in digits or as a text of digits; nil for what is none or beyond 2^53.
  func integer(of node: Int) -> Int64? {
    guard nodes[node].kind == .number || nodes[node].kind == .text else { return nil }
    let text = text(of: node)
    var value: Int64 = 0
    if text.isEmpty || text.count > 16 { return nil }
    for byte in text {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      value = value * 10 + Int64(byte - 0x30)
    }
    return value < 1 << 53 ? value : nil
  }

  /// The same with a sign, of up to 64 bits.
  func signed(of node: Int) -> Int64? {
    guard nodes[node].kind == .number || nodes[node].kind == .text else { return nil }
    return Int64(String(decoding: text(of: node), as: UTF8.self))
  }

  /// The places of the elements or members of a value.
  func children(of node: Int) -> [Int] {
    var found: [Int] = []
    var child = Int(nodes[node].first)
    while child >= 0 {
      found.append(child)
      child = Int(nodes[child].next)
    }
    return found
  }

  /// The column of a byte, from 1, in characters.
  func column(of offset: Int) -> Int {
    var column = 1
    for byte in bytes.prefix(offset) where byte & 0xC0 != 0x80 { column += 1 }
    return column
  }
}

/// Where in a line something stands: keys from the outermost object inwards, and places of lists from 0.
struct TracePath: Hashable, Sendable {
  let keys: [[UInt8]]

  /// - Parameter text: the keys with dots between them.
  init(_ text: String) {
    var keys: [[UInt8]] = [[]]
    for byte in text.utf8 {
      if byte == UInt8(ascii: ".") { keys.append([]) } else { keys[keys.count - 1].append(byte) }
    }
    self.keys = keys
  }
}
