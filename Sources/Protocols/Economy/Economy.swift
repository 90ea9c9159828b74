public import Simulator

/// Allocation of tasks and items by auction, and payments, over a replicated ledger.
///
/// The first agents replicate a log by Raft; the leader sequences economic deeds, and is the auctioneer. Every
/// replica applies each committed deed to its books (`Books`), which refuse what the rules do not allow.
/// Whether a bid is in time is thus decided by its place in the log, and an auctioneer that is succeeded cannot
/// award anything: what it would log is of an old term.
///
/// All agents bid and work. A bidder answers each announcement with what it makes of its own values and
/// keeps nothing; the auctioneer announces again until it has an answer. So lost messages cost time, and a
/// repeated answer changes nothing.
///
/// A deadline is a moment of the sequencer's time, which the log carries: it goes on where the last deed of
/// the predecessor left it. Time without a sequencer, in which no bid could be logged, does not count.
public struct Economy: Hashable, Sendable {
  /// What the agent is in its cluster.
  public let profile: Profile
  /// The settings of all agents.
  public let settings: Settings
  /// The log and the books, of a replica. Indirect, since most agents of a large cluster have none.
  var offices: [Office]
  /// The auctioneer that this agent has heard from last.
  var auctioneer: AgentID?
  /// Tasks that this agent has taken up, by auction.
  var tasks = TimedTable<Int32, Task>()

  /// A task at its worker.
  struct Task: Hashable, Sendable {
    let auction: Int32
    /// The award that it belongs to.
    var step: UInt16
    var state = State.offered

    /// How far it is.
    enum State: UInt8, Hashable, Sendable {
      /// The worker has taken it up and waits for the word to start.
      case offered
      case working
      /// The result is on its way, and goes again if it is asked for.
      case done
    }
  }

  /// An agent that has not started.
  public init(_ profile: Profile, _ settings: Settings) {
    self.profile = profile
    self.settings = settings
    offices = settings.isReplica(profile.id) ? [Office(profile, settings)] : []
  }

  /// The replicated log; nil where the agent keeps none.
  public var raft: Raft? { offices.first?.raft }

  /// The books; nil where the agent keeps none.
  public var books: Books? { offices.first?.books }

  /// Shows the books, without a copy, where the agent keeps them.
  public func withBooks(_ show: (borrowing Books) -> Void) {
    if !offices.isEmpty { show(offices[0].books) }
  }

  /// Shows the replicated log, without a copy, where the agent keeps it.
  public func withLog(_ show: (borrowing Raft) -> Void) {
    if !offices.isEmpty { show(offices[0].raft) }
  }

  /// Whether it runs the auctions now.
  public var isAuctioneer: Bool { offices.first?.seat != nil }

  /// Whether it does a task now.
  public var isWorking: Bool { tasks.items.contains { $0.state == .working } }

  /// The account of this agent.
  var account: Int32 { Int32(truncatingIfNeeded: profile.id.index) }

  /// What a replica keeps.
  struct Office: Hashable, Sendable {
    var raft: Raft
    var books: Books

    /// Auctions that the deeds just applied have changed.
    var changed: [Int32] = []
    /// Transfers whose first half has just been done.
    var halves: [Raft.Session] = []

    // Of the auctioneer.
    /// The term in which it is the auctioneer; nil if it is not. It is from when it has committed an entry of
    /// its own, so that its books hold all that its predecessors logged.
    var seat: Raft.Term?
    /// The sequencer's time when it became the auctioneer.
    var takeoverTime: Nanoseconds = 0
    /// What its own clock showed then.
    var takeoverClock: Nanoseconds = 0
    /// Auctions that are not over, each due when it must be attended to.
    var duties = TimedTable<Int32, Duty>()
    /// Clients that wait for the end of what they asked for, by request.
    var waiting = KeyedList<Raft.Session, RequestID>()

    init(_ profile: Profile, _ settings: Settings) {
      let replica = Profile(
        id: profile.id, clusterSize: settings.replicas, group: profile.group)
      raft = Raft(replica, settings.raft)
      books = Books(settings.rules)
    }

    /// The sequencer's time at a moment of its clock; it never falls.
    func time(at clock: Nanoseconds) -> Nanoseconds {
      Swift.max(books.time, takeoverTime + Swift.max(0, clock - takeoverClock))
    }
  }

  /// What the auctioneer remembers of an auction beside the books.
  struct Duty: Hashable, Sendable {
    /// The step whose end it has logged last, in its term.
    var ticked: UInt16?
    /// What it has told bidders and winners last.
    var told: UInt16 = 0
    var price: Int64 = 0
    var stage = Auction.Stage.bidding
    /// Who does not want to bid in this step.
    var declined: [Int32: UInt16] = [:]
  }
}
