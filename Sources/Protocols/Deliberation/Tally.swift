public import Simulator

/// The votes on one proposal counted, and what they decide; exact, in whole numbers.
///
/// Each of the `n` members of the electorate weighs 1000. An unweighted vote gives all of that to its
/// choice; a weighted one gives its confidence to its choice and the rest to abstention. So a member
/// never gives more than its weight, and an accepting majority of weight needs one of members.
@frozen
public struct Tally: Traceable {
  /// Members of the electorate, frozen when the proposal was opened.
  public let members: Int32
  /// Members that voted.
  public private(set) var cast: Int32 = 0
  /// Weight of the votes that accept, in thousandths of a member.
  public private(set) var accepts: Int64 = 0
  /// Weight of the votes that reject.
  public private(set) var rejects: Int64 = 0
  /// Weight of the votes that abstain, and of what weighted votes leave.
  public private(set) var abstains: Int64 = 0

  /// How a proposal's deliberation ends.
  @frozen
  public enum Outcome: Int32, Word {
    case accepted = 0
    case rejected = 1
    /// Neither threshold was met: no clear majority.
    case failed = 2
    /// At the deadline fewer than a majority had voted: no quorum.
    case timedOut = 3

    @inlinable
    public var word: String {
      switch self {
      case .accepted: "accepted"
      case .rejected: "rejected"
      case .failed: "failed"
      case .timedOut: "timed out"
      }
    }

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      visitor.kind(Int(rawValue), word)
    }
  }

  /// No vote has been counted.
  public init(members: Int) { self.members = Int32(truncatingIfNeeded: members) }

  /// Counts the vote of one member that was not counted yet.
  public mutating func count(_ vote: Vote, isWeighted: Bool = false) {
    let weight = isWeighted ? Int64(vote.confidence) : Self.unit
    cast += 1
    switch vote.choice {
    case .accept: accepts += weight
    case .reject: rejects += weight
    case .abstain: abstains += weight
    }
    abstains += Self.unit - weight
  }

  /// Counts the unweighted votes of as many members that were not counted yet.
  mutating func count(accepts: Int64, rejects: Int64, abstains: Int64) {
    cast += Int32(truncatingIfNeeded: accepts + rejects + abstains)
    self.accepts += accepts * Self.unit
    self.rejects += rejects * Self.unit
    self.abstains += abstains * Self.unit
  }

  /// The weight of a member.
  static var unit: Int64 { 1000 }

  /// A majority of the members: the least number of votes with which anything is decided.
  public var quorum: Int32 { members / 2 + 1 }

  private var weight: Int64 { Int64(members) * Self.unit }
  /// The weight of the votes that are not cast; negative only if outsiders were counted.
  private var open: Int64 { weight - accepts - rejects - abstains }

  /// The least whole number of members that is not below `share` fifths of all, as weight.
  ///
  /// Weighted votes are compared with the same threshold as unweighted ones.
  private func threshold(fifths share: Int64) -> Int64 {
    (share * Int64(members) + 4) / 5 * Self.unit
  }

  /// What is certain whatever the other members vote, or nil.
  ///
  /// Accepted at three fifths of all members, rejected when that is out of reach and two fifths
  /// reject, failed when both are out of reach. It depends on the votes alone, not on their order.
  public var certainOutcome: Outcome? {
    let accept = threshold(fifths: 3)
    let reject = threshold(fifths: 2)
    if members > 0, accepts >= accept { return .accepted }
    guard accepts + open < accept else { return nil }
    if rejects >= reject { return .rejected }
    return rejects + open < reject ? .failed : nil
  }

  /// What the votes decide when no more are waited for.
  ///
  /// Three fifths of the votes cast accept if they are a majority of the members too.
  public var deadlineOutcome: Outcome {
    if let certain = certainOutcome { return certain }
    let votes = Int64(cast) * Self.unit
    if cast < quorum { return .timedOut }
    if 5 * accepts >= 3 * votes, accepts >= Int64(quorum) * Self.unit { return .accepted }
    return 5 * rejects >= 2 * votes ? .rejected : .failed
  }

  /// As messages of checks write it.
  public var description: String {
    "\(accepts)/\(rejects)/\(abstains) thousandths of \(cast) votes, \(members) members"
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.fields("members", members, "cast", cast)
    visitor.field("accepts", accepts)
    visitor.field("rejects", rejects)
    visitor.field("abstains", abstains)
  }
}
