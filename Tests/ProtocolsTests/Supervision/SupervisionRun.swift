import Protocols
import Simulator

/// Keeps what the agents of a run state.
struct SupervisionTally: Observer {
  typealias Subject = Supervision
  typealias LoadNote = SupervisionClientNote

  var notes: [Supervision.Note] = []
  /// By agent: whether all processes ran that should when it last said so.
  var isComplete: [AgentID: Bool] = [:]

  mutating func noted(_ note: Supervision.Note, by agent: AgentID, at time: Nanoseconds) {
    notes.append(note)
    if case .complete = note { isComplete[agent] = true }
    if case .incomplete = note { isComplete[agent] = false }
  }
}

typealias SupervisionWorld = World<
  Supervision, SupervisionLoad,
  Pair<SupervisionInvariants<SupervisionClientNote>, SupervisionTally>
>

extension SupervisionWorld {
  var tally: SupervisionTally { observer.second }
  var violated: String? { observer.first.violation?.check }
}

/// A world of trees on links of a constant delay of 1 ms.
func supervisionWorld(
  _ count: Int, _ settings: Supervision.Settings, load: SupervisionLoad.Settings,
  faults: [Fault] = [], disk: DiskConditions = DiskConditions(), clocks: [ClockConditions]? = nil,
  seed: UInt64 = 1
) -> SupervisionWorld {
  let link = LinkClass(delay: .constant(.millisecond))
  var conditions = Conditions(agentCount: count, link: link, clientLink: link)
  conditions.faults = faults
  conditions.disks = Array(repeating: disk, count: count)
  if let clocks { conditions.clocks = clocks }
  return World(
    conditions, settings, load: SupervisionLoad(load),
    observer: Pair(SupervisionInvariants(agentCount: count, settings.tree), SupervisionTally()),
    seed: seed)
}
