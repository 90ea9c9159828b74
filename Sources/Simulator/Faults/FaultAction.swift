/// What a fault does.
public enum FaultAction: Hashable, Sendable {
  /// Links are cut, for messages between agents of these kinds (indices of the message type's `kindNames`, in
  /// rising order), or for all messages and for requests and replies of clients if none is named.
  case cut(Shape, InFlight, kinds: [Int] = [])
  /// The process stops at once. It starts again when the fault ends. An agent that is down already stays
  /// as it is, and so does its disk.
  case crash([Target], DiskLoss)
  /// The process stops as in a crash, and when the fault ends it starts as the version of this index of the
  /// conditions' `versions`, or as the next one: over the same disk. One that is down starts so whenever it does;
  /// one that is as far or further stays as it is.
  case upgrade([Target], to: Int? = nil)
  /// The same to an earlier version.
  case downgrade([Target], to: Int? = nil)
  /// The connections of these links are reset: what waits on them or is on its way is lost, both ways. Links
  /// without connections stay as they are.
  case reset([TargetPair])
  /// The process stands still (a long collection, a suspended machine) and what arrives waits: messages,
  /// requests, timers, and the news that a write is durable. Pauses that overlap end with the last.
  case pause([Target])
  /// What the agents take up while it lasts takes this many thousandths of its service time. Agents without
  /// service time are none the slower.
  case slow([Target], thousandths: Int64)
  /// Links behave otherwise: all of them, or those from and to the targets; for messages of these kinds, or
  /// for all that goes over them.
  case links(from: [Target]?, to: [Target]?, LinkChange, kinds: [Int] = [])
  /// The disk misbehaves.
  case disk([Target], DiskHarm)
  /// The clock runs too fast by this many parts per million more than before, until the fault ends.
  case clockDrift([Target], partsPerMillion: Int64)
  /// The clock jumps, forwards or (negative) backwards. Timers keep what they show on the clock.
  case clockJump([Target], by: Nanoseconds)

  /// A message on its way from the first to the second, one of whom may be the clients, arrives now: of those
  /// on the link, and of these kinds if any is named, the one of this rank, from 1. Those that travel stand in
  /// the order in which they are to arrive, and behind them those that a cut holds, in the order stopped.
  case deliver(from: Target, to: Target, rank: Int64, kinds: [Int] = [])
  /// The same message is lost.
  case drop(from: Target, to: Target, rank: Int64, kinds: [Int] = [])

  /// A client, from 0, asks now for something of its load's `Wish`.
  case ask(client: Int32, Fields)

  /// The agents are told to do what their protocol can be told: an index of the machine's `orderNames`, of
  /// `whom` where the order speaks of anybody.
  case order([Target], Int, whom: [Target] = [])

  /// Which links a cut takes.
  public enum Shape: Hashable, Sendable {
    /// Agents of different groups cannot reach one another; agents in no group reach nobody. Clients
    /// reach everybody unless a group names them.
    case partition([[Target]])
    /// Messages from the first to the second are cut; the way back is whole.
    case oneWay(from: [Target], to: [Target])
    /// Two halves that cannot reach one another, and one agent that reaches both.
    case bridge(Target)
    /// Every agent reaches a majority, its neighbours on a ring, and no two the same one.
    case ring
    /// Each of these agents is cut off from all other agents; clients still reach it.
    case isolate([Target])
    /// These links are cut, both ways.
    case links([TargetPair])
    /// Only these links are up, both ways; all others between agents are cut.
    case otherLinks([TargetPair])
  }

  /// What a cut does to messages that are on their way when it starts.
  @frozen
  public enum InFlight: String, Word {
    /// They arrive; those sent during the cut are lost.
    case kept
    /// They are lost, and so are those sent during the cut.
    case lost
    /// They wait with those sent during the cut until the link is whole, and then arrive as on a
    /// connection of TCP: all of them, on each link in the order sent, after a new delay of the link.
    case held
  }

  /// Two ends of a link.
  @frozen
  public struct TargetPair: Hashable, Sendable {
    /// One end.
    public var one: Target
    /// The other end; which is which makes no difference.
    public var other: Target
    /// The link between two targets, both ways.
    public init(_ one: Target, _ other: Target) {
      self.one = one
      self.other = other
    }
  }

  /// What a crash does to the disk, besides dropping what was not yet durable.
  @frozen
  public enum DiskLoss: String, Word {
    /// Nothing.
    case none = "kept"
    /// The write under way is torn: a random part of it is kept.
    case torn
    /// The newest durable record is corrupt when the process starts.
    case corruptTail = "corrupt tail"
    /// Everything is gone.
    case amnesia
  }

  /// How a disk misbehaves while a fault lasts.
  @frozen
  public enum DiskHarm: Hashable, Sendable {
    /// Flushes take this many thousandths of their time, and at least the floor.
    case slow(thousandths: Int64, floor: Nanoseconds)
    /// Every flush fails and stops the process, which starts again when the fault ends.
    case failing
    /// Writes are refused; they, and what waits for them, are tried again when the fault ends.
    case full
    /// Flushes under way end only when the fault does, and none starts before.
    case stalled
    /// Flushes fail and say that they succeeded, as a retried one does on systems that forget what failed
    /// (Rebello and others, *Can Applications Recover from fsync Failures?*, 2020). What is written during
    /// the fault or after it is read as if it were there, until a crash: the next start finds the first of
    /// it missing and cuts off all from there on.
    case lying

    /// Whether no flush starts while it lasts.
    @inlinable var blocksFlushes: Bool {
      switch self {
      case .slow, .failing, .lying: false
      case .full, .stalled: true
      }
    }
  }
}

extension FaultAction {
  /// What a cut does to messages on their way; nil for other faults.
  public var inFlight: InFlight? {
    if case .cut(_, let inFlight, _) = self { inFlight } else { nil }
  }

  /// The kinds of messages to which it is restricted; empty if it is to none.
  public var kinds: [Int] {
    switch self {
    case .cut(_, _, let kinds), .links(_, _, _, let kinds), .deliver(_, _, _, let kinds),
      .drop(_, _, _, let kinds):
      kinds
    case .crash, .upgrade, .downgrade, .reset, .pause, .slow, .disk, .clockDrift, .clockJump, .ask,
      .order:
      []
    }
  }

  /// Whether it restarts agents as another version.
  public var changesVersion: Bool {
    switch self {
    case .upgrade, .downgrade: true
    default: false
    }
  }

  /// Whose processes it stops, slows or makes stand still; nil for what is not done to processes.
  public var processes: [Target]? {
    switch self {
    case .crash(let targets, _), .upgrade(let targets, _), .downgrade(let targets, _),
      .pause(let targets), .slow(let targets, _):
      targets
    default: nil
    }
  }

  /// The same done to other targets; nil for what is not done to processes.
  public func done(to targets: [Target]) -> FaultAction? {
    switch self {
    case .crash(_, let loss): .crash(targets, loss)
    case .upgrade(_, let version): .upgrade(targets, to: version)
    case .downgrade(_, let version): .downgrade(targets, to: version)
    case .pause: .pause(targets)
    case .slow(_, let thousandths): .slow(targets, thousandths: thousandths)
    default: nil
    }
  }
}
