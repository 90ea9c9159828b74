public import Simulator

extension Rendezvous {
  /// What an agent's disk keeps.
  public struct Storage: DurableStorage {
    /// Number of the last life of the agent.
    public private(set) var life: Int32 = 0
    /// The last round that it did.
    public private(set) var round: Int32 = 0
    /// As a host: the group formed last.
    public private(set) var group: Group?
    /// Whether the disk was lost once.
    public private(set) var isEmptied = false

    /// An empty disk.
    public init() {}

    /// A durable write; each is one record, which a crash keeps wholly or not at all.
    public enum Write: Hashable, Sendable {
      case began(life: Int32)
      case did(round: Int32)
      case formed(Group)
      case emptied
    }

    public mutating func apply(_ write: Write) {
      switch write {
      case .began(let life): self.life = life
      case .did(let round): self.round = round
      case .formed(let group): self.group = group
      case .emptied: isEmptied = true
      }
    }

    /// A record's header and checksum take 16 bytes.
    public static func byteCount(_ write: Write) -> Int {
      switch write {
      case .began, .did: 20
      case .formed(let group): 36 + 8 * group.members.count
      case .emptied: 16
      }
    }
  }
}
