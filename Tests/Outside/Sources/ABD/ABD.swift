public import Simulator

/// Registers shared by message passing, which each agent replicates and any agent reads and writes.
///
/// From *Sharing Memory Robustly in Message-Passing Systems* (Attiya, Bar-Noy and Dolev, JACM 1995), with
/// several writers. The agent that a client asks coordinates: it queries a majority for the highest
/// timestamp, then stores at a majority. A write stores its value under a higher timestamp, a read what it
/// found. A request that arrives twice is one write more: clients' links must not duplicate.
public struct ABD: Machine {
  public typealias Key = Int32

  public struct Settings: Hashable, Sendable {
    /// Time after which a coordinator asks those again that have not answered.
    public var resend = 50 * Nanoseconds.millisecond
    /// A mistake planted to prove that checks see it, if any.
    public var mistake: Mistake?

    public init() {}
  }

  /// A mistake that can be planted.
  public enum Mistake: String, PlantedMistake {
    case hasty = "no write-back"

    /// What it is, and what it does harm to.
    public var facts: MistakeFacts {
      MistakeFacts(.safety, "A read answers what it found, wherever else that is stored.")
    }
  }

  /// Orders the writes of a register; no two writes have the same.
  public struct Timestamp: Hashable, Comparable, Sendable {
    public let counter: Int64
    public let writer: AgentID

    public init(counter: Int64, writer: AgentID) {
      self.counter = counter
      self.writer = writer
    }

    public static func < (left: Timestamp, right: Timestamp) -> Bool {
      (left.counter, left.writer) < (right.counter, right.writer)
    }
  }

  /// What an agent holds of a register: 0 if it was never written.
  public struct Copy: Hashable, Sendable {
    public var timestamp = Timestamp(counter: 0, writer: AgentID(0))
    public var value: Int64 = 0

    public init() {}

    public init(_ timestamp: Timestamp, _ value: Int64) {
      self.timestamp = timestamp
      self.value = value
    }
  }

  public enum Request: ClientContent {
    case read(Key)
    case write(Key, Int64)
  }

  public enum Reply: ClientContent {
    case value(Int64)
    case written
  }

  /// Each names the request that it serves, which stays unique when its coordinator restarts.
  public enum Message: MessageContent {
    /// Phase 1: asks for the agent's copy.
    case query(RequestID, Key)
    case copy(RequestID, Copy)
    /// Phase 2: asks to keep a copy, unless the agent's own is newer.
    case store(RequestID, Key, Copy)
    case stored(RequestID)
  }

  public enum Timer: Int, TimerTag, CaseIterable {
    case resend
    public func fields<V: FieldVisitor>(into visitor: inout V) { visitor.kind(0, "resend") }
  }

  /// The copies that survive a crash, by key.
  public struct Storage: DurableStorage {
    private var copies: [Copy] = []

    public struct Write: Fielded, Hashable, Sendable {
      public let key: Key
      public let copy: Copy

      public init(_ key: Key, _ copy: Copy) {
        self.key = key
        self.copy = copy
      }
    }

    public init() {}

    public subscript(key: Key) -> Copy { key < copies.count ? copies[Int(key)] : Copy() }

    public mutating func apply(_ write: Write) {
      while copies.count <= write.key { copies.append(Copy()) }
      copies[Int(write.key)] = write.copy
    }
  }

  public enum Note: Hashable, Sendable {
    /// A majority keeps what was written.
    case wrote(Key, Timestamp)
    /// A read found copies that differ, and stores the newest.
    case wroteBack(Key, Timestamp)
  }

  /// What the coordinator does for a client.
  fileprivate struct Operation: Hashable, Sendable {
    let id: RequestID
    let key: Key
    /// What it writes; nil if it reads.
    let value: Int64?
    var isStoring = false
    /// Agents that answered in the present phase.
    var answered = AgentSet()
    /// The newest copy that was found, then the one that is stored.
    var copy = Copy()
    /// Whether all copies found are the same.
    var isUnanimous = true
  }

  private let profile: Profile
  private let settings: Settings
  /// What is on the disk, or on its way there.
  private var registers = Storage()
  private var operations: [Operation] = []

  public init(_ profile: Profile, _ settings: Settings) {
    self.profile = profile
    self.settings = settings
  }

  private var quorum: Int { profile.clusterSize / 2 + 1 }

  public mutating func start(
    from storage: Storage, _ recovery: Recovery, _ turn: inout Turn<Self>
  ) {
    registers = storage
  }

  public mutating func accept(_ request: Request, _ id: RequestID, _ turn: inout Turn<Self>) {
    switch request {
    case .read(let key): begin(Operation(id: id, key: key, value: nil), &turn)
    case .write(let key, let value): begin(Operation(id: id, key: key, value: value), &turn)
    }
  }

  public mutating func receive(
    _ message: Message, from sender: AgentID, _ turn: inout Turn<Self>
  ) {
    switch message {
    case .query(let id, let key): turn.send(.copy(id, registers[key]), to: sender)
    case .copy(let id, let copy): found(copy, id, at: sender, &turn)
    case .store(let id, let key, let copy):
      keep(copy, of: key, &turn)
      turn.send(.stored(id), to: sender)
    case .stored(let id): stored(id, at: sender, &turn)
    }
  }

  public mutating func expire(_ timer: Timer, _ turn: inout Turn<Self>) {
    for operation in operations { ask(operation, &turn) }
    turn.setTimer(.resend, after: settings.resend)
  }
}

// The replica: what it sends after a write leaves once that is durable.
extension ABD {
  private mutating func keep(_ copy: Copy, of key: Key, _ turn: inout Turn<Self>) {
    guard copy.timestamp > registers[key].timestamp else { return }
    registers.apply(Storage.Write(key, copy))
    turn.persist(Storage.Write(key, copy))
  }
}

