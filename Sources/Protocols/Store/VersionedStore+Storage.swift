public import Simulator

extension VersionedStore {
  /// What outlives a crash: the objects, and which writes were taken.
  public struct Storage: DurableStorage {
    /// By key.
    public private(set) var objects: [Object] = []
    /// By client, its newest write that was taken.
    public private(set) var attempts: [Int32] = []

    /// An empty disk.
    public init() {}

    /// One record, which a crash keeps wholly or not at all.
    public enum Write: Fielded, Hashable, Sendable {
      /// What a key holds from now on.
      case object(key: Int32, Object)
      /// The same, with a client's write in it.
      case put(key: Int32, Object, by: RequestID)
    }

    public mutating func apply(_ write: Write) {
      switch write {
      case .object(let key, let object): keep(object, of: key)
      case .put(let key, let object, let id):
        keep(object, of: key)
        _ = attempts.take(id)
      }
    }

    private mutating func keep(_ object: Object, of key: Int32) {
      while objects.count <= key { objects.append(.absent) }
      objects[Int(key)] = object
    }

    /// A record's header and checksum take 16 bytes.
    public static func byteCount(_ write: Write) -> Int {
      switch write {
      case .object(_, let object): 16 + object.byteCount
      case .put(_, let object, _): 24 + object.byteCount
      }
    }
  }
}

extension VersionedStore.Storage {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("objects", list: objects)
    visitor.field("attempts", list: attempts)
  }
}

extension Array where Element == Int32 {
  /// Takes a client's write, unless it has taken this one or a later one.
  mutating func take(_ id: RequestID) -> Bool {
    while count <= id.client { append(.min) }
    if id.attempt <= self[Int(id.client)] { return false }
    self[Int(id.client)] = id.attempt
    return true
  }
}

extension VersionedStore.Storage.Write {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .object(let key, let object):
      visitor.kind(0, "object", "key", key)
      visitor.field("object", object)
    case .put(let key, let object, let id):
      visitor.kind(1, "put", "key", key)
      visitor.field("object", object)
      visitor.field("by", id)
    }
  }
}
