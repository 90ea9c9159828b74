import Protocols
import Simulator

typealias SyncEffect = Effect<Synchroniser>
typealias SyncWorld = World<
  Synchroniser, UpdateLoad, SynchronisationInvariants<UpdateNote>
>

/// One machine stepped by hand; each step returns all that it asked for.
struct TestSynchroniser {
  var machine: Synchroniser
  var now: Nanoseconds = .second
  /// What its writes so far made of its disk, as if each had been durable at once.
  var disk = Synchroniser.Storage()
  let id: AgentID
  let size: Int

  init(_ id: AgentID = n1, of size: Int = 3, _ settings: Synchroniser.Settings = .init(exchange: 0))
  {
    self.id = id
    self.size = size
    machine = Synchroniser(Profile(id: id, clusterSize: size), settings)
    restart()
  }

  /// A new life from the disk.
  @discardableResult
  mutating func restart(_ recovery: Recovery = .intact) -> [SyncEffect] {
    machine = Synchroniser(machine.profile, machine.settings)
    let storage = disk
    return step { $0.start(from: storage, recovery, &$1) }
  }

  mutating func step(
    _ input: (inout Synchroniser, inout Turn<Synchroniser>) -> Void
  ) -> [SyncEffect] {
    var turn = Turn<Synchroniser>(agent: id, now: now)
    input(&machine, &turn)
    let effects = turn.takeEffects()
    for case .persist(let write) in effects { disk.apply(write) }
    return effects
  }

  @discardableResult
  mutating func receive(_ message: Synchroniser.Message, from sender: AgentID) -> [SyncEffect] {
    step { $0.receive(message, from: sender, &$1) }
  }

  @discardableResult
  mutating func expire(_ timer: Synchroniser.Timer) -> [SyncEffect] {
    step { $0.expire(timer, &$1) }
  }

  @discardableResult
  mutating func write(_ variable: Int32 = 0, _ amount: Int64, attempt: Int32 = 1) -> [SyncEffect] {
    let id = RequestID(client: 0, attempt: attempt)
    return step { $0.accept(.write(variable: variable, amount: amount), id, &$1) }
  }
}

extension [SyncEffect] {
  /// What is sent, and to which agent.
  var sends: [(message: Synchroniser.Message, target: AgentID)] {
    compactMap {
      switch $0 {
      case .send(let message, let target), .sendAhead(let message, let target): (message, target)
      default: nil
      }
    }
  }

  var batches: [Synchroniser.Batch] {
    sends.compactMap { if case .update(let batch) = $0.message { batch } else { nil } }
  }

  var notes: [Synchroniser.Note] {
    compactMap { if case .note(let note) = $0 { note } else { nil } }
  }

  var outcomes: [Synchroniser.Outcome] {
    sends.compactMap {
      if case .acknowledgement(_, let outcome, _) = $0.message { outcome } else { nil }
    }
  }

  var replies: [Synchroniser.Reply] {
    compactMap { if case .respond(let reply, _) = $0 { reply } else { nil } }
  }
}

extension SyncWorld {
  /// A cluster on one class of links, clients on perfect ones.
  init(
    _ agents: Int, _ settings: Synchroniser.Settings, link: LinkClass, load: UpdateLoad.Settings,
    flush: Delay = .constant(0), faults: [Fault] = [], seed: UInt64
  ) {
    var conditions = Conditions(
      agentCount: agents, link: link, clientLink: LinkClass(delay: .constant(0)))
    conditions.disks = Array(repeating: DiskConditions(flush: flush), count: agents)
    conditions.faults = faults
    self.init(
      conditions, settings, load: UpdateLoad(load),
      observer: SynchronisationInvariants(agentCount: agents, settings), seed: seed)
  }

  /// What each agent holds of a variable.
  func values(of variable: Int32) -> [Int64] {
    (0..<agentCount).map { machine(of: AgentID($0)).value(of: variable) }
  }

  /// The verdict on the whole run.
  var verdict: String? {
    var checks = observer
    checks.finish(at: now)
    return checks.violation?.text ?? (checks.isJudged ? nil : "not quiet")
  }
}
