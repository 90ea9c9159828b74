public import Simulator

/// A key-value store whose keys are held by several replicas, any of which takes writes.
///
/// From *Dynamo: Amazon's Highly Available Key-value Store* (DeCandia and others, SOSP 2007). A key's replicas are
/// consecutive agents of a ring (section 4.3). The replica that a client asks coordinates: it puts a version into its
/// own object and sends the object to the others, or merges what they have (section 4.5).
/// A write is acknowledged when it is durable at `writeQuorum` replicas, a read answered when `readQuorum` have
/// told what they have. Replicas that turn out to lack something get it after the read, and any two compare one key
/// now and then.
///
/// How versions of a key are told apart is `Versioning`: last write wins by two kinds of clock, version vectors of three
/// kinds, or dotted version vectors. A read returns every version that stands, and a context which the client hands
/// back with its next write, to say what that write overwrites.
///
/// A write that arrives twice is taken once, and a client's write that arrives after a later one not at all. Objects
/// travel whole, so that a replica's knowledge of an agent's writes never has a gap.
public struct VersionedStore: Hashable, Sendable {
  /// Which agent of which cluster this is.
  public let profile: Profile
  /// The same at all agents.
  public let settings: Settings

  // Durable: each change is persisted in the step that makes it.
  /// By key; up to date, while the last writes are on their way to the disk.
  public internal(set) var objects: [Object] = []
  /// By client, its newest write that this agent took, so that none is taken twice.
  var attempts: [Int32] = []

  /// The hybrid clock; never below the time of any version here.
  var time = HybridClock()
  /// Number of versions that this agent has made in this life.
  var versionCount: Int64 = 0
  /// Reads and writes that this agent coordinates, by number.
  var calls = TimedTable<Int64, Call>()
  /// The number of the last one. Each life starts at a random number, so that no answer is taken for another's.
  var lastCall: Int64 = 0

  /// An agent that holds nothing.
  public init(_ profile: Profile, _ settings: Settings) {
    self.profile = profile
    self.settings = settings
  }

  var me: AgentID { profile.id }

  /// The agents that hold a key, the first of the ring in front.
  public static func holders(of key: Int32, replicas: Int, agents: Int) -> [AgentID] {
    (0..<min(replicas, agents)).map { AgentID((Int(key) + $0) % agents) }
  }

  func holders(of key: Int32) -> [AgentID] {
    VersionedStore.holders(of: key, replicas: settings.replicas, agents: profile.clusterSize)
  }

  /// What this agent has of a key.
  public func object(of key: Int32) -> Object {
    key < objects.count ? objects[Int(key)] : .absent
  }
}

extension VersionedStore {
  /// A read or write that an agent coordinates.
  struct Call: Hashable, Sendable {
    let key: Int32
    let client: RequestID
    let isWrite: Bool
    /// Of a write the object that holds it, of a read all that replicas told, merged.
    var object: Object
    /// The replicas that have stored it, or told what they have.
    var replied = AgentSet()
    /// Of a read, what each replica told.
    var answers: [Answer] = []
    var isAnswered = false
  }

  /// What a replica had when it was asked.
  struct Answer: Hashable, Sendable {
    let agent: AgentID
    let object: Object
  }
}
