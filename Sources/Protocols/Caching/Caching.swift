public import Simulator

/// Local caching of variables that one server owns, kept consistent by leases.
///
/// From *Leases: An Efficient Fault-Tolerant Mechanism for Distributed File Cache Consistency* (Gray and
/// Cheriton, SOSP 1989). The first agent is the server: it keeps every variable on its disk. The others
/// serve clients, and may keep copies of what they fetched.
///
/// - A fetch brings a lease of a term (section 2). The holder uses its copy until the term is over on its own
///   clock, counted from when it *asked*, less an allowance for the error of clocks. So the time on the way
///   counts against the holder, however long it takes, and only clocks are trusted.
/// - A write waits at the server until every holder has approved of it, and dropped its copy, or its
///   lease has run out. The writer's own approval is implicit in its request. While a write waits no lease
///   on its variable is granted, so that writes do not starve.
/// - The server keeps the longest term that it has granted on its disk, and not who holds what. After a crash it
///   waits that long before it takes writes (section 2 of the paper, on failures).
///
/// Messages may overtake one another, which the paper leaves to its transport. So an approval says up to which
/// of the holder's fetches it gives leases up, and a holder that approves does not keep what an earlier fetch
/// brings later.
///
/// The server applies each write at most once, by the client's attempt, in the manner of Raft's sessions.
/// Nobody repeats a message: what is lost costs a timeout, and a write whose answer is lost may have taken
/// effect.
public struct Caching: Hashable, Sendable {
  /// How caches are kept; the same at all agents.
  public let settings: Settings
  let isServer: Bool

  /// By variable, what the agent keeps of it.
  var copies: [Copy] = []
  /// What the agent has asked the server and not been answered, by number.
  var calls = TimedTable<Int64, Call>()
  /// The number of the agent's last call; they rise over all its lives.
  var lastCall: Int64 = 0
  /// The call whose answer the agent waits for and does nothing else, or 0.
  var blockingCall: Int64 = 0
  /// What arrived while the agent was blocked.
  var mailbox = Queue<Letter>()

  /// The server's variables, by number; up to date, while the last writes are on their way to the disk.
  var variables: [Variable] = []
  /// Writes that wait for leases, by variable.
  var waiting = TimedTable<Int32, WaitingWrites>()
  /// By client, which writes were taken.
  var sessions: [Session] = []
  /// The longest term that the server has granted in any of its lives.
  var longestTerm: Nanoseconds = 0
  /// When every lease of the server's earlier lives has run out.
  var recoveredAt = Nanoseconds.min

  /// The agent that owns all variables.
  public static let server = AgentID(0)

  /// An agent that keeps nothing.
  public init(_ profile: Profile, _ settings: Settings) {
    self.settings = settings
    isServer = profile.id == Caching.server
  }
}

extension Caching {
  /// A value of a variable, and how many writes made it so.
  @frozen
  public struct Content: Hashable, Sendable {
    /// 0 before the first write.
    public var value: Int64 = 0
    /// Number of the write, from 1; 0 before the first.
    public var version: Int32 = 0

    /// What a variable holds after a write, or before any.
    public init(value: Int64 = 0, version: Int32 = 0) {
      self.value = value
      self.version = version
    }
  }

  /// What an agent keeps of a variable.
  struct Copy: Hashable, Sendable {
    var content = Content()
    /// The copy may be used before this time of the agent's clock.
    var until = Nanoseconds.min
    /// The fetch under way whose answer may be kept, or 0.
    var fetch: Int64 = 0
  }

  /// What an agent has asked the server.
  struct Call: Hashable, Sendable {
    let key: Int32
    let askedAt: Nanoseconds
    /// The clients that wait since the agent asked.
    var clients: [RequestID]
    /// Readers that came later; an answer is theirs only if it may be kept.
    var late: [RequestID] = []
  }

  /// What an agent that is blocked works off later.
  enum Letter: Hashable, Sendable {
    case request(Request, RequestID)
    case revoke(Int32)
  }

  /// A lease as the server remembers it.
  struct Lease: Hashable, Sendable {
    let holder: AgentID
    /// The holder's fetch that it was granted to.
    let call: Int64
    /// On the server's clock.
    let expiry: Nanoseconds
  }

  /// A variable at the server.
  struct Variable: Hashable, Sendable {
    var content = Content()
    /// In the order in which they were granted, so that the first runs out first.
    var leases = KeyedList<AgentID, Lease>()
  }

  /// A write that waits, and for whom.
  struct PendingWrite: Hashable, Sendable {
    let update: Update
    let writer: AgentID
    let since: Nanoseconds
  }

  /// The writes of one variable that wait for leases.
  struct WaitingWrites: Hashable, Sendable {
    var writes = Queue<PendingWrite>()
    /// Whether the holders were asked for their approval.
    var isAsked = false
  }

  /// What an agent is doing.
  public enum State: UInt8, Hashable, Sendable {
    case serving
    /// It waits for the answer to a call, and for nothing else.
    case blocked
    /// It is the server, and writes wait for leases.
    case writesWait
  }

  /// What the agent is doing now.
  public var state: State {
    if blockingCall != 0 { return .blocked }
    return waiting.isEmpty ? .serving : .writesWait
  }
}

extension Array where Element == Caching.Copy {
  /// The entry of a variable, which is made where it is missing.
  subscript(key key: Int32) -> Caching.Copy {
    get { key < count ? self[Int(key)] : Caching.Copy() }
    set {
      while count <= key { append(Caching.Copy()) }
      self[Int(key)] = newValue
    }
  }
}
