public import Simulator

extension Swim {
  /// What outlives a crash: the agent's incarnation, and whether it has left. What it holds of others does not.
  public struct Storage: DurableStorage {
    /// The agent's own row.
    public private(set) var own = Row(.alive, 0)
    /// The one before, which is left when a corrupt tail loses the last record.
    private var former: Row?

    /// An empty disk: a first incarnation that takes part.
    public init() {}

    /// The agent's own row; one record, which a crash keeps wholly or not at all.
    public struct Write: Fielded, Hashable, Sendable {
      /// What the agent says of itself.
      public let own: Row

      /// The record of a row.
      public init(_ own: Row) { self.own = own }
    }

    public mutating func apply(_ write: Write) {
      former = own
      own = write.own
    }

    /// Loses the last record; before another is written there is no second to lose.
    public mutating func corruptTail() -> Bool {
      guard let row = former else { return false }
      own = row
      former = nil
      return true
    }

    /// A record's header and checksum take 16 bytes, the row 8.
    public static func byteCount(_ write: Write) -> Int { 24 }
  }
}

extension Swim.Storage {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("own", own)
    visitor.field("former", former)
  }
}

extension Swim.Storage.Write {
  public func fields<V: FieldVisitor>(into visitor: inout V) { visitor.field("own", own) }
}