// The coordinator.
extension ABD {
  /// Phase 1.
  private mutating func begin(_ operation: Operation, _ turn: inout Turn<Self>) {
    if operations.isEmpty { turn.setTimer(.resend, after: settings.resend) }
    operations.append(operation)
    ask(operation, &turn)
  }

  /// Sends the question of an operation's phase to all that have not answered it.
  private func ask(_ operation: Operation, _ turn: inout Turn<Self>) {
    for agent in (0..<profile.clusterSize).lazy.map({ AgentID($0) })
    where !operation.answered.contains(agent) {
      let (id, key) = (operation.id, operation.key)
      turn.send(
        operation.isStoring ? .store(id, key, operation.copy) : .query(id, key), to: agent)
    }
  }

  private func place(of id: RequestID, isStoring: Bool) -> Int? {
    operations.firstIndex { $0.id == id && $0.isStoring == isStoring }
  }

  private mutating func found(
    _ copy: Copy, _ id: RequestID, at agent: AgentID, _ turn: inout Turn<Self>
  ) {
    guard let place = place(of: id, isStoring: false) else { return }
    if !operations[place].answered.isEmpty, copy != operations[place].copy {
      operations[place].isUnanimous = false
    }
    operations[place].answered.insert(agent)
    if copy.timestamp > operations[place].copy.timestamp { operations[place].copy = copy }
    if operations[place].answered.count >= quorum { decide(place, &turn) }
  }

  /// A majority answered in phase 1. What a whole majority keeps already need not be stored again.
  private mutating func decide(_ place: Int, _ turn: inout Turn<Self>) {
    let (key, copy) = (operations[place].key, operations[place].copy)
    if let value = operations[place].value {
      // On the coordinator's disk before anything leaves: so it never gives a timestamp twice, neither
      // to writes that overlap nor after a restart.
      let counter = max(copy.timestamp, registers[key].timestamp).counter + 1
      let new = Copy(Timestamp(counter: counter, writer: profile.id), value)
      keep(new, of: key, &turn)
      store(new, place, &turn)
    } else if operations[place].isUnanimous || settings.mistake == .hasty {
      finish(place, &turn)
    } else {
      turn.note(.wroteBack(key, copy.timestamp))
      store(copy, place, &turn)
    }
  }

  /// Phase 2.
  private mutating func store(_ copy: Copy, _ place: Int, _ turn: inout Turn<Self>) {
    operations[place].isStoring = true
    operations[place].answered = AgentSet()
    operations[place].copy = copy
    ask(operations[place], &turn)
  }

  private mutating func stored(
    _ id: RequestID, at agent: AgentID, _ turn: inout Turn<Self>
  ) {
    guard let place = place(of: id, isStoring: true) else { return }
    operations[place].answered.insert(agent)
    if operations[place].answered.count >= quorum { finish(place, &turn) }
  }

  private mutating func finish(_ place: Int, _ turn: inout Turn<Self>) {
    let operation = operations.remove(at: place)
    if operations.isEmpty { turn.cancelTimer(.resend) }
    if operation.value != nil {
      turn.note(.wrote(operation.key, operation.copy.timestamp))
      turn.respond(.written, to: operation.id)
    } else {
      turn.respond(.value(operation.copy.value), to: operation.id)
    }
  }
}

extension ABD {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("registers", registers)
    visitor.field("operations", operations)
  }
}

extension ABD.Operation: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("request", id)
    visitor.field("key", key)
    visitor.field("writes", value)
    visitor.field("isStoring", isStoring)
    visitor.field("answered", answered)
    visitor.field("copy", copy)
    visitor.field("isUnanimous", isUnanimous)
  }
}

extension ABD.Timestamp: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("counter", counter)
    visitor.field("writer", writer)
  }
}

extension ABD.Copy: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("timestamp", timestamp)
    visitor.field("value", value)
  }
}

extension ABD.Storage {
  public func fields<V: FieldVisitor>(into visitor: inout V) { visitor.field("copies", copies) }
}

extension ABD.Storage.Write {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("key", key)
    visitor.field("copy", copy)
  }
}

extension ABD.Request {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .read(let key):
      visitor.kind(0, "read")
      visitor.field("key", key)
    case .write(let key, let value):
      visitor.kind(1, "write")
      visitor.field("key", key)
      visitor.field("value", value)
    }
  }
}

extension ABD.Reply {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .value(let value):
      visitor.kind(0, "found")
      visitor.field("value", value)
    case .written: visitor.kind(1, "written")
    }
  }
}

extension ABD.Message {
  public var byteCount: Int { 40 }

  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .query(let id, let key):
      visitor.kind(0, "query")
      visitor.field("request", id)
      visitor.field("key", key)
    case .copy(let id, let copy):
      visitor.kind(1, "copy")
      visitor.field("request", id)
      visitor.field("copy", copy)
    case .store(let id, let key, let copy):
      visitor.kind(2, "store")
      visitor.field("request", id)
      visitor.field("key", key)
      visitor.field("copy", copy)
    case .stored(let id):
      visitor.kind(3, "stored")
      visitor.field("request", id)
    }
  }
}

extension ABD.Note: NoteContent {
  public static var milestoneNames: [String] { ["write stored", "read written back"] }

  public var milestone: Milestone? {
    switch self {
    case .wrote: Milestone(index: 0)
    case .wroteBack: Milestone(index: 1)
    }
  }

  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .wrote(let key, let timestamp):
      visitor.kind(0, "wrote")
      visitor.field("key", key)
      visitor.field("timestamp", timestamp)
    case .wroteBack(let key, let timestamp):
      visitor.kind(1, "wrote back")
      visitor.field("key", key)
      visitor.field("timestamp", timestamp)
    }
  }
}
