import Simulator

@testable import Protocols

typealias AveragingWorld = World<
  Averaging, NoLoad<Averaging>, Pair<AveragingInvariants, AveragingTally>
>

/// What agents stated last, and how often they stated what.
struct AveragingTally: Observer {
  typealias Subject = Averaging
  typealias LoadNote = Nothing

  var first: [AgentID: Int64] = [:]
  var last: [AgentID: Int64] = [:]
  /// By round, the number of agents that averaged.
  var averaged: [Int32: Int] = [:]
  var absences = 0
  var lateValues = 0

  mutating func noted(_ note: Averaging.Note, by agent: AgentID, at time: Nanoseconds) {
    switch note {
    case .began(let value):
      first[agent] = value
      last[agent] = value
    case .averaged(let round, let value):
      averaged[round, default: 0] += 1
      last[agent] = value
    case .absent: absences += 1
    case .late: lateValues += 1
    case .resumed, .emptied, .decided, .roundLost: break
    }
  }

  var sum: Int64 { last.values.reduce(0, +) }
  var firstSum: Int64 { first.values.reduce(0, +) }
  /// Between the least and the greatest number.
  var width: Int64 { (last.values.max() ?? 0) - (last.values.min() ?? 0) }
}

extension AveragingWorld {
  var tally: AveragingTally { observer.second }
  var violated: String? { observer.first.violation?.check }
}

func averagingSettings(
  _ method: Averaging.Method, _ change: (inout Averaging.Settings) -> Void = { _ in }
) -> Averaging.Settings {
  var settings = Averaging.Settings()
  settings.method = method
  settings.key = 5
  change(&settings)
  return settings
}

/// A world of agents that average.
func averagingWorld(
  _ count: Int, _ settings: Averaging.Settings,
  link: LinkClass = LinkClass(delay: .constant(.millisecond)), disk: Delay = .constant(0),
  faults: [Fault] = [], seed: UInt64 = 1
) -> AveragingWorld {
  var conditions = Conditions(agentCount: count, link: link)
  conditions.disks = Array(repeating: DiskConditions(flush: disk), count: count)
  conditions.faults = faults
  return World(
    conditions, settings, load: NoLoad(),
    observer: Pair(AveragingInvariants(agentCount: count, settings), AveragingTally()), seed: seed)
}
