public import Simulator

/// How agents decide their votes: a pure function of the proposal and the agent's context.
public enum Opinion: Hashable, Sendable {
  /// The evaluators of the brief, by variable.
  case evaluators
  /// Accept values up to a limit.
  case threshold(Int64)
  /// Accept values within a distance of the agent's own preference, drawn from `0..<range` by a seed.
  case preference(distance: Int64, range: Int64, seed: UInt64)
  /// Drawn by a seed for each agent and proposal: chances in thousandths, the rest rejects.
  case random(accepts: Int32, abstains: Int32, seed: UInt64)
  /// Member `i` of the electorate votes as the list's element `i` says; the list is repeated.
  case scripted([Vote.Choice])

  /// What an agent knows when it votes.
  public struct Context: Hashable, Sendable {
    /// The agent that votes.
    public var agent: AgentID
    /// Its fitness, which evaluators look at.
    public var scores: Scores
    /// Its index in the electorate.
    public var member: Int
    /// The value of the proposal's variable that it knows; 0 before any was decided.
    public var current: Int64
    /// Whether variables without an evaluator are accepted, as the brief has it; else abstained from.
    public var acceptsUnknown: Bool

    /// What an agent with these scores knows.
    public init(
      agent: AgentID, scores: Scores = Scores(), member: Int, current: Int64,
      acceptsUnknown: Bool = false
    ) {
      self.agent = agent
      self.scores = scores
      self.member = member
      self.current = current
      self.acceptsUnknown = acceptsUnknown
    }
  }

  /// The vote of an agent in this context; the same each time it is asked.
  public func vote(on proposal: Proposal, _ context: Context) -> Vote {
    switch self {
    case .evaluators: return Evaluators.vote(on: proposal, context)
    case .threshold(let limit):
      return proposal.value <= limit
        ? Vote(.accept, confidence: 1000, .preferred) : Vote(.reject, confidence: 1000, .disliked)
    case .preference(let distance, let range, let seed):
      return Self.preference(proposal, context, distance: distance, range: range, seed: seed)
    case .random(let accepts, let abstains, let seed):
      var stream = Self.stream(proposal, context, seed)
      let drawn = Int32(truncatingIfNeeded: stream.below(1000))
      let confidence = Int32(truncatingIfNeeded: stream.below(1001))
      if drawn < accepts { return Vote(.accept, confidence: confidence, .drawn) }
      return Vote(
        drawn < accepts + abstains ? .abstain : .reject, confidence: confidence, .drawn)
    case .scripted(let choices):
      if choices.isEmpty { return Vote(.abstain, confidence: 0, .noConcerns) }
      return Vote(choices[context.member % choices.count], confidence: 1000, .preferred)
    }
  }

  private static func preference(
    _ proposal: Proposal, _ context: Context, distance: Int64, range: Int64, seed: UInt64
  ) -> Vote {
    let key = UInt64(UInt32(bitPattern: proposal.variable))
    let stream = RandomStream(seed: seed ^ RandomStream.mix(key), .agent)
    let word = stream.word(at: UInt64(UInt32(bitPattern: context.agent.rawValue)))
    let preferred = Int64(truncatingIfNeeded: word % UInt64(max(range, 1)))
    let (difference, overflows) = proposal.value.subtractingReportingOverflow(preferred)
    let gap = overflows ? UInt64.max : difference.magnitude
    let width = UInt64(max(distance, 0))
    if gap > width { return Vote(.reject, confidence: 1000, .disliked) }
    let closeness =
      width == 0
      ? 1000
      : 1000
        - Int32(
          truncatingIfNeeded: gap.multipliedFullWidth(by: 1000).high == 0 ? gap * 1000 / width : 0)
    return Vote(.accept, confidence: closeness, .preferred)
  }

  private static func stream(
    _ proposal: Proposal, _ context: Context, _ seed: UInt64
  ) -> RandomStream {
    var digest = Digest()
    // Words of its own: a vote must not depend on how a trace takes identities in.
    digest.feed((Int64(proposal.id.epoch) << 32) | Int64(proposal.id.proposer.rawValue))
    digest.feed(Int64(proposal.id.sequence))
    digest.feed(context.agent)
    return RandomStream(seed: seed ^ digest.value, .agent)
  }
}
