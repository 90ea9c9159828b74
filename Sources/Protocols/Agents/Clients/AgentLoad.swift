public import Simulator

/// The clients of coordinating agents: those of the patterns, each as it is alone.
///
/// They are numbered through: first those of the key-value store in the log, then those that propose,
/// give orders, write variables, and bring agents to barriers. A part that is absent has none.
public struct AgentLoad: Load {
  public typealias Subject = CoordinatingAgent

  var store: KeyValueLoad?
  var deliberation: DeliberationLoad?
  var election: ElectionLoad?
  var synchronisation: UpdateLoad?
  var barrier: BarrierLoad?
  /// The first client of each part, in the order above, and the number of all.
  let firsts: [Int32]

  /// What the clients of each part do; nil for none.
  public struct Settings: Sendable {
    /// The clients of the key-value store in the log.
    public var store: KeyValueLoad.Settings?
    /// The clients that propose.
    public var deliberation: DeliberationLoad.Settings?
    /// The clients that give orders to leaders.
    public var election: ElectionLoad.Settings?
    /// The clients that write and read variables.
    public var synchronisation: UpdateLoad.Settings?
    /// The clients that bring agents to barriers.
    public var barrier: BarrierLoad.Settings?

    /// The clients of these parts; a part that is left out has none.
    public init(
      store: KeyValueLoad.Settings? = nil, deliberation: DeliberationLoad.Settings? = nil,
      election: ElectionLoad.Settings? = nil, synchronisation: UpdateLoad.Settings? = nil,
      barrier: BarrierLoad.Settings? = nil
    ) {
      self.store = store
      self.deliberation = deliberation
      self.election = election
      self.synchronisation = synchronisation
      self.barrier = barrier
    }
  }

  /// Clients that have not started.
  public init(_ settings: Settings) {
    store = settings.store.map { KeyValueLoad($0) }
    deliberation = settings.deliberation.map { DeliberationLoad($0) }
    election = settings.election.map { ElectionLoad($0) }
    synchronisation = settings.synchronisation.map { UpdateLoad($0) }
    barrier = settings.barrier.map { BarrierLoad($0) }
    var firsts: [Int32] = [0]
    for count in [
      store?.clientCount, deliberation?.clientCount, election?.clientCount,
      synchronisation?.clientCount, barrier?.clientCount,
    ] { firsts.append(firsts[firsts.count - 1] + Int32(truncatingIfNeeded: count ?? 0)) }
    self.firsts = firsts
  }

  public var clientCount: Int { Int(firsts[5]) }

  /// The alarm of a client of one of the parts; which part is known from the client.
  @frozen
  public struct Alarm: AlarmTag {
    public let code: Int32

    @inlinable
    public init(code: Int32) { self.code = code }

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) { visitor.field("alarm", code) }
  }

  /// What a client of one of the parts states.
  @frozen
  public enum Note: Traceable {
    case store(ClientNote)
    case deliberation(DeliberationLoad.Note)
    case election(ElectionLoad.Note)
    case synchronisation(UpdateNote)
    case barrier(BarrierClientNote)
  }
}

extension AgentLoad.Note {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .deliberation(let note): visitor.part(0, "deliberation", note)
    case .election(let note): visitor.part(1, "election", note)
    case .synchronisation(let note): visitor.part(2, "synchronisation", note)
    case .barrier(let note): visitor.part(3, "barrier", note)
    case .store(let note): visitor.part(4, "store", note)
    }
  }
}
