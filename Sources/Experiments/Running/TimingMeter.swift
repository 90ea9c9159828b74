import Scenarios
import Simulator

/// Times what a scenario asks for, and tells when its runs end.
struct TimingMeter: Sendable {
  private var clocks: [Clock]
  /// The clock of what ends the run, if anything does.
  private var ending: Clock?
  private let quiet: Nanoseconds

  /// When the run ends, as far as is known; `.never` if nothing is.
  private(set) var end = Nanoseconds.never

  init(_ scenario: Scenario) {
    clocks = scenario.timings.enumerated().map {
      Clock($0.element, about: scenario.measureOfTiming($0.offset))
    }
    ending = scenario.runEnd.map { Clock($0.timing, about: nil) }
    quiet = scenario.runEnd?.quiet ?? 0
  }

  /// Whether anything is timed.
  var isNeeded: Bool { !clocks.isEmpty || ending != nil }

  mutating func note(_ event: FaultEvent, at time: Nanoseconds, phase: Int) {
    for index in clocks.indices { clocks[index].note(event, at: time, phase: phase) }
    ending?.note(event, at: time, phase: phase)
  }

  mutating func note(
    _ milestone: Milestone, by agent: AgentID, at time: Nanoseconds, phase: Int
  ) {
    for index in clocks.indices { clocks[index].note(milestone, by: agent, at: time, phase: phase) }
    ending?.note(milestone, by: agent, at: time, phase: phase)
    if let reached = ending?.reached { end = reached + quiet }
  }

  func report(into report: inout WatchReport) {
    for clock in clocks {
      guard let measure = clock.measure else { continue }
      report.add(measure, .samples(clock.allSamples))
    }
  }
}

extension TimingMeter {
  /// One span: it starts at a moment, and stops at a milestone.
  private struct Clock: Sendable {
    let timing: Timing
    let measure: Measure?
    /// Since when it runs, and the phase of that; nil before.
    private var start: (time: Nanoseconds, phase: Int)?
    /// How often the milestone was reached since then, or its level.
    private var progress: Int64 = 0
    /// Who has stated the milestone since then.
    private var agents = AgentSet()
    /// When the milestone was reached as often as is asked.
    private(set) var reached: Nanoseconds?
    /// Those of earlier starts.
    private var samples = PhasedHistogram()

    init(_ timing: Timing, about measure: Measure?) {
      self.timing = timing
      self.measure = measure
      if timing.since == .start && timing.start == nil { start = (0, 0) }
    }

    /// The clock starts, and keeps what it measured before.
    private mutating func begin(at time: Nanoseconds, phase: Int) {
      samples = allSamples
      start = (time, phase)
      progress = 0
      agents = AgentSet()
      reached = nil
    }

    mutating func note(_ event: FaultEvent, at time: Nanoseconds, phase: Int) {
      let isMoment =
        switch (timing.since, event.phase) {
        case (.beginOf(let name), .began), (.endOf(let name), .ended):
          FaultReport.isNamed(event.name, name)
        default: false
        }
      if isMoment { begin(at: time, phase: phase) }
    }

    mutating func note(
      _ milestone: Milestone, by agent: AgentID, at time: Nanoseconds, phase: Int
    ) {
      if let own = timing.agent, own != agent { return }
      if milestone.index == timing.start, start == nil || reached != nil {
        return begin(at: time, phase: phase)
      }
      guard milestone.index == timing.milestone, start != nil else { return }
      switch milestone.progress {
      case .occurrence: progress += 1
      case .level(let level):
        if level <= progress { return }
        progress = level
      }
      agents.insert(agent)
      guard progress >= timing.count, agents.count >= timing.agents else { return }
      if reached == nil || timing.isLast { reached = time }
    }

    /// With that of the last start.
    var allSamples: PhasedHistogram {
      guard let start, let reached else { return samples }
      var all = samples
      all.record(reached - start.time, phase: start.phase)
      return all
    }
  }
}
