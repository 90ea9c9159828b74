public import Simulator

extension Raft {
  /// A fact that an agent states for checks, measures and milestones.
  @frozen
  public enum Note: Hashable, Sendable {
    /// The agent took a higher term: a candidate by itself, others by word of somebody in it.
    case termChanged(Term)
    /// A candidate or pre-candidate gave up in favour of a term or a leader.
    case becameFollower(Term)
    /// The agent asks whether it could win term `term + 1`; its own term stays.
    case becamePreCandidate(Term)
    /// The agent took this term and voted for itself.
    case becameCandidate(Term)
    /// The agent won; the log as it stood before its own first entry.
    case becameLeader(Term, lastIndex: Index, lastTerm: Term)
    /// The agent led this term and does no longer.
    case steppedDown(Term)
    /// First word from the leader of this term.
    case followed(AgentID, Term)
    case voteGranted(Term, to: AgentID)
    /// The leader of this term put entries at the end of its log.
    case appended(first: Index, last: Index, Term)
    /// A follower removed entries that conflict with its leader's.
    case truncated(first: Index, last: Index)
    /// The commit index rose from before `first` to `last`, and these entries were applied.
    case committed(first: Index, last: Index, byLeader: Bool)
    /// The leader answered reads, all of a state that holds everything up to `index`.
    case readsServed(count: Int, index: Index)
    /// A follower proved to the leader that it lost durable entries; its match index starts over.
    case lostEntries(AgentID, match: Index)
  }
}

extension Raft.Note: NoteContent {
  public static var milestoneNames: [String] {
    ["leader elected", "candidate", "pre-candidate", "leader stepped down", "commit", "term"]
  }

  public var milestone: Milestone? {
    switch self {
    case .becameLeader: Milestone(index: 0)
    case .becameCandidate: Milestone(index: 1)
    case .becamePreCandidate: Milestone(index: 2)
    case .steppedDown: Milestone(index: 3)
    case .committed(_, let last, true): Milestone(index: 4, .level(Int64(last)))
    case .termChanged(let term): Milestone(index: 5, .level(term))
    default: nil
    }
  }

  public func feed(_ digest: inout Digest) {
    switch self {
    case .termChanged(let term): feed(0, term, &digest)
    case .becameFollower(let term): feed(1, term, &digest)
    case .becamePreCandidate(let term): feed(2, term, &digest)
    case .becameCandidate(let term): feed(3, term, &digest)
    case .becameLeader(let term, let lastIndex, let lastTerm):
      feed(4, term, &digest)
      digest.feed(lastIndex)
      digest.feed(lastTerm)
    case .steppedDown(let term): feed(5, term, &digest)
    case .followed(let leader, let term):
      feed(6, term, &digest)
      digest.feed(leader)
    case .voteGranted(let term, let candidate):
      feed(7, term, &digest)
      digest.feed(candidate)
    case .appended(let first, let last, let term):
      feed(8, term, &digest)
      feed(first, last, &digest)
    case .truncated(let first, let last):
      digest.feed(9)
      feed(first, last, &digest)
    case .committed(let first, let last, let byLeader):
      digest.feed(byLeader ? 10 : 11)
      feed(first, last, &digest)
    case .readsServed(let count, let index):
      digest.feed(12)
      feed(count, index, &digest)
    case .lostEntries(let follower, let match):
      feed(13, Int64(match), &digest)
      digest.feed(follower)
    }
  }

  private func feed(_ tag: Int, _ term: Raft.Term, _ digest: inout Digest) {
    digest.feed(tag)
    digest.feed(term)
  }

  private func feed(_ first: Int, _ last: Int, _ digest: inout Digest) {
    digest.feed(first)
    digest.feed(last)
  }

  public var description: String {
    switch self {
    case .termChanged(let term): "took term \(term)"
    case .becameFollower(let term): "became follower in term \(term)"
    case .becamePreCandidate(let term): "became pre-candidate in term \(term)"
    case .becameCandidate(let term): "became candidate in term \(term)"
    case .becameLeader(let term, let lastIndex, let lastTerm):
      "became leader in term \(term), log ends at \(lastIndex)@\(lastTerm)"
    case .steppedDown(let term): "stepped down as leader of term \(term)"
    case .followed(let leader, let term): "follows \(leader.description) in term \(term)"
    case .voteGranted(let term, let candidate): "voted for \(candidate.description) in term \(term)"
    case .appended(let first, let last, let term): "appended \(first)...\(last) in term \(term)"
    case .truncated(let first, let last): "removed \(first)...\(last)"
    case .committed(let first, let last, let byLeader):
      "committed \(first)...\(last)\(byLeader ? " as leader" : "")"
    case .readsServed(let count, let index): "served \(count) reads at \(index)"
    case .lostEntries(let follower, let match):
      "\(follower.description) lost entries that it had up to \(match)"
    }
  }
}
