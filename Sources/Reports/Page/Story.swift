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
  let entrances: Entrances
  /// What each agent is at the point that the telling has reached.
  var current: [Timeline.Change]
  /// The agents in a notable state, ascending by number.
  var notable: [Int] = []
  /// Since when an agent has been down or paused.
  var absentSince: [Nanoseconds]
  /// Paused agents stay what they were, as they do not know.
  var isPaused: [Bool]
  /// Attempts since the last that succeeded.
  var attempts = 0
  /// The last start or end of any fault.
  var lastFault: Reference?
  /// The last fault that began on an agent in a notable state, or ended while there was none.
  var lastFitting: Reference?
  /// When the last agent left a notable state, while there is no other in it.
  var lastLoss: Reference?

  /// Something that a later event is said to come after.
  struct Reference {
    let time: Nanoseconds
    let words: String
  }

  init(_ outcome: Outcome) {
    self.outcome = outcome
    entrances = Entrances(outcome.timeline)
    current = (0..<outcome.timeline.agentCount).map {
      Timeline.Change(time: 0, agent: AgentID($0), .running(outcome.timeline.rest))
    }
    absentSince = Array(repeating: 0, count: outcome.timeline.agentCount)
    isPaused = Array(repeating: false, count: outcome.timeline.agentCount)
    tell()
    for remark in outcome.timeline.remarks { tell(remark) }
    tellEnding()
  }

  mutating func add(_ time: Nanoseconds, _ text: String, _ style: Style = .plain, rank: Int) {
    events.append(Event(time: time, text: text, style: style, rank: rank))
  }

  /// Puts a remark behind what is told of the time before it and of its moment.
  private mutating func tell(_ remark: Remark) {
    let place = events.firstIndex { $0.time > remark.time } ?? events.count
    events.insert(
      Event(
        time: remark.time, text: remark.text, style: remark.qualifiesVerdict ? .bad : .plain,
        rank: remark.qualifiesVerdict ? 0 : 2), at: place)
  }

  /// Few faults are what the run is about; of many, each matters less than an election.
  func faultRank(_ rank: Int) -> Int { outcome.faults.count <= 6 ? 1 : rank }

  /// Walks along the changes of agents and the faults; at one time, an agent's note comes before a
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

  /// Whether the change is one of the process and not of what its agent does.
  private func isLife(_ change: Timeline.Change) -> Bool {
    guard case .running = change.status else { return true }
    return change.status.isAtRest && current[change.agent.index].status == .down
  }

  private mutating func tellEnding() {
    var wasDue = Array(repeating: false, count: outcome.faults.count)
    for mark in outcome.timeline.faults
    where mark.event.phase == .noTarget && mark.event.index < wasDue.count {
      wasDue[mark.event.index] = true
    }
    for (index, fault) in outcome.faults.enumerated() {
      if fault.began == nil {
        if wasDue[index] || fault.mayHaveNoEffect { continue }
        add(outcome.end, "\(fault.name) never began: its moment did not come", .bad, rank: 1)
      } else if fault.ended == nil, !fault.isInstant {
        let words = FaultWords(outcome, index, entrances)
        add(outcome.end, "\(fault.name) still lasted at the end: \(words.consequences)", rank: 1)
      }
    }
    if let violation = outcome.violation {
      let text = "violation of \(violation.check): \(FailureText.head(violation.message))"
      add(violation.time, text, .bad, rank: 0)
    }
  }
}

// MARK: - The page's part

extension Story {
  /// A story longer than this is cut.
  private static var mostEvents: Int { 30 }
  /// Rather than leave fewer, a whole rank is not dropped but thinned.
  private static var fewestEvents: Int { 10 }

  /// The events that are told.
  private struct Selection {
    var events: [Event]
    /// Before which of them others are left out; nil where those left out matter less than any told.
    var gap: Int?
  }

  /// The events in lines: the time, then the sentence.
  ///
  /// - Parameter part: the time of the run of which is told; nil for all of it.
  func lines(width: Int, part: Range<Nanoseconds>? = nil) -> [PageLine] {
    let told = events.filter { event in
      part.map { $0.contains(event.time) || event.time == $0.upperBound } ?? true
    }
    let selection = Story.selection(of: told)
    let clock = Clock(end: outcome.end)
    let omitted = Int64(told.count - selection.events.count)
    var lines: [PageLine] = []
    for (place, event) in selection.events.enumerated() {
      if place == selection.gap { lines.append(omission(omitted, "more event", clock)) }
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
    if omitted > 0, selection.gap == nil {
      lines.append(omission(omitted, "lesser event", clock))
    }
    return lines
  }

  private func omission(_ count: Int64, _ noun: String, _ clock: Clock) -> PageLine {
    let blanks = String(repeating: " ", count: clock.width + 4)
    return PageLine("\(blanks)… and \(CountText.counted(count, noun))", .faint)
  }

  /// All events, or those that matter most, in order; of too many alike, the first and the last.
  private static func selection(of events: [Event]) -> Selection {
    var kept = events
    for rank in [4, 3, 2] where kept.count > Story.mostEvents {
      let weightier = kept.filter { $0.rank < rank }
      if weightier.count < Story.fewestEvents { return thinned(kept, rank) }
      kept = weightier
    }
    return kept.count > Story.mostEvents ? thinned(kept, nil) : Selection(events: kept)
  }

  /// Keeps the first and the last of a rank, or of all, beside what matters more.
  private static func thinned(_ all: [Event], _ rank: Int?) -> Selection {
    let places = all.indices.filter { rank == nil || all[$0].rank == rank }
    let room = Story.mostEvents - (all.count - places.count)
    let left = room / 2
    let omitted = Set(places.dropFirst(left).dropLast(room - left))
    let kept = all.indices.filter { !omitted.contains($0) }
    return Selection(
      events: kept.map { all[$0] }, gap: kept.firstIndex { $0 > places[left] })
  }
}
