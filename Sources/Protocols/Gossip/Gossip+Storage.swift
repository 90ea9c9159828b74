public import Simulator

extension Gossip {
  /// What outlives a crash: the rumours that the agent knows, and not whether it spreads them.
  public struct Storage: DurableStorage {
    /// Every rumour that was learned and reached the disk.
    public private(set) var known = RumourSet()
    /// The last record, which a corrupt tail loses.
    private var newest: Rumour?

    /// An empty disk.
    public init() {}

    /// A rumour learned; one record, which a crash keeps wholly or not at all.
    public struct Write: Fielded, Hashable, Sendable {
      /// What was learned.
      public let rumour: Rumour

      /// The record of a rumour.
      public init(_ rumour: Rumour) { self.rumour = rumour }
    }

    public mutating func apply(_ write: Write) {
      known.insert(write.rumour)
      newest = write.rumour
    }

    /// Loses the newest rumour; before another is learned there is no second to lose.
    public mutating func corruptTail() -> Bool {
      guard let rumour = newest else { return false }
      known.remove(rumour)
      newest = nil
      return true
    }

    /// A record's header and checksum take 16 bytes, the rumour 64.
    public static func byteCount(_ write: Write) -> Int { 80 }
  }
}

extension Gossip.Storage {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("known", known)
    visitor.field("newest", newest)
  }
}

extension Gossip.Storage.Write {
  public func fields<V: FieldVisitor>(into visitor: inout V) { visitor.field("rumour", rumour) }
}
