public import Simulator

extension Caching {
  /// What outlives a crash: at the server the variables, which writes were taken, and the longest term;
  /// at every agent the number of its lives. Copies and leases do not.
  public struct Storage: DurableStorage {
    /// By variable.
    public private(set) var contents: [Content] = []
    /// By client.
    public private(set) var sessions: [Session] = []
    /// The longest term that was granted.
    public private(set) var longestTerm: Nanoseconds = 0
    /// Number of the agent's lives.
    public private(set) var life: Int32 = 0

    /// An empty disk.
    public init() {}

    /// One record, which a crash keeps wholly or not at all.
    public enum Write: Fielded, Hashable, Sendable {
      /// A variable holds this from now on, and the client's attempt was taken.
      case content(key: Int32, Content, id: RequestID, low: Int32)
      case longestTerm(Nanoseconds)
      case life(Int32)
    }

    public mutating func apply(_ write: Write) {
      switch write {
      case .content(let key, let content, let id, let low):
        while contents.count <= key { contents.append(Content()) }
        contents[Int(key)] = content
        _ = sessions.take(id, low: low)
      case .longestTerm(let term): longestTerm = term
      case .life(let number): life = number
      }
    }

    /// A record's header and checksum take 16 bytes, a value 64, each number 8.
    public static func byteCount(_ write: Write) -> Int {
      if case .content = write { 120 } else { 24 }
    }
  }
}

extension Caching.Storage {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("contents", list: contents)
    visitor.field("sessions", list: sessions)
    visitor.field("longestTerm", time: longestTerm)
    visitor.field("life", life)
  }
}

extension Caching.Storage.Write {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .content(let key, let content, let id, let low):
      visitor.kind(0, "content", "key", key)
      content.fields(into: &visitor)
      visitor.field("id", id)
      visitor.field("low", low)
    case .longestTerm(let term):
      visitor.kind(1, "longest term")
      visitor.field("term", time: term)
    case .life(let number): visitor.kind(2, "life", "number", number)
    }
  }
}
