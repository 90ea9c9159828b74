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
    public var store: KeyValueLoad.Settings?
    public var deliberation: DeliberationLoad.Settings?
    public var election: ElectionLoad.Settings?
    public var synchronisation: UpdateLoad.Settings?
    public var barrier: BarrierLoad.Settings?

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
  public func feed(_ digest: inout Digest) {
    switch self {
    case .store(let note):
      digest.feed(UInt64(4))
      note.feed(&digest)
    case .deliberation(let note):
      digest.feed(UInt64(0))
      note.feed(&digest)
    case .election(let note):
      digest.feed(UInt64(1))
      note.feed(&digest)
    case .synchronisation(let note):
      digest.feed(UInt64(2))
      note.feed(&digest)
    case .barrier(let note):
      digest.feed(UInt64(3))
      note.feed(&digest)
    }
  }

  public var description: String {
    switch self {
    case .store(let note): "store: \(note.description)"
    case .deliberation(let note): "deliberation: \(note.description)"
    case .election(let note): "election: \(note.description)"
    case .synchronisation(let note): "synchronisation: \(note.description)"
    case .barrier(let note): "barrier: \(note.description)"
    }
  }
}
