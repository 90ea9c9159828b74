public import Simulator

/// Decisions taken by many agents that are arranged in groups of groups.
///
/// Agents form groups, each with an elected coordinator; coordinators of groups form the groups of the
/// next level, up to one root group whose coordinator, the root, decides. A question goes down the tree
/// and answers come back up as one report a group: broadcast and convergecast, or propagation of
/// information with feedback (Segall, *Distributed Network Protocols*, IEEE Trans. Information Theory,
/// 1983). An agent exchanges messages with its groups alone, so that no one hears from all.
///
/// What makes it safe are the agents' disks, and no coordinator's memory. A **quorum** of a group is a
/// majority of its units, of each of which a quorum agrees in turn: hierarchical quorums (Kumar,
/// *Hierarchical Quorum Consensus*, IEEE Trans. Computers, 1991). Any two quorums of a group have an agent
/// in common, whoever relayed its answer.
///
/// - A coordinator of a group is elected for a term once a quorum of the group has durably acknowledged it;
///   an agent acknowledges one candidate a term. Members that have heard from a coordinator lately
///   acknowledge no other, and a candidate does not count on itself before the others make it a majority,
///   so an agent that is cut off disturbs nobody.
/// - A proposal is decided as one instance of single-decree consensus (Lamport, *Paxos Made Simple*, 2001)
///   with terms of the root as ballots. Collecting votes is its first phase: each agent's vote is durable,
///   and with it the promise to record nothing of an earlier root. If a quorum knows of no record, the
///   root decides by the tally (`Tally`), and otherwise for what the latest record says. A quorum then
///   records the decision before it is announced. So a root that succeeds another collects anew, and
///   cannot decide differently.
///
/// `Election` elects for fixed scopes whose members are agents with a disk. A member of a group here is an
/// office that changes hands, whose acknowledgement must outlive its holder; and a member there keeps
/// about 500 bytes and asks every fitter one, which in groups of a hundred is ten thousand messages at
/// the start of each. Therefore groups have an election of their own, the same on all levels.
///
/// It promises nothing to agents whose disks lose what was durable.
public struct Hierarchy: Hashable, Sendable {
  /// How groups are formed and how proposals are decided; equal at all agents.
  public let settings: Settings
  /// The agent.
  public let id: AgentID
  /// Who belongs to which group.
  public let tree: Tree
  /// What is on the disk or on its way there.
  public internal(set) var disk: Storage
  /// The agent's part in the groups of levels 1 and up: one more than the levels it coordinates.
  public internal(set) var seats: [Seat] = []
  /// Questions to groups that this agent has under way, ascending by key.
  public internal(set) var collections: [Collection] = []
  /// Whether the agent has been running since the cluster began.
  var isFresh = false

  /// An agent that has not started.
  public init(_ profile: Profile, _ settings: Settings) {
    self.settings = settings
    id = profile.id
    tree = Tree(
      agentCount: profile.clusterSize, branching: settings.branching, levels: settings.levels)
    disk = Storage()
  }
}

extension Hierarchy {
  /// Numbers the coordinators of a group; 0 is before the first.
  public typealias Term = Int64

  /// The number of levels on which the agent coordinates its group.
  public var rank: Int {
    guard let last = seats.last else { return 0 }
    return last.phase == .coordinating ? seats.count : seats.count - 1
  }

  /// Whether the agent coordinates the root group.
  public var isRoot: Bool { rank == tree.levels }

  /// The group of a level that the agent belongs to.
  func group(at level: Int) -> Unit { tree.group(of: id, at: level) }

  /// Asks for a durable write; the machine goes by it from now on.
  mutating func persist(_ write: Storage.Write, _ turn: inout Turn<Hierarchy>) {
    disk.apply(write)
    turn.persist(write)
  }
}
