import Experiments
import Scenarios
import Simulator

/// What agents were over time: a row for each agent, below them the faults and the clients.
struct Strip {
  let outcome: Outcome
  let axis: Axis
  let gutter: Int
  private let history: StateHistory
  private let faultRows: [FaultRow]

  /// - Parameter part: what of the run is drawn; all of it if nil.
  init(_ outcome: Outcome, width: Int, part: Range<Nanoseconds>? = nil) {
    self.outcome = outcome
    history = StateHistory(outcome.timeline, end: outcome.end)
    let whole = Axis(
      start: part?.lowerBound ?? 0, end: part?.upperBound ?? outcome.end, cellCount: 1)
    faultRows = FaultRow.rows(of: outcome, in: part == nil ? nil : whole)
    let labels = outcome.scenario.agents.indices.map { Strip.label(outcome, $0) }
    let widest =
      (labels + faultRows.map { $0.label } + [Strip.clients])
      .map { Columns.count($0) }.max() ?? 0
    gutter = Swift.min(widest, width / 5) + 4
    axis = Axis(start: whole.start, end: whole.end, cellCount: width - gutter)
  }

  var lines: [PageLine] {
    var lines = axisLines
    let shown = shownAgents
    for agent in shown { lines.append(agentLine(agent)) }
    if let rest = restLine(shown) { lines.append(rest) }
    for row in faultRows { lines.append(labelled(row.label, row.line(axis), .fault)) }
    if let clients = clientLine { lines.append(clients) }
    return lines + legend
  }

  // MARK: The axis

  private var axisLines: [PageLine] {
    var labels = ""
    var ruler = Array(repeating: Character("─"), count: axis.cellCount)
    for tick in axis.ticks {
      let cell = axis.cell(at: tick.time)
      ruler[cell] = "┬"
      // The label of the end has its place before the edge.
      let place = Swift.min(cell, axis.cellCount - tick.label.count)
      if place == 0 || place > labels.count {
        labels = Columns.flushLeft(labels, place) + tick.label
      }
    }
    return [
      labelled("", PageLine(labels, .faint), .plain),
      labelled("", PageLine(String(ruler), .faint), .plain),
    ]
  }

  private func labelled(_ label: String, _ row: PageLine, _ style: Style) -> PageLine {
    var line = PageLine("  ")
    line.append(Columns.cut(label, to: gutter - 4), style)
    line.pad(to: gutter)
    line.append(row)
    return line
  }

  // MARK: Agents

  /// Rows for more agents than this would hide what matters.
  private static var mostAgents: Int { 12 }

  private var shownAgents: [Int] {
    let all = Array(0..<outcome.timeline.agentCount)
    if all.count <= Strip.mostAgents { return all }
    return Array(all.filter { history.isNotable($0) }.prefix(Strip.mostAgents))
  }

  private func restLine(_ shown: [Int]) -> PageLine? {
    let hidden = (0..<outcome.timeline.agentCount).filter { !shown.contains($0) }
    if hidden.isEmpty { return nil }
    let notable = hidden.filter { history.isNotable($0) }.count
    let plain = Int64(hidden.count - notable)
    let notableWords = outcome.timeline.states.compactMap { $0.telling?.held } + ["stopped"]
    var text = "  and \(CountText.counted(plain, "agent")) that never "
    text += notableWords.joined(separator: ", ") + " or stood still"
    if notable > 0 { text += "; \(notable) more that did \(notable == 1 ? "is" : "are") not shown" }
    return PageLine(text, .faint)
  }

  private static func label(_ outcome: Outcome, _ agent: Int) -> String {
    let number = AgentID(agent).description
    let agents = outcome.scenario.agents
    guard agent < agents.count, agents[agent].name != number else { return number }
    return "\(number) \(agents[agent].name)"
  }

  private func agentLine(_ agent: Int) -> PageLine {
    let cells = AgentCells(history.stretches[agent], axis, rest: outcome.timeline.rest)
    return labelled(Strip.label(outcome, agent), cells.line, .heading)
  }

  // MARK: Clients

  private static var clients: String { "completed" }

  private var clientLine: PageLine? {
    let line = PulseRow(outcome.timeline.pulse, axis)
    return line.peak > 0 ? labelled(Strip.clients, PageLine(line.text), .plain) : nil
  }

  // MARK: Legend

  /// The declared states that the strip shows, the first that of rest.
  ///
  /// An agent at rest has the declared name only where it has something to rest from: a cluster in which
  /// nobody ever stood for election has no followers.
  private var legendOfStates: [(Unicode.Scalar, String, Style)] {
    let states = outcome.timeline.states
    let shown = states.filter { $0.bearing != .rest && history.contains(.running($0)) }
    let rest = outcome.timeline.rest
    let isNamed = shown.contains { $0.bearing != .waiting }
    let name = isNamed ? rest.name : ProtocolState.running.name
    return [(rest.glyph, name, Timeline.Status.running(rest).style)]
      + shown.map { state in
        let number = state.telling?.number.map { ", its \($0) in front" } ?? ""
        return (state.glyph, state.name + number, Timeline.Status.running(state).style)
      }
  }

  private var legend: [PageLine] {
    var parts = legendOfStates
    for (status, meaning) in [(Timeline.Status.down, "down"), (.paused, "paused")]
    where history.contains(status) {
      parts.append((status.glyph, meaning, status.style))
    }
    let blanks = String(repeating: " ", count: gutter)
    var lines = [PageLine(blanks)]
    for (glyph, meaning, style) in parts {
      if lines[lines.count - 1].columns + 2 + meaning.count > gutter + axis.cellCount {
        lines.append(PageLine(blanks))
      }
      lines[lines.count - 1].append(String(Character(glyph)), style)
      lines[lines.count - 1].append(" \(meaning)   ", .faint)
    }
    let pulse = PulseRow(outcome.timeline.pulse, axis)
    if pulse.peak > 0 {
      let rate = pulse.fullPerSecond.map { "; a full bar is \($0) a second" } ?? ""
      let text = "completed for clients\(rate)"
      lines.append(PageLine(blanks + text, .faint))
    }
    return lines
  }
}
