public import Simulator

extension Market {
  /// What must outlive a crash: the log at a replica, and the last request of a trader.
  public struct Storage: DurableStorage {
    /// What the log keeps.
    public internal(set) var raft = Raft.Storage()
    /// The last request of a trader, answered or not.
    public private(set) var request: Deed?

    /// An empty disk.
    public init() {}

    /// A durable write; each is atomic but those of the log.
    public enum Write: Fielded, Hashable, Sendable {
      case raft(Raft.Storage.Write)
      case asked(Deed)
    }

    public mutating func apply(_ write: Write) {
      switch write {
      case .raft(let write): raft.apply(write)
      case .asked(let deed): request = deed
      }
    }

    public mutating func tear(_ write: Write, kept: UInt32) {
      if case .raft(let write) = write { raft.tear(write, kept: kept) }
    }

    /// Drops the newest entry of the log.
    public mutating func corruptTail() -> Bool { raft.corruptTail() }

    public static func byteCount(_ write: Write) -> Int {
      switch write {
      case .raft(let write): Raft.Storage.byteCount(write)
      case .asked: 16 + Deed.byteCount
      }
    }
  }
}

extension Market.Storage {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("request", request)
    visitor.field("log", raft)
  }
}

extension Market.Storage.Write {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .raft(let write): visitor.part(0, "log", write)
    case .asked(let deed):
      visitor.kind(1, "asked")
      deed.fields(into: &visitor)
    }
  }
}
