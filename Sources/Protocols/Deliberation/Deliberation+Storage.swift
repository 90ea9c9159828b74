public import Simulator

extension Deliberation {
  /// What must outlive a crash: the log, this agent's open proposals and their ends, and its votes.
  public struct Storage: DurableStorage {
    /// What the log keeps.
    public internal(set) var raft = Raft.Storage()
    /// The newest life of the process.
    public private(set) var epoch: Int32 = -1
    /// Opened and not closed, in the order of opening.
    public var open: [OpenProposal] { opened.items }
    private var opened = KeyedList<ProposalID, OpenProposal>()
    /// How this agent's proposals ended.
    public private(set) var endings: [ProposalID: Ending] = [:]
    /// The votes that this agent gave.
    public private(set) var votes: [ProposalID: Vote] = [:]

    /// A proposal under way, with its decision once there is one.
    public struct OpenProposal: Hashable, Sendable {
      /// What is put to the vote.
      public let proposal: Proposal
      /// On the agent's own clock.
      public let deadline: Nanoseconds
      /// What the votes decided; nil until then.
      public var decision: Decision?
    }

    /// An empty disk.
    public init() {}

    /// A durable write; each is atomic but those of the log.
    public enum Write: Fielded, Hashable, Sendable {
      case raft(Raft.Storage.Write)
      case epoch(Int32)
      case opened(Proposal, deadline: Nanoseconds)
      case decided(ProposalID, Decision)
      case closed(ProposalID, Ending)
      case voted(ProposalID, Vote)
    }

    public mutating func apply(_ write: Write) {
      switch write {
      case .raft(let write): raft.apply(write)
      case .epoch(let epoch): self.epoch = epoch
      case .opened(let proposal, let deadline):
        opened.append(
          OpenProposal(proposal: proposal, deadline: deadline, decision: nil), proposal.id)
      case .decided(let id, let decision):
        if let place = opened.place(of: id) { opened[place].decision = decision }
      case .closed(let id, let ending):
        if let place = opened.place(of: id) { opened.remove(at: place) }
        endings[id] = ending
      case .voted(let id, let vote): votes[id] = vote
      }
    }

    public mutating func tear(_ write: Write, kept: UInt32) {
      if case .raft(let write) = write { raft.tear(write, kept: kept) }
    }

    /// Drops the newest entry of the log.
    public mutating func corruptTail() -> Bool { raft.corruptTail() }

    public static func byteCount(_ write: Write) -> Int {
      switch write {
      case .raft(let write): Raft.Storage.byteCount(write)
      case .epoch: 20
      case .opened(let proposal, _): 16 + proposal.byteCount + 8
      case .decided: 16 + 12 + 29
      case .closed, .voted: 16 + 12 + 6
      }
    }
  }
}
