public import Experiments
import Scenarios
import Simulator

/// A part of a run as one picture for a slide or a page: agents and clients as lanes over a true axis of
/// time, what agents were, messages as slanted arrows, faults as shaded stretches (SVG 1.1).
public struct SpaceTimeDiagram {
  let outcome: Outcome
  let archive: DiagramArchive
  private let program: String
  private let judges: Bool
  var svg = SVGWriter()

  /// - Parameters:
  ///   - program: the name of the program that runs it again.
  ///   - judges: whether it says what became of the scenario's expectations; a violation is told always.
  /// - Precondition: the archive is of the run of the outcome, and finished.
  public init(
    _ outcome: Outcome, _ archive: DiagramArchive, program: String = ReplayLine.lockstep,
    judges: Bool = true
  ) {
    self.program = program
    self.judges = judges || outcome.violation != nil
    self.outcome = outcome
    self.archive = archive
  }

  // MARK: Places, in pixels

  static let width = 1_200.0
  private static let left = 96.0
  private static let right = 20.0
  private static let head = 62.0
  static let agentHeight = 52.0
  private static let clientHeight = 26.0

  /// Rows of faults above the lanes, so that names of those that overlap do not.
  private var faultRows: [[FaultReport]] {
    var rows: [[FaultReport]] = []
    for fault in shownFaults {
      let start = began(fault)
      if let row = rows.firstIndex(where: { textEnd(of: $0[$0.count - 1]) < x(start) }) {
        rows[row].append(fault)
      } else {
        rows.append([fault])
      }
    }
    return rows
  }

  var shownFaults: [FaultReport] {
    outcome.faults.filter { fault in
      guard let began = fault.began else { return false }
      return began <= end && self.ended(fault) >= start
    }.sorted { began($0) < began($1) }
  }

  func began(_ fault: FaultReport) -> Nanoseconds { Swift.max(start, fault.began ?? start) }

  func ended(_ fault: FaultReport) -> Nanoseconds {
    guard let began = fault.began else { return start }
    return fault.isInstant ? began : Swift.min(fault.ended ?? end, end)
  }

  private func textEnd(of fault: FaultReport) -> Double {
    Swift.max(x(ended(fault)), x(began(fault)) + Double(fault.name.count) * 7 + 10)
  }

  var start: Nanoseconds { archive.part.lowerBound }
  var end: Nanoseconds {
    Swift.max(start + 1, Swift.min(archive.part.upperBound, outcome.end))
  }

  func x(_ time: Nanoseconds) -> Double {
    let share = Double(time - start) / Double(end - start)
    return SpaceTimeDiagram.left + share * plotWidth
  }

  var plotWidth: Double {
    SpaceTimeDiagram.width - SpaceTimeDiagram.left - SpaceTimeDiagram.right
  }

  var top: Double { SpaceTimeDiagram.head + Double(faultRows.count) * 18 + 12 }

  /// The middle of a lane; clients come first.
  func y(_ lane: Int) -> Double {
    let clients = Double(Swift.min(lane, archive.clientCount)) * SpaceTimeDiagram.clientHeight
    if lane < archive.clientCount { return top + clients + SpaceTimeDiagram.clientHeight / 2 }
    let agents = Double(lane - archive.clientCount) * SpaceTimeDiagram.agentHeight
    return top + clients + agents + SpaceTimeDiagram.agentHeight / 2
  }

  var bottom: Double {
    top + Double(archive.clientCount) * SpaceTimeDiagram.clientHeight
      + Double(archive.agentCount) * SpaceTimeDiagram.agentHeight
  }

  func num(_ value: Double) -> String { SVGWriter.number(value) }

  // MARK: Drawing

  /// The picture.
  public var output: OutputText {
    var copy = self
    copy.draw()
    return OutputText(html: copy.svg.text)
  }

