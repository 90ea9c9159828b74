public import Simulator

extension Supervision {
  /// What outlives a crash of the agent: its number of lives, and the counts of durable workers.
  public struct Storage: DurableStorage {
    /// Number of the last life of the agent.
    public private(set) var life: Int32 = 0
    /// By node; shorter than the tree if the last ones never counted.
    private var counts: [Int64] = []

    /// An empty disk.
    public init() {}

    /// A durable write; each is one record, which a crash keeps wholly or not at all.
    @frozen
    public enum Write: Fielded, Hashable, Sendable {
      case began(life: Int32)
      /// What the worker of a node has counted.
      case counted(Int32, Int64)
    }

    /// What a worker has counted.
    public func count(of node: Int32) -> Int64 {
      Int(node) < counts.count ? counts[Int(node)] : 0
    }

    public mutating func apply(_ write: Write) {
      switch write {
      case .began(let life): self.life = life
      case .counted(let node, let count):
        while counts.count <= Int(node) { counts.append(0) }
        counts[Int(node)] = count
      }
    }

    /// A record's header and checksum take 16 bytes.
    public static func byteCount(_ write: Write) -> Int {
      switch write {
      case .began: 20
      case .counted: 28
      }
    }
  }
}

extension Supervision.Storage {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("life", life)
    visitor.field("counts", counts)
  }
}

extension Supervision.Storage.Write {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .began(let life): visitor.kind(0, "began", "life", life)
    case .counted(let node, let count):
      visitor.kind(1, "counted", "node", node)
      visitor.field("count", count)
    }
  }
}
