/// A JSON5 value with its place in the file (json5.org, version 1.0.0).
public struct JSON5: Hashable, Sendable {
  /// The value, without its place.
  public var content: Content
  /// Where its first character stands.
  public var position: Position

  /// A value at a place of a file, or one that no file holds.
  public init(_ content: Content, at position: Position = .start) {
    self.content = content
    self.position = position
  }

  /// What kinds of value there are.
  public enum Content: Hashable, Sendable {
    case null
    case boolean(Bool)
    /// Infinite and undefined ones too; no scenario takes those.
    case number(ExactNumber)
    case text(String)
    case list([JSON5])
    case object([Member])
  }

  /// A key of an object with its value.
  public struct Member: Hashable, Sendable {
    /// The key without its quotes.
    public var key: String
    /// Where the key begins.
    public var keyPosition: Position
    /// The value, which has its own place.
    public var value: JSON5

    /// A key with its value.
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