  private mutating func draw() {
    let legend = legendRows
    let height = bottom + 34 + Double(legend.count) * 22 + 26
    svg.begin(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"),
        ("viewBox", "0 0 \(num(SpaceTimeDiagram.width)) \(num(height))"),
        ("width", num(SpaceTimeDiagram.width)), ("height", num(height)), ("role", "img"),
      ])
    svg.say("title", title)
    svg.say("desc", description)
    svg.style(ChartPalette.rules + SpaceTimeDiagram.rules)
    svg.element(
      "rect", [("class", "paper"), ("width", num(SpaceTimeDiagram.width)), ("height", num(height))])
    drawHead()
    drawFaults()
    drawAxis()
    drawLanes()
    if archive.isDense { drawActivity() }
    drawSpans()
    drawOperations()
    if !archive.isDense { drawArrows() }
    drawMarks()
    drawLegend(legend, top: bottom + 40)
    drawFoot(at: height - 10)
    svg.end()
  }

  private static let rules = """
    .arrow { fill: none; stroke-width: 1.3; }
    .lost { stroke: #B3261E; fill: none; } .wrong { fill: #B3261E; } .good { fill: #1F7A4D; }
    .shade { fill: #B3261E; fill-opacity: 0.09; } .rest { fill: #b9bdc3; }
    .light { fill: #ffffff; } .try { stroke: #4d4d4d; fill: #ffffff; }
    @media (prefers-color-scheme: dark) {
    .lost { stroke: #FF8A80; } .wrong { fill: #FF8A80; } .good { fill: #6FD3A0; }
    .shade { fill: #FF8A80; fill-opacity: 0.14; } .rest { fill: #5d646c; } .try { stroke: #9aa0a6; fill: #15181c; }
    }

    """

  private var title: String {
    outcome.scenario.about.isEmpty ? outcome.scenario.file : outcome.scenario.about
  }

  private var span: String {
    "\(DurationText.exact(start)) to \(DurationText.exact(end))"
  }

  private var description: String {
    let faults = shownFaults.map { $0.name }.joined(separator: ", ")
    return "\(archive.agentCount) agents over time, \(span), seed \(outcome.seed)"
      + (faults.isEmpty ? "" : "; faults: \(faults)")
  }

  private mutating func drawHead() {
    svg.words(
      title,
      [("x", "16"), ("y", "28"), ("class", "ink"), ("font-size", "18"), ("font-weight", "bold")])
    let sentence = judges ? Verdict(outcome, width: 150).sentence.first : nil
    let verdict = sentence.map {
      $0.pieces.map { $0.text }.joined().trimmed
    }
    let words = [span, "seed \(outcome.seed)", verdict ?? ""].filter { !$0.isEmpty }
    svg.words(
      words.joined(separator: " · "),
      [("x", "16"), ("y", "48"), ("class", "faint"), ("font-size", "13")])
  }

  private mutating func drawAxis() {
    let scale = UnitScale(.duration, most: Double(end))
    let ticks = ChartTicks.linear(Double(start) / scale.divisor, Double(end) / scale.divisor)
    for tick in ticks {
      let time = tick * scale.divisor
      guard time >= Double(start) - 0.5, time <= Double(end) + 0.5 else { continue }
      let x = SpaceTimeDiagram.left + (time - Double(start)) / Double(end - start) * plotWidth
      svg.element(
        "line",
        [
          ("class", "grid"), ("x1", num(x)), ("x2", num(x)), ("y1", num(top)), ("y2", num(bottom)),
        ])
      let isAtEdge = x > SpaceTimeDiagram.width - 40
      svg.words(
        "\(ChartTicks.text(tick)) \(scale.name)",
        [
          ("x", num(isAtEdge ? SpaceTimeDiagram.width - 6 : x)), ("y", num(bottom + 18)),
          ("class", "faint"), ("font-size", "12"),
          ("text-anchor", isAtEdge ? "end" : "middle"),
        ])
    }
  }

  private mutating func drawFaults() {
    for (row, faults) in faultRows.enumerated() {
      let y = SpaceTimeDiagram.head + Double(row) * 18
      for fault in faults {
        let (from, to) = (x(began(fault)), x(ended(fault)))
        let wide = Swift.max(2, to - from)
        shade(fault, from, wide)
        svg.element(
          "rect",
          [
            ("class", "wrong"), ("x", num(from)), ("y", num(y + 12)), ("width", num(wide)),
            ("height", "3"),
          ])
        svg.words(
          fault.name,
          [("x", num(from + 2)), ("y", num(y + 8)), ("class", "wrong"), ("font-size", "12")])
      }
    }
  }

  /// A fault of some agents shades their lanes, one of all the whole height.
  private mutating func shade(_ fault: FaultReport, _ from: Double, _ wide: Double) {
    let index = outcome.faults.firstIndex { $0.name == fault.name && $0.began == fault.began }
    let mark = outcome.timeline.faults.first {
      $0.event.index == index && $0.event.phase == .began
    }
    let agents = mark?.event.agents.map { $0.index } ?? []
    let isPart = !agents.isEmpty && agents.count < archive.agentCount
    let boxes =
      isPart
      ? agents.map {
        (
          y(archive.clientCount + $0) - SpaceTimeDiagram.agentHeight / 2,
          SpaceTimeDiagram.agentHeight
        )
      } : [(top, bottom - top)]
    for (y, height) in boxes {
      svg.element(
        "rect",
        [
          ("class", "shade"), ("x", num(from)), ("y", num(y)), ("width", num(wide)),
          ("height", num(height)),
        ])
    }
  }

  private mutating func drawLanes() {
    for lane in 0..<archive.clientCount + archive.agentCount {
      let y = y(lane)
      let isClient = lane < archive.clientCount
      svg.element(
        "line",
        [
          ("class", "grid"), ("x1", num(SpaceTimeDiagram.left)),
          ("x2", num(SpaceTimeDiagram.width - SpaceTimeDiagram.right)), ("y1", num(y)),
          ("y2", num(y)),
        ])
      svg.words(
        isClient ? "c\(lane + 1)" : agentName(lane - archive.clientCount),
        [
          ("x", "16"), ("y", num(y + 4)), ("class", isClient ? "faint" : "ink"),
          ("font-size", isClient ? "11" : "13"),
        ])
    }
  }

  private func agentName(_ index: Int) -> String {
    let number = AgentID(index).description
    let name = outcome.scenario.agents[index].name
    return name.isEmpty || name == number ? number : "\(number) \(name.prefix(8))"
  }

  private mutating func drawFoot(at y: Double) {
    let replay = ReplayLine(program: program).text(outcome.scenario, seed: outcome.seed)
    svg.words(
      "\(replay)   fingerprint \(FingerprintText.text(outcome.fingerprint))",
      [("x", "16"), ("y", num(y)), ("class", "faint"), ("font-size", "11")])
  }
}

extension String {
  /// Without spaces at either end.
  fileprivate var trimmed: String {
    var words = Substring(self)
    while words.first == " " { words.removeFirst() }
    while words.last == " " { words.removeLast() }
    return String(words)
  }
}
