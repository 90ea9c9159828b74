/// A value that leaves a mark in the trace: its fields feed the digest and are its description.
public protocol Traceable: Fielded, Hashable, Sendable, CustomStringConvertible {}

extension Traceable {
  /// The fields in words.
  public var description: String { Fields(of: self).text }
}

/// What agents send to one another.
public protocol MessageContent: Traceable {
  /// Size on the wire in bytes, as the protocol's author reckons it: for bandwidth and byte counts.
  var byteCount: Int { get }
  /// The names of the cases of an enumeration, in the order of the numbers that `fields(into:)` gives them:
  /// by these a scenario can tell kinds of messages apart. Empty, the default, if it cannot.
  static var kindNames: [String] { get }
}

extension MessageContent {
  public static var kindNames: [String] { [] }
}

/// A fact that a machine states for observers and for fault milestones; machines never act on one.
public protocol NoteContent: Traceable {
  /// Names of the milestones that a scenario may wait for, such as `leader elected`.
  static var milestoneNames: [String] { get }
  /// What this note adds to a milestone, or nil.
  var milestone: Milestone? { get }
}

/// Progress that a note states towards a milestone.
@frozen
public struct Milestone: Hashable, Sendable {
  /// How the number of a milestone moves.
  @frozen
  public enum Progress: Hashable, Sendable {
    /// One more time that it happened.
    case occurrence
    /// It stands at this level now, such as a commit index; only a rise counts.
    case level(Int64)
  }

  /// Which of the note type's `milestoneNames`.
  public let index: Int
  /// By how much the milestone moves.
  public let progress: Progress

  /// Progress towards a milestone, by default one more occurrence of it.
  @inlinable
  public init(index: Int, _ progress: Progress = .occurrence) {
    self.index = index
    self.progress = progress
  }
}

/// Stands for a kind of value that a machine does not use: no value of it exists.
@frozen
public enum Nothing: MessageContent, NoteContent {
  public static var milestoneNames: [String] { [] }
  public var byteCount: Int { switch self {} }
  public var milestone: Milestone? { switch self {} }
  public var description: String { switch self {} }
  public func fields<V: FieldVisitor>(into visitor: inout V) { switch self {} }
}
