public import Simulator

/// A market whose exchange is a replicated log, and agents that trade on it.
///
/// The first agents replicate the log by Raft. Its leader is the sequencer: it puts orders and withdrawals of
/// traders into the log, and every replica applies them to an `Exchange` at their index. So one order of the log
/// decides who came first, which of a fill and a withdrawal came first, and what a retry of a request is.
///
/// - An order sets aside what it may cost before it can trade, and a trade settles in the same step: money and
///   units are neither made nor lost, and nobody owes anything.
/// - A trader numbers its requests, keeps the last one on its disk before it sends it, and repeats it until it is
///   answered. The exchange applies each number once and answers a repetition with how things stand.
/// - A trader has one order at a time. It withdraws what was not traded in its patience, so a notice of a fill
///   that is lost costs time and nothing else.
///
/// A deposed leader cannot put anything into the log: the term is the fence.
public struct Market: Hashable, Sendable {
  /// What the agent is in its cluster.
  public let profile: Profile
  /// How the market works; the same at all agents.
  public let settings: Settings
  /// The exchange as this agent has it; none at an agent that trades.
  // An array, so that the state of a trader has no room for a log.
  var replicas: [Replica] = []
  var trader: Trader

  /// What a replica of the exchange holds.
  struct Replica: Hashable, Sendable {
    var raft: Raft
    var exchange: Exchange
    /// Of a leader, by trader: the number of the last request that it has put into the log.
    var pending: [Int32]
    /// Whether a clearing is in the log and not applied.
    var isClearing = false
  }

  /// What a trader knows and waits for.
  struct Trader: Hashable, Sendable {
    /// Its account.
    let number: Int32
    /// The number of its last request.
    var sequence: Int32 = 0
    /// That request, until it is answered.
    var request: Deed?
    /// When it first sent it.
    var askedAt: Nanoseconds = 0
    /// When it first sent its order.
    var enteredAt: Nanoseconds = 0
    /// Units of its order that rest in the book, as far as it knows.
    var open: Int64 = 0
    /// Units that it has traded so far, as far as it knows.
    var traded: Int64 = 0
    /// The replica that it asks.
    var target: AgentID
    /// How often it has sent the request.
    var attempts: Int32 = 0
    /// How often it was sent elsewhere since the last of these.
    var redirections: Int32 = 0
    /// Whether it wants nothing more.
    var isDone = false
  }

  /// An agent that has not started.
  public init(_ profile: Profile, _ settings: Settings) {
    self.profile = profile
    self.settings = settings
    let number = profile.id.index - settings.replicas
    trader = Trader(
      number: Int32(truncatingIfNeeded: number),
      target: AgentID(max(0, number) % settings.replicas))
    guard number < 0 else { return }
    let voter = Profile(id: profile.id, clusterSize: settings.replicas, group: profile.group)
    let traders = profile.clusterSize - settings.replicas
    replicas = [
      Replica(
        raft: Raft(voter, settings.raft), exchange: Exchange(settings, traders: traders),
        pending: Array(repeating: 0, count: max(0, traders)))
    ]
  }

  /// Whether it is a replica of the exchange.
  public var isReplica: Bool { !replicas.isEmpty }

  /// Shows the replicated log in place, at an agent that has it.
  public func showLog(_ show: (borrowing Raft) -> Void) {
    if isReplica { show(replicas[0].raft) }
  }

  /// The agent of an account.
  func agent(of trader: Int32) -> AgentID { AgentID(settings.replicas + Int(trader)) }
}
