/// A protocol's part of one agent: a value that changes only when it is stepped with an input.
///
/// A machine reads time and randomness from its turn and asks the turn for effects; it has no other
/// way to touch the world. There is one entry per kind of input. The world steps a machine with one
/// input at a time and carries out what was asked before the next input anywhere.
public protocol Machine: Fielded, Hashable, Sendable {
  /// What a scenario sets for the protocol: timeouts, limits, options.
  associatedtype Settings: Hashable & Sendable
  /// What agents send to one another.
  associatedtype Message: MessageContent
  /// The tags of timers.
  associatedtype Timer: TimerTag
  /// What the disk keeps.
  associatedtype Storage: DurableStorage
  /// What clients ask for.
  associatedtype Request: ClientContent
  /// What clients are answered.
  associatedtype Reply: ClientContent
  /// What the machine states for observers.
  associatedtype Note: NoteContent

  /// Names of the roles that fault targets may name, such as `leader`; `claim` speaks of their index.
  static var roleNames: [String] { get }

  /// What machines can be told to do by a fault `order`, such as `step down`; `obey` is told the index.
  static var orderNames: [String] { get }

  /// Of whom an order speaks, by its index, besides those who are told.
  static func subject(ofOrder order: Int) -> OrderSubject

  /// What an agent's disk keeps before the first life of its process; nil for an empty one.
  static func initialStorage(_ profile: Profile, _ settings: Settings) -> Storage?

  /// The machine of an agent whose process has just begun, before it has read its disk.
  init(_ profile: Profile, _ settings: Settings)

  /// The first input of every life of the process: what the disk kept from earlier lives.
  mutating func start(
    from storage: Storage, _ recovery: Recovery, _ turn: inout Turn<Self>)

  /// A message arrived.
  mutating func receive(_ message: Message, from sender: AgentID, _ turn: inout Turn<Self>)

  /// A timer expired; it is no longer armed.
  mutating func expire(_ timer: Timer, _ turn: inout Turn<Self>)

  /// A client's request arrived. `turn.respond` with the same identity answers it, now or later.
  mutating func accept(_ request: Request, _ id: RequestID, _ turn: inout Turn<Self>)

  /// A flush failed: none of its writes is durable, and nothing that waits for them has left.
  ///
  /// - Returns: whether the process goes on. The disk then tries the same writes again after a while, and
  ///   what waits for them still does. Otherwise the process stops as if it crashed, and asks for nothing
  ///   before; that is the default (fail-stop).
  mutating func writeFailed(_ turn: inout Turn<Self>) -> Bool

  /// Does what it is told by a person or a scenario, and not by its protocol. `agents` are those of
  /// whom the order speaks, as many as its subject says.
  ///
  /// - Returns: whether there was anything to do.
  mutating func obey(_ order: Int, of agents: AgentSet, _ turn: inout Turn<Self>) -> Bool

  /// How strongly this agent claims a role now, or nil. The world takes the strongest claim among the
  /// agents that run (a leader of a later term claims more), and the lowest identity among equals.
  func claim(toRole role: Int) -> Int64?

  /// Lets what the machine and its disk keep use the memory of what is equal in another agent's machine;
  /// changes no value.
  ///
  /// The world asks for it now and then. It is worth it where every agent keeps a copy of something that
  /// grows with the run, such as a replicated log. The default shares nothing.
  mutating func shareMemory(_ storage: inout Storage, with other: Self)
}

extension Machine {
  @inlinable public static var roleNames: [String] { [] }
  @inlinable public static var orderNames: [String] { [] }
  @inlinable public static func subject(ofOrder order: Int) -> OrderSubject { .nobody }
  @inlinable public static func initialStorage(
    _ profile: Profile, _ settings: Settings
  ) -> Storage? { nil }
  /// Goes on after a failed flush as the replicated log says.
  @inlinable public mutating func writeFailed(_ turn: inout Turn<Self>) -> Bool { false }
  @inlinable public mutating func obey(
    _ order: Int, of agents: AgentSet, _ turn: inout Turn<Self>
  ) -> Bool { false }
  @inlinable public func claim(toRole role: Int) -> Int64? { nil }
  @inlinable public mutating func shareMemory(_ storage: inout Storage, with other: Self) {}
}

/// The tag of a timer: each tag is one timer of the agent.
public protocol TimerTag: Traceable {
  /// Number of slots in use: one more than the largest. That of a machine made of several is the sum of
  /// its parts'.
  static var slotCount: Int { get }
  /// A small number that belongs to this tag alone.
  var slot: Int { get }
}

extension TimerTag where Self: RawRepresentable, RawValue == Int {
  @inlinable public var slot: Int { rawValue }
}

extension TimerTag where Self: CaseIterable {
  @inlinable public static var slotCount: Int { allCases.count }
}

extension Nothing: TimerTag {
  public static var slotCount: Int { 0 }
  public var slot: Int { switch self {} }
}

/// What an agent is in its cluster; fixed for a run.
///
/// What else a protocol heeds of its agents, such as which may lead, its settings say.
@frozen
public struct Profile: Hashable, Sendable {
  /// Who it is.
  public let id: AgentID
  /// Number of agents in the cluster.
  public let clusterSize: Int
  /// The group the agent belongs to, from 0.
  public var group: Int

  /// An agent of a cluster, in group 0 unless said otherwise.
  @inlinable
  public init(id: AgentID, clusterSize: Int, group: Int = 0) {
    self.id = id
    self.clusterSize = clusterSize
    self.group = group
  }
}
