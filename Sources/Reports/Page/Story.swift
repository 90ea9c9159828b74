import Experiments
import Scenarios
import Simulator

/// What happened in a run, one sentence an event: faults, elections, recoveries, the violation.
struct Story {
  struct Event {
    let time: Nanoseconds
    let text: String
    let style: Style
    /// 0 for what the story cannot do without; the larger, the sooner it is left out.
    let rank: Int
  }

  private(set) var events: [Event] = []
  let outcome: Outcome
  let standings: Standings
  /// How each agent stands at the point that the telling has reached.
  var current: [Timeline.Change]
  /// Since when an agent has been down or paused.
  var absentSince: [Nanoseconds]
  /// Paused agents keep their standing, as they do not know.
  var isPaused: [Bool]
  /// Candidacies since the last election.
  var candidacies = 0
  /// The last begin or end of any fault.
  var lastFault: Reference?
  /// The last fault that began on a leader, or ended while there was none.
  var lastFitting: Reference?
  /// When the last leader was lost, while there is none.
  var lastLoss: Reference?

  /// Something that a later event is said to come after.
  struct Reference {
    let time: Nanoseconds
    let words: String
  }

  init(_ outcome: Outcome) {
    self.outcome = outcome
    standings = Standings(outcome.timeline, end: outcome.end)
    current = (0..<outcome.timeline.agentCount).map {
      Timeline.Change(time: 0, agent: AgentID($0), standing: .follower, term: 0)
    }
    absentSince = Array(repeating: 0, count: outcome.timeline.agentCount)
    isPaused = Array(repeating: false, count: outcome.timeline.agentCount)
    tell()
    tellEnding()
  }

  mutating func add(_ time: Nanoseconds, _ text: String, _ style: Style = .plain, rank: Int) {
    events.append(Event(time: time, text: text, style: style, rank: rank))
  }

  /// Few faults are what the run is about; of many, each matters less than an election.
  func faultRank(_ rank: Int) -> Int { outcome.faults.count <= 6 ? 1 : rank }

  /// Walks along the changes of standing and the faults; at one time, an agent's note comes before a
  /// fault that may wait for it, and a stop or start after the fault that caused it.
  private mutating func tell() {
    var marks = outcome.timeline.faults[...]
    for change in outcome.timeline.changes where change.agent.index < current.count {
      while let mark = marks.first,
        mark.time < change.time || mark.time == change.time && isLife(change)
      {
        tell(mark)
        marks.removeFirst()
      }
      tell(change)
    }
    for mark in marks { tell(mark) }
  }

  /// Whether the change is one of the process and not of its role.
  private func isLife(_ change: Timeline.Change) -> Bool {
    switch change.standing {
    case .down, .paused, .resumed: true
    case .follower: current[change.agent.index].standing == .down
    case .candidate, .leader: false
    }
  }

  private mutating func tellEnding() {
    for (index, fault) in outcome.faults.enumerated() {
      if fault.began == nil {
        let wasDue = outcome.timeline.faults.contains {
          $0.event.index == index && $0.event.phase == .noTarget
        }
        if wasDue || fault.mayHaveNoEffect { continue }
        add(outcome.end, "\(fault.name) never began: its moment did not come", .bad, rank: 1)
      } else if fault.ended == nil, !fault.isInstant {
        let words = FaultWords(outcome, index)
        add(outcome.end, "\(fault.name) still lasted at the end: \(words.consequences)", rank: 1)
      }
    }
    if let violation = outcome.violation {
      let text = "violation of \(violation.check): \(violation.message)"
      add(violation.time, text, .bad, rank: 0)
    }
  }
}

// MARK: - The page's part

extension Story {
  /// A story longer than this is cut.
  private static var mostEvents: Int { 30 }

  /// The events in lines: the time, then the sentence.
  func lines(width: Int) -> [PageLine] {
    let chosen = self.chosen
    let clock = Clock(end: outcome.end)
    var lines: [PageLine] = []
    for (place, event) in chosen.enumerated() {
      if place == chosen.count / 2, chosen.count < events.count, isCutInTheMiddle {
        lines.append(omission(clock))
      }
      let indent = clock.width + 4
      for (number, text) in Columns.wrap(event.text, to: width - indent).enumerated() {
        var line = PageLine("  ")
        line.append(
          Columns.flushRight(number == 0 ? clock.text(event.time) : "", clock.width), .faint)
        line.append("  ")
        line.append(text, event.style)
        lines.append(line)
      }
    }
    if chosen.count < events.count, !isCutInTheMiddle { lines.append(omission(clock)) }
    return lines
  }

  private func omission(_ clock: Clock) -> PageLine {
    let count = Int64(events.count - chosen.count)
    let blanks = String(repeating: " ", count: clock.width + 4)
    let noun = isCutInTheMiddle ? "more event" : "lesser event"
    return PageLine("\(blanks)… and \(CountText.counted(count, noun))", .faint)
  }

  /// Whether even the events that matter most are too many.
  private var isCutInTheMiddle: Bool {
    events.filter { $0.rank <= 1 }.count > Story.mostEvents
  }

  /// All events, or those that matter most, in order; of too many, the first and the last.
  private var chosen: [Event] {
    var kept = events
    for rank in [4, 3, 2] where kept.count > Story.mostEvents { kept.removeAll { $0.rank >= rank } }
    if kept.count <= Story.mostEvents { return kept }
    let half = Story.mostEvents / 2
    return Array(kept.prefix(half) + kept.suffix(half))
  }
}
