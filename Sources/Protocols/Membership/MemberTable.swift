public import Simulator

extension Swim {
  /// What a member is held to be. The order is that of precedence within one incarnation.
  public enum Status: UInt8, Word, Comparable {
    case alive = 0
    case suspect = 1
    case dead = 2
    /// It has left the group by itself.
    case left = 3

    public var word: String {
      switch self {
      case .alive: "alive"
      case .suspect: "suspect"
      case .dead: "dead"
      case .left: "left"
      }
    }

    public static func < (left: Status, right: Status) -> Bool { left.rawValue < right.rawValue }
  }

  /// What is held of one member: a status of one of its incarnations.
  ///
  /// Rows of one member are ordered, by incarnation and then by status, and the greater one prevails.
  @frozen
  public struct Row: Hashable, Comparable, Sendable {
    /// The incarnation times four, and the status.
    public let key: UInt32

    @usableFromInline
    init(key: UInt32) { self.key = key }

    /// A status of an incarnation.
    public init(_ status: Status, _ incarnation: Int32) {
      key = UInt32(bitPattern: incarnation) << 2 | UInt32(status.rawValue)
    }

    /// Counted from 0, and raised by the member alone.
    @inlinable public var incarnation: Int32 { Int32(bitPattern: key >> 2) }

    /// What the member is held to be.
    public var status: Status {
      switch key & 3 {
      case 0: .alive
      case 1: .suspect
      case 2: .dead
      default: .left
      }
    }

    /// Whether the member is probed.
    public var isPresent: Bool { key & 3 < 2 }

    @inlinable public static func < (left: Row, right: Row) -> Bool { left.key < right.key }
  }
}

/// What an agent holds of all agents: four bytes each, and a digest of the whole.
public struct MemberTable: Hashable, Sendable {
  /// By agent, the row's key times four and two marks.
  private var words: [UInt32]
  /// Equal for tables with equal rows; 0 while all are alive in their first incarnation.
  public private(set) var digest: UInt64 = 0

  private static let listed: UInt32 = 1
  private static let lost: UInt32 = 2

  /// All are alive in their first incarnation, and listed.
  init(count: Int) { words = Array(repeating: MemberTable.listed, count: count) }

  /// Number of agents.
  public var count: Int { words.count }

  /// What is held of an agent.
  public internal(set) subscript(member: AgentID) -> Swim.Row {
    get { Swim.Row(key: words[member.index] >> 2) }
    set {
      let word = words[member.index]
      digest ^= mark(member, word >> 2) ^ mark(member, newValue.key)
      words[member.index] = newValue.key << 2 | word & 3
    }
  }

  /// Of a row that every table begins with, nothing.
  private func mark(_ member: AgentID, _ key: UInt32) -> UInt64 {
    key == 0 ? 0 : RandomStream.mix(UInt64(UInt32(bitPattern: member.rawValue)) << 32 | UInt64(key))
  }

  /// Whether the order of probes has the agent.
  func isListed(_ member: AgentID) -> Bool { words[member.index] & MemberTable.listed != 0 }

  /// Whether the list of the dead has the agent.
  func isLost(_ member: AgentID) -> Bool { words[member.index] & MemberTable.lost != 0 }

  mutating func setListed(_ member: AgentID, _ flag: Bool) { set(MemberTable.listed, member, flag) }
  mutating func setLost(_ member: AgentID, _ flag: Bool) { set(MemberTable.lost, member, flag) }

  private mutating func set(_ bit: UInt32, _ member: AgentID, _ flag: Bool) {
    if flag { words[member.index] |= bit } else { words[member.index] &= ~bit }
  }

  /// The agents of which something else is held than that they are alive in their first incarnation.
  ///
  /// - Complexity: linear in the number of agents.
  var exceptions: [AgentID] {
    words.indices.compactMap { words[$0] >> 2 == 0 ? nil : AgentID($0) }
  }
}
