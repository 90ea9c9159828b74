import Protocols
import Simulator

/// Counts what happens in a run of barriers.
struct BarrierTally: Observer {
  typealias Subject = Barrier
  typealias LoadNote = BarrierClientNote

  /// Messages between different agents, by kind.
  var sent: [String: Int] = [:]
  var notes: [(agent: AgentID, note: Barrier.Note, time: Nanoseconds)] = []
  var clientNotes: [(note: BarrierClientNote, time: Nanoseconds)] = []

  mutating func sent(
    _ message: Barrier.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    if source != target { sent[Fields(of: message).kind ?? "", default: 0] += 1 }
  }

  mutating func noted(_ note: Barrier.Note, by agent: AgentID, at time: Nanoseconds) {
    notes.append((agent, note, time))
  }

  mutating func clientNoted(_ note: BarrierClientNote, at time: Nanoseconds) {
    clientNotes.append((note, time))
  }

  /// The outcomes that waiters of a generation were told.
  func outcomes(of instance: Barrier.Instance) -> [Barrier.Outcome] {
    notes.compactMap {
      if case .passed(instance, let outcome) = $0.note { outcome } else { nil }
    }
  }

  func times(_ isWanted: (Barrier.Note) -> Bool) -> [Nanoseconds] {
    notes.filter { isWanted($0.note) }.map { $0.time }
  }

  func replies(of client: Int32) -> [Barrier.Reply] {
    clientNotes.compactMap {
      if case .answered(client, _, let reply, _) = $0.note { reply } else { nil }
    }
  }
}

typealias BarrierWorld = World<
  Barrier, BarrierLoad, Pair<BarrierInvariants<BarrierClientNote>, BarrierTally>
>

extension BarrierWorld {
  var tally: BarrierTally { observer.second }
  var violated: String? { observer.first.violation?.check }
}

/// A world of barriers on links of a constant delay of 1 ms.
func barrierWorld(
  _ count: Int, _ settings: Barrier.Settings = Barrier.Settings(), load: BarrierLoad.Settings,
  faults: [Fault] = [], link: LinkClass = LinkClass(delay: .constant(.millisecond)),
  disk: Delay = .constant(0), seed: UInt64 = 1
) -> BarrierWorld {
  var conditions = Conditions(
    agentCount: count, link: link, clientLink: LinkClass(delay: .constant(.millisecond)))
  conditions.faults = faults
  conditions.disks = Array(repeating: DiskConditions(flush: disk), count: count)
  return World(
    conditions, settings, load: BarrierLoad(load),
    observer: Pair(BarrierInvariants(agentCount: count, settings), BarrierTally()), seed: seed)
}

/// A fault that crashes an agent for a while.
func crash(_ agent: Int, at time: Nanoseconds, for span: Nanoseconds?) -> Fault {
  Fault(
    name: "crash", trigger: .at(time), action: .crash([.agent(AgentID(agent))], .none),
    duration: span)
}
