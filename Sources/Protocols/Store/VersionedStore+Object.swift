public import Simulator

extension VersionedStore {
  /// What a client knows of a key, as it hands it back with a write.
  public struct Context: Hashable, Sendable {
    /// Writes known, by the agents or clients that count them.
    public var clock: VectorClock
    /// The time of the newest version known, where the last write wins.
    public var time: HybridClock

    /// By default the context of a client that knows nothing.
    public init(clock: VectorClock = VectorClock(), time: HybridClock = HybridClock()) {
      self.clock = clock
      self.time = time
    }
  }

  /// A version where the last write wins.
  public struct Stamped: Hashable, Sendable {
    /// What was written; no two writes are of one value.
    public let value: Int64
    /// When, on the clock of the agent that coordinated the write.
    public let time: HybridClock
    /// That agent.
    public let origin: AgentID
    /// Its count of versions.
    public let number: Int64

    /// A version written at a time by way of an agent.
    public init(_ value: Int64, at time: HybridClock, by origin: AgentID, number: Int64 = 1) {
      self.value = value
      self.time = time
      self.origin = origin
      self.number = number
    }

    /// Whether it stands and the other does not.
    func beats(_ other: Stamped, _ ties: Ties) -> Bool {
      if time != other.time { return time > other.time }
      if ties == .value { return value > other.value }
      return origin != other.origin ? origin > other.origin : number > other.number
    }
  }

  /// A version with a vector of its own.
  public struct Versioned: Hashable, Sendable {
    /// What was written; no two writes are of one value.
    public let value: Int64
    /// The writes that it knows, itself included.
    public let clock: VectorClock

    /// A version that knows these writes.
    public init(_ value: Int64, _ clock: VectorClock) {
      self.value = value
      self.clock = clock
    }
  }

  /// What a replica has of a key.
  public enum Object: Hashable, Sendable {
    /// It was never written.
    case absent
    /// The last write.
    case last(Stamped)
    /// Versions with vectors of their own, ascending by value; none covers another.
    case vectors([Versioned])
    /// Values, ascending, that share a vector.
    case shared([Int64], VectorClock)
    /// Siblings with dots.
    case dotted(DottedVersionVector<Int64>)
  }

  /// Who makes a version, and when.
  struct Writer {
    let agent: AgentID
    let client: Int32
    let time: HybridClock
    let number: Int64
  }
}

extension VersionedStore.Object {

  /// The values that stand.
  public var values: [Int64] {
    switch self {
    case .absent: []
    case .last(let version): [version.value]
    case .vectors(let versions): versions.map { $0.value }
    case .shared(let values, _): values
    case .dotted(let versions): versions.siblings.map { $0.value }
    }
  }

  /// What a client knows that has read them.
  public var context: VersionedStore.Context {
    switch self {
    case .absent: return VersionedStore.Context()
    case .last(let version): return VersionedStore.Context(time: version.time)
    case .vectors(let versions):
      var clock = VectorClock()
      for version in versions { clock.merge(version.clock) }
      return VersionedStore.Context(clock: clock)
    case .shared(_, let clock): return VersionedStore.Context(clock: clock)
    case .dotted(let versions): return VersionedStore.Context(clock: versions.context.clock)
    }
  }

  /// Makes a version that overwrites what its client knew.
  mutating func put(
    _ value: Int64, knowing known: VersionedStore.Context, _ writer: VersionedStore.Writer,
    _ settings: VersionedStore.Settings
  ) {
    switch settings.versions {
    case .wallClock, .hybrid:
      let version = VersionedStore.Stamped(
        value, at: writer.time, by: writer.agent, number: writer.number)
      merge(.last(version), settings)
    case .serverVectors:
      var clock = known.clock
      // Never again a number that it gave before, whatever the client knew.
      clock.raise(writer.agent, to: max(context.clock[writer.agent], clock[writer.agent]) + 1)
      merge(.vectors([VersionedStore.Versioned(value, clock)]), settings)
    case .clientVectors:
      var clock = known.clock
      clock.tick(AgentID(rawValue: writer.client))
      merge(.vectors([VersionedStore.Versioned(value, clock)]), settings)
    case .objectVector: putShared(value, known.clock, writer.agent)
    case .dotted:
      var versions = DottedVersionVector<Int64>()
      if case .dotted(let standing) = self { versions = standing }
      versions.write(value, knowing: CausalContext(known.clock), at: writer.agent)
      self = .dotted(versions)
    }
  }

  private mutating func putShared(_ value: Int64, _ known: VectorClock, _ agent: AgentID) {
    var values: [Int64] = []
    var clock = VectorClock()
    if case .shared(let standing, let vector) = self { (values, clock) = (standing, vector) }
    if known.covers(clock) { values = [] }
    clock.merge(known)
    clock.tick(agent)
    self = .shared(Self.union(values, [value]), clock)
  }

  /// Takes in what another replica has. A join: the same objects merge to one, in any order.
  mutating func merge(
    _ other: VersionedStore.Object, _ settings: VersionedStore.Settings
  ) {
    switch (self, other) {
    case (_, .absent): break
    case (.last(let own), .last(let new)):
      if new.beats(own, settings.ties) { self = other }
    case (.vectors(let own), .vectors(let new)): self = .vectors(Self.joined(own, new))
    case (.shared(let own, let clock), .shared(let new, let vector)):
      if clock.covers(vector) { return }
      if vector.covers(clock) {
        self = other
        return
      }
      var both = clock
      both.merge(vector)
      self = .shared(Self.union(own, new), both)
    case (.dotted(var own), .dotted(let new)):
      own.merge(new)
      self = .dotted(own)
    default: self = other
    }
  }

  /// The versions of both that none of the others covers. Of two with equal vectors, which only a client makes that
  /// forgets its writes, the one of the lower value stands.
  private static func joined(_ own: [VersionedStore.Versioned], _ new: [VersionedStore.Versioned])
    -> [VersionedStore.Versioned]
  {
    var standing = own
    for version in new {
      let isCovered = standing.contains {
        $0.clock.covers(version.clock)
          && ($0.clock != version.clock || $0.value <= version.value)
      }
      if isCovered { continue }
      standing.removeAll { version.clock.covers($0.clock) }
      standing.append(version)
    }
    return standing.sorted { $0.value < $1.value }
  }

  private static func union(_ left: [Int64], _ right: [Int64]) -> [Int64] {
    var values = left
    for value in right where !values.contains(value) { values.append(value) }
    return values.sorted()
  }

  /// A frame of 24 bytes; 16 a value, and 12 an entry of a vector.
  var byteCount: Int {
    switch self {
    case .absent: 24
    case .last: 64
    case .vectors(let versions): versions.reduce(24) { $0 + 16 + 12 * $1.clock.width }
    case .shared(let values, let clock): 24 + 16 * values.count + 12 * clock.width
    case .dotted(let versions):
      24 + 28 * versions.siblings.count + 12 * versions.context.clock.width
    }
  }
}
