import Protocols
import Scenarios
import Simulator

/// Reads a map of names (`TraceDialect`), with all its mistakes.
struct TraceDialectReader {
  let file: String
  var diagnostics: [Diagnostic] = []

  private static let keys = [
    "about", "complete", "event", "fields", "roles", "messages", "nobody", "events",
  ]

  init(file: String) { self.file = file }

  mutating func read(_ tree: JSON5, _ text: String) -> TraceDialect {
    for member in members(of: tree) where !Self.keys.contains(member.key) {
      complain(
        member.keyPosition, "a map has no '\(member.key)'",
        Nearest.suggestion(for: member.key, among: Self.keys))
    }
    var fields: [(TraceField, [TracePath])] = []
    if let defaults = tree["fields"] { fields = readFields(defaults) }
    if tree["event"] == nil {
      complain(
        tree.position, "'event' is missing", "the place of a record's name, such as \"event\"")
    }
    var isComplete = false
    if case .boolean(let flag)? = tree["complete"]?.content { isComplete = flag }
    return TraceDialect(
      name: file, about: tree["about"].flatMap { self.text($0) } ?? "", text: text,
      isComplete: isComplete, event: tree["event"].map { readEvent($0) } ?? [],
      meanings: readMeanings(tree, fields), roles: readWords(tree["roles"], Raft.Role.self),
      messages: readWords(tree["messages"], RaftTraceRecord.Message.self),
      nobody: tree["nobody"].map { texts($0).map { Array($0.utf8) } } ?? [])
  }

  private mutating func complain(_ position: Position, _ message: String, _ suggestion: String?) {
    diagnostics.append(
      Diagnostic(file: file, position: position, message: message, suggestion: suggestion))
  }

  private mutating func members(of tree: JSON5) -> [JSON5.Member] {
    if case .object(let members) = tree.content { return members }
    complain(tree.position, "expected an object", nil)
    return []
  }

  private mutating func text(_ tree: JSON5) -> String? {
    if case .text(let text) = tree.content { return text }
    complain(tree.position, "expected a text", nil)
    return nil
  }

  /// One text, or a list of them.
  private mutating func texts(_ tree: JSON5) -> [String] {
    guard case .list(let elements) = tree.content else { return text(tree).map { [$0] } ?? [] }
    var found: [String] = []
    for element in elements { if let text = text(element) { found.append(text) } }
    return found
  }

  private mutating func readEvent(_ tree: JSON5) -> [[TracePath]] {
    guard case .list(let parts) = tree.content else { return [texts(tree).map { TracePath($0) }] }
    var found: [[TracePath]] = []
    for part in parts { found.append(texts(part).map { TracePath($0) }) }
    return found
  }

  private mutating func readFields(_ tree: JSON5) -> [(TraceField, [TracePath])] {
    var fields: [(TraceField, [TracePath])] = []
    for member in members(of: tree) {
      guard let field = word(member.key, member.keyPosition, TraceField.self) else { continue }
      fields.append((field, texts(member.value).map { TracePath($0) }))
    }
    return fields
  }

  private mutating func word<W: Word>(_ text: String, _ position: Position, _: W.Type) -> W? {
    if let word = W(word: text) { return word }
    complain(
      position, "'\(text)' is not known here", Nearest.suggestion(for: text, among: W.words))
    return nil
  }

  private mutating func readWords<W: Word>(_ tree: JSON5?, _ kind: W.Type) -> [([UInt8], W)] {
    guard let tree else { return [] }
    var found: [([UInt8], W)] = []
    for member in members(of: tree) {
      guard let text = text(member.value), let word = word(text, member.value.position, kind) else {
        continue
      }
      found.append((Array(member.key.utf8), word))
    }
    return found
  }

  /// What each name means; without `events`, a name is the event's own.
  private mutating func readMeanings(
    _ tree: JSON5, _ defaults: [(TraceField, [TracePath])]
  ) -> [TraceDialect.Meaning] {
    guard let events = tree["events"] else {
      return RaftTraceRecord.Event.allCases.map {
        Self.meaning($0.word, $0, (nil, nil, nil), defaults)
      }
    }
    var meanings: [TraceDialect.Meaning] = []
    for member in members(of: events) {
      if let meaning = readMeaning(member, defaults) { meanings.append(meaning) }
    }
    return meanings
  }

  private mutating func readMeaning(
    _ member: JSON5.Member, _ defaults: [(TraceField, [TracePath])]
  ) -> TraceDialect.Meaning? {
    if case .text(let text) = member.value.content {
      return word(text, member.value.position, RaftTraceRecord.Event.self).map {
        Self.meaning(member.key, $0, (nil, nil, nil), defaults)
      }
    }
    let known = ["is", "message", "operation", "result", "fields"]
    for part in members(of: member.value) where !known.contains(part.key) {
      complain(
        part.keyPosition, "an event has no '\(part.key)'",
        Nearest.suggestion(for: part.key, among: known))
    }
    guard let event = readWord(member.value["is"], RaftTraceRecord.Event.self) else {
      if member.value["is"] == nil { complain(member.value.position, "'is' is missing", nil) }
      return nil
    }
    let message = readWord(member.value["message"], RaftTraceRecord.Message.self)
    let operation = readWord(member.value["operation"], RaftTraceRecord.Operation.self)
    let result = readWord(member.value["result"], RaftTraceRecord.Result.self)
    let own = member.value["fields"].map { readFields($0) } ?? []
    let rest = defaults.filter { field, _ in !own.contains { $0.0 == field } }
    return Self.meaning(member.key, event, (message, operation, result), rest + own)
  }

  private mutating func readWord<W: Word>(_ tree: JSON5?, _ kind: W.Type) -> W? {
    guard let tree, let text = text(tree) else { return nil }
    return word(text, tree.position, kind)
  }

  private static func meaning(
    _ name: String, _ event: RaftTraceRecord.Event,
    _ kinds: (
      RaftTraceRecord.Message?, RaftTraceRecord.Operation?, RaftTraceRecord.Result?
    ), _ fields: [(TraceField, [TracePath])]
  ) -> TraceDialect.Meaning {
    let isPrefix = name.utf8.last == UInt8(ascii: "*")
    return TraceDialect.Meaning(
      name: Array(name.utf8.dropLast(isPrefix ? 1 : 0)), isPrefix: isPrefix, event: event,
      message: kinds.0, operation: kinds.1, result: kinds.2,
      fields: event == .ignored ? [] : fields.map { (field: $0.0, paths: $0.1) })
  }
}
