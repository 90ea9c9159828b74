/// What an agent's disk keeps: a value that durable writes are folded into, in the order asked for.
///
/// Writes are deltas (these entries from this index on), never copies of the whole.
public protocol DurableStorage: Fielded, Hashable, Sendable {
  /// One durable write.
  associatedtype Write: Fielded & Hashable & Sendable

  /// An empty disk.
  init()

  /// Folds in a write that became durable.
  mutating func apply(_ write: Write)

  /// Folds in what a crash left of a write that was under way.
  ///
  /// - Parameters:
  ///   - write: the write that was under way.
  ///   - kept: the share of it that reached the disk, as a uniform 32-bit fraction: a write of `n`
  ///     records keeps the first `n * kept / 2^32`. A write that the file system makes atomic keeps
  ///     nothing; that is the default.
  mutating func tear(_ write: Write, kept: UInt32)

  /// Loses the newest record to corruption that a checksum finds at the next start.
  ///
  /// - Returns: whether there was a record to lose. The default loses nothing.
  mutating func corruptTail() -> Bool

  /// Tells a record what a disk keeps that did not get there by writes, such as after a crash: in short, since
  /// it may be much. The default tells nothing.
  func summary<V: FieldVisitor>(into visitor: inout V)

  /// Size of a write in bytes, for disks of limited throughput; 0 if the protocol does not say.
  static func byteCount(_ write: Write) -> Int
}

extension DurableStorage {
  @inlinable public mutating func tear(_ write: Write, kept: UInt32) {}
  @inlinable public mutating func corruptTail() -> Bool { false }
  /// Says nothing of what the disk keeps.
  @inlinable public func summary<V: FieldVisitor>(into visitor: inout V) {}
  @inlinable public static func byteCount(_ write: Write) -> Int { 0 }
}

/// The storage of a machine that keeps nothing.
@frozen
public struct NoStorage: DurableStorage {
  @inlinable public init() {}
  public func fields<V: FieldVisitor>(into visitor: inout V) {}
  public mutating func apply(_ write: Nothing) {}
}

/// In what state an agent finds its disk when it starts.
@frozen
public enum Recovery: Hashable, Sendable, CustomStringConvertible {
  /// The agent's first start in this world.
  case fresh
  /// Every durable write is there.
  case intact
  /// A write was torn by the crash; what is left of it is folded in and the rest cut off.
  case torn
  /// A checksum found the newest record corrupt; it is cut off.
  case corruptTail
  /// The disk is empty although the agent had written to it.
  case amnesia

  public var description: String {
    switch self {
    case .fresh: "fresh"
    case .intact: "intact"
    case .torn: "torn write"
    case .corruptTail: "corrupt tail"
    case .amnesia: "amnesia"
    }
  }
}
