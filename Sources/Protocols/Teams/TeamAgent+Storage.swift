public import Simulator

extension TeamAgent {
  /// What must outlive a crash: what the parts keep, and snapshots.
  public struct Storage: DurableStorage {
    /// What the parts keep.
    public internal(set) var parts = CoordinatingAgent.Storage()
    /// The newest decided snapshot; nil before the first round was decided.
    public private(set) var decided: Snapshot?
    /// Snapshots of later rounds, in the order in which they came.
    public private(set) var candidates: [Snapshot] = []
    /// Whether the newest record of the disk is the team's own.
    private var newestIsOwn = false

    /// An empty disk.
    public init() {}

    /// A durable write; those of the team's own are atomic.
    @frozen
    public enum Write: Fielded, Hashable, Sendable {
      case parts(CoordinatingAgent.Storage.Write)
      /// A snapshot that may be decided.
      case candidate(Snapshot)
      /// One of the snapshots kept was decided; none of its round or an earlier one is needed beside it.
      case decided(round: Int32, digest: Int64)
    }

    public mutating func apply(_ write: Write) {
      newestIsOwn = true
      switch write {
      case .parts(let write):
        parts.apply(write)
        newestIsOwn = false
      case .candidate(let snapshot): candidates.append(snapshot)
      case .decided(let round, let digest):
        decided = candidates.first { $0.round == round && $0.digest == digest } ?? decided
        candidates.removeAll { $0.round <= round }
      }
    }

    public mutating func tear(_ write: Write, kept: UInt32) {
      guard case .parts(let write) = write else { return }
      parts.tear(write, kept: kept)
      newestIsOwn = false
    }

    /// Loses the newest record, if the part that wrote it can lose one; snapshots are files of their own.
    public mutating func corruptTail() -> Bool { newestIsOwn ? false : parts.corruptTail() }

    public static func byteCount(_ write: Write) -> Int {
      switch write {
      case .parts(let write): CoordinatingAgent.Storage.byteCount(write)
      case .candidate(let snapshot): 16 + snapshot.byteCount
      case .decided: 28
      }
    }

    /// Whether the disk keeps the snapshot of this round and digest.
    func keeps(_ round: Int32, _ digest: Int64) -> Bool {
      decided?.round == round && decided?.digest == digest
        || candidates.contains { $0.round == round && $0.digest == digest }
    }
  }
}

extension TeamAgent.Storage {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("parts", parts)
    visitor.field("decided", decided)
    visitor.field("candidates", candidates)
  }
}

extension TeamAgent.Storage.Write {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .parts(let write): visitor.part(0, nil, write)
    case .candidate(let snapshot):
      visitor.kind(1, "candidate")
      snapshot.fields(into: &visitor)
    case .decided(let round, let digest):
      visitor.kind(2, "decided", "round", round)
      visitor.field("digest", digest)
    }
  }
}
