public import Simulator

/// Agents that form groups for rounds of common work, by the rules of systems that train with many agents.
///
/// A round is work of every member of a group and then a collective, which each member leaves when all
/// members' parts have reached it. How a group comes about is the method:
/// - `store`: a host keeps the rendezvous, as in TorchElastic (`torch.distributed.elastic.rendezvous`). Agents
///   join, a last call follows once there are enough, the host closes the group; its members send
///   keep-alives and do round after round until the group breaks. An exit barrier ends the job.
/// - `lighthouse`: before each round agents ask a lighthouse for a quorum, as in TorchFT: it goes by those
///   that send heartbeats.
/// - `matchmaking`: peers look for one another, as in hivemind (`hivemind.averaging.matchmaking`): a peer asks
///   an earlier one to lead it, and leaders gather followers.
///
/// What is promised, which `RendezvousInvariants` checks, holds while messages are lost, late or doubled,
/// links are cut, and agents crash, pause or have clocks that run astray. An agent whose disk was lost takes
/// no part any more.
public struct Rendezvous: Machine {
  let settings: Settings
  let me: AgentID
  let count: Int

  /// What is on the disk, or on its way there.
  public internal(set) var kept = Storage()
  /// What the agent is at.
  public internal(set) var phase = Phase.waiting
  /// The agent's clock at its last step.
  public internal(set) var clock: Nanoseconds = 0
  /// When the present wait began, by the agent's clock.
  public internal(set) var since: Nanoseconds = 0
  /// The group that the agent is in, if any.
  public internal(set) var group: Group?
  /// The round that the agent works on, while it is in a group.
  public internal(set) var round: Int32 = 0
  /// The members whose part of the round is here; the agent's own is once its work is done.
  var parts = AgentSet()
  /// The members whose part of the next round is here already.
  var earlyParts = AgentSet()
  /// Whether the agent leaves its group after the round.
  var isLastRound = false
  /// The group that the agent was in last, and the last round that it did there.
  var previous: Departure?
  /// When the host was heard last.
  var hostHeardAt: Nanoseconds = 0

  /// What a host keeps; nil at other agents.
  var desk: Desk?
  /// What a peer keeps that looks for others.
  var search = Search()

  /// A group that an agent left, and the last round that it did there.
  struct Departure: Hashable, Sendable {
    let group: GroupID
    let lastRound: Int32
  }

  public init(_ profile: Profile, _ settings: Settings) {
    self.settings = settings
    me = profile.id
    count = profile.clusterSize
  }

  /// Whether the agent keeps the rendezvous.
  var isHost: Bool { settings.hasHost && me == settings.host }

  /// The most members of a group.
  var largest: Int {
    let workers = settings.hasHost && !settings.hostWorks ? count - 1 : count
    return settings.largest == 0 ? workers : min(workers, Int(settings.largest))
  }

  /// Puts a write on its way to the disk.
  mutating func write(_ write: Storage.Write, _ turn: inout Turn<Rendezvous>) {
    kept.apply(write)
    turn.persist(write)
  }
}

extension Rendezvous {
  /// What an agent is at.
  public enum Phase: String, Word {
    /// It keeps the rendezvous for others and works in no group.
    case serving
    /// It waits for a group.
    case waiting
    /// It works on a round.
    case working
    /// Its work on the round is done, and it waits for the other members' parts.
    case collecting
    /// The round is done, and on its way to the disk.
    case storing
    /// It found no group, and works by itself before it looks again.
    case resting
    /// It did all rounds, and waits in the exit barrier.
    case exiting
    /// It takes no part any more.
    case left
  }

  public static var roleNames: [String] { ["host", "gatherer"] }

  public func claim(toRole role: Int) -> Int64? {
    switch role {
    case 0: isHost ? 1 : nil
    default: phase == .waiting && search.post == .leading ? 1 : nil
    }
  }
}
