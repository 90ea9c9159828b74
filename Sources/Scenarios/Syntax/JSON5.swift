/// A JSON5 value with its place in the file (json5.org, version 1.0.0).
public struct JSON5: Hashable, Sendable {
  public var content: Content
  public var position: Position

  public init(_ content: Content, at position: Position = .start) {
    self.content = content
    self.position = position
  }

  /// What kinds of value there are.
  public enum Content: Hashable, Sendable {
    case null
    case boolean(Bool)
    case number(ExactNumber)
    case text(String)
    case list([JSON5])
    case object([Member])
  }

  /// A key of an object with its value.
  public struct Member: Hashable, Sendable {
    public var key: String
    public var keyPosition: Position
    public var value: JSON5

    public init(key: String, keyPosition: Position, value: JSON5) {
      self.key = key
      self.keyPosition = keyPosition
      self.value = value
    }
  }

  /// The value of a key, or nil if there is none or this is no object.
  public subscript(key: String) -> JSON5? {
    guard case .object(let members) = content else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// What this is, with its article: for messages.
  var kindText: String {
    switch content {
    case .null: "null"
    case .boolean: "a boolean"
    case .number: "a number"
    case .text: "a text"
    case .list: "a list"
    case .object: "an object"
    }
  }
}
