import Protocols
import Simulator

/// Keeps what the clients and agents of an orchestration state.
struct OrchestrationTally: Observer {
  typealias Subject = Barrier
  typealias LoadNote = OrchestrationNote

  var notes: [Barrier.Note] = []
  var clientNotes: [OrchestrationNote] = []

  mutating func noted(_ note: Barrier.Note, by agent: AgentID, at time: Nanoseconds) {
    notes.append(note)
  }

  mutating func clientNoted(_ note: OrchestrationNote, at time: Nanoseconds) {
    clientNotes.append(note)
  }

  var collections: [OrchestrationNote.Collection] {
    clientNotes.compactMap { if case .collected(_, let found) = $0 { found } else { nil } }
  }

  var roundNumbers: [Int32] {
    clientNotes.compactMap { if case .started(let round) = $0 { round.number } else { nil } }
  }

  var lateResults: Int { clientNotes.count { if case .late = $0 { true } else { false } } }

  var droppedTasks: [Int32] {
    clientNotes.compactMap { if case .runStarted(_, let dropped) = $0 { dropped } else { nil } }
  }

  var error: Int64? {
    for case .ended(let error) in clientNotes { return error }
    return nil
  }

  /// Clients that came to a barrier and were told nothing.
  var blocked: Int {
    clientNotes.reduce(0) {
      switch $1 {
      case .came: $0 + 1
      case .left, .gaveUp, .exited: $0 - 1
      default: $0
      }
    }
  }

  var openings: Int { notes.count { if case .opened = $0 { true } else { false } } }
  var overwritings: Int { notes.count { if case .overwritten = $0 { true } else { false } } }
}

typealias OrchestrationWorld = World<
  Barrier, OrchestrationLoad, Pair<BarrierInvariants<OrchestrationNote>, OrchestrationTally>
>

/// Runs an orchestration on links of 1 ms for a hundred seconds.
func orchestrate(
  _ load: OrchestrationLoad.Settings, writtenBarriers: Bool = false, faults: [Fault] = [],
  seed: UInt64 = 1
) -> OrchestrationTally {
  var conditions = Conditions(
    agentCount: load.agents, link: LinkClass(delay: .constant(.millisecond)),
    clientLink: LinkClass(delay: .constant(.millisecond)))
  conditions.faults = faults
  let settings = Barrier.Settings(
    mode: writtenBarriers ? .asWritten : .safe, repairsCompletion: true)
  var world = OrchestrationWorld(
    conditions, settings, load: OrchestrationLoad(load),
    observer: Pair(BarrierInvariants(agentCount: load.agents, settings), OrchestrationTally()),
    seed: seed)
  world.run(until: 100 * .second)
  return world.observer.second
}
