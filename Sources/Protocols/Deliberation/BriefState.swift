import Simulator

extension Deliberation {
  /// What the brief's text keeps, all of it lost in a crash.
  ///
  /// The first agent is the coordinator and holds the state of all rounds. The text's defects stand as
  /// they are: the broadcast goes out before the state is stored, votes are kept by the incarnation of
  /// who cast them, anybody's count, a later one replaces an earlier, the first majority of votes
  /// decides, nothing takes the timeout in, and a voter dies of a call that is not answered.
  struct BriefState: Hashable, Sendable {
    /// Stands for the identity of the process: another one in every life.
    var incarnation: UInt64 = 0
    var rounds: [Round] = []
    /// Number of the newest call.
    var call: Int32 = 0
    /// Whether the process waits for the reply to its newest call.
    var isWaiting = false
    /// Proposals that arrived while the process waited.
    var mailbox: [Proposal] = []
    /// The timeouts that this process waits for, the first due first.
    var timeouts: [Timeout] = []

    struct Timeout: Hashable, Sendable {
      let proposal: ProposalID
      let due: Nanoseconds
    }

    struct Round: Hashable, Sendable {
      let proposal: Proposal
      var votes: [Cast] = []
      var isVoting = true

      init(proposal: Proposal) { self.proposal = proposal }
    }

    struct Cast: Hashable, Sendable {
      let incarnation: UInt64
      var vote: Vote
    }
  }
}
