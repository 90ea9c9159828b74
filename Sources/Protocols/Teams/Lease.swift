public import Simulator

/// The right of one worker to do a task of a round, which its fence tells from every other.
///
/// The fence is the term of the coordinator and the number of the lease in that term: a result counts
/// only under the newest lease of its task.
@frozen
public struct Lease: Hashable, Sendable {
  /// The term of the coordinator that gave it.
  public let term: Election.Term
  /// The digest of the snapshot that the work starts from.
  public let base: Int64
  /// The round, by the number of rounds before it.
  public let round: Int32
  /// The task, from 0.
  public let task: Int32
  /// Its number among those of its term, from 1.
  public let number: Int32

  /// A lease of a task.
  @inlinable
  public init(term: Election.Term, number: Int32, round: Int32, base: Int64, task: Int32) {
    self.term = term
    self.number = number
    self.round = round
    self.base = base
    self.task = task
  }

  /// Whether the work is the same, whoever may do it.
  func isSameWork(as other: Lease) -> Bool {
    round == other.round && task == other.task && base == other.base
  }

  /// `t2 of r3 (term 4, lease 7)`, the task counted from 1.
  var text: String { "t\(task + 1) of r\(round) (term \(term), lease \(number))" }

  /// Size in a message.
  static var byteCount: Int { 28 }
}

extension Lease: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("term", term)
    visitor.fields("lease", number, "round", round)
    visitor.field("task", task &+ 1)
    visitor.field("base", base)
  }
}
