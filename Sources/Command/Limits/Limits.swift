import Experiments
import Reports
import Scenarios
import Simulator

/// What runs may take: events each, and memory all together.
struct Limits: Sendable {
  /// The events of each run.
  var events = Registry.standardEventLimit
  /// Bytes of the whole program.
  var memory = Limits.standardMemory

  static var options: [Syntax.Option] {
    [
      Syntax.Option(
        "--max-events", "N",
        about:
          "Ends a run that has had so many events, or \(Session.workWithEvents); "
          + "\(CountText.grouped(Registry.standardEventLimit))."
      ),
      Syntax.Option(
        "--max-memory", "SIZE",
        about: "Ends when more is in use, such as 500MB; three quarters of the machine's."),
    ]
  }

  /// Three quarters of what there is.
  static let standardMemory = Memory.ofMachine / 4 * 3

  /// The standard limits.
  init() {}

  init(_ arguments: Arguments) throws(Complaint) {
    try self.init(memoryOf: arguments)
    if let events = try arguments.number("--max-events", in: 1...Int64.max) { self.events = events }
  }

  /// Of a command whose runs have a number of events that is known.
  init(memoryOf arguments: Arguments) throws(Complaint) {
    guard let text = arguments.text("--max-memory") else { return }
    guard let bytes = SizeText.bytes(text), bytes >= Limits.leastMemory else {
      throw Complaint(
        "'--max-memory \(text)' makes no sense; it takes a size such as 500MB or 2GiB, at least "
          + SizeText.text(Limits.leastMemory))
    }
    memory = bytes
  }

  /// What the program takes before it has run anything, and some more.
  private static let leastMemory: Int64 = 64_000_000

  // MARK: Before a run

  /// Refuses runs that are sure to meet a limit, with the places in the file that say so.
  func review(_ runs: [Scenario], _ source: ScenarioSource, _ registry: Registry) throws(Complaint)
  {
    var lines: [String] = []
    for scenario in runs {
      for line in [
        eventLine(scenario, source), memoryLine(scenario, source, registry),
        workLine(scenario, source, registry),
      ] {
        if let line, !lines.contains(line) { lines.append(line) }
      }
    }
    if !lines.isEmpty { throw Complaint(lines, isPlaced: true) }
  }

  private func eventLine(_ scenario: Scenario, _ source: ScenarioSource) -> String? {
    guard let effort = scenario.greatestEffort, effort.events > events else { return nil }
    return Limits.line(
      source, effort.position,
      "\(effort.subject) alone takes \(CountText.grouped(effort.events)) events, more than the limit of "
        + CountText.grouped(events),
      "make the run shorter, or allow more with --max-events")
  }

  private func memoryLine(
    _ scenario: Scenario, _ source: ScenarioSource, _ registry: Registry
  ) -> String? {
    let bytes = registry.leastBytes(of: scenario)
    guard bytes > memory else { return nil }
    return Limits.line(
      source, scenario.agentsPosition,
      "\(CountText.grouped(Int64(scenario.agents.count))) agents of '\(scenario.vocabulary.name)' take "
        + "\(SizeText.text(bytes)) by the end of their start, more than the limit of "
        + SizeText.text(memory),
      "have fewer agents, or allow more with --max-memory")
  }

  private func workLine(
    _ scenario: Scenario, _ source: ScenarioSource, _ registry: Registry
  ) -> String? {
    let work = registry.leastWork(of: scenario)
    // Rounded up, since a limit of events ends a run as soon as the work of that many is done.
    let least = work / Session.workPerEvent + (work % Session.workPerEvent > 0 ? 1 : 0)
    guard least > events else { return nil }
    return Limits.line(
      source, scenario.protocolPosition,
      "'\(scenario.vocabulary.name)' computes as much here as \(CountText.grouped(least)) events take, more "
        + "than the limit of \(CountText.grouped(events))",
      "give it less to compute, or allow more with --max-events")
  }

  private static func line(
    _ source: ScenarioSource, _ position: Position, _ message: String, _ suggestion: String
  ) -> String {
    Diagnostic(
      file: source.path.spelling, position: position, message: message, suggestion: suggestion
    ).description
  }

  /// How many runs of these scenarios fit beside one another, at least one.
  func jobs(_ wanted: Int, _ runs: [Scenario], _ registry: Registry) -> Int {
    let bytes = runs.map { registry.leastBytes(of: $0) }.max() ?? 0
    return bytes == 0 ? wanted : max(1, Int(min(Int64(wanted), memory / bytes)))
  }

  // MARK: During a run

  /// Ends a run when the program takes too much.
  func checkMemory(_ used: Int64, _ session: Session) throws(Complaint) {
    if used <= memory { return }
    throw Complaint(
      [
        "the limit of \(SizeText.text(memory)) of memory is met: "
          + "\(Limits.name(session.scenario, seed: session.seed)), stopped at "
          + "\(DurationText.exact(session.now)) after \(CountText.counted(session.eventCount, "event"))",
        "  allow more with --max-memory, or have fewer agents, clients or requests, a shorter run, or "
          + "fewer runs at a time",
      ], .programFailed)
  }

  /// Complains of runs that the limit of events ended, each named as a person finds it again, if there
  /// are any.
  func complain(ofEnded runs: [String], areTogether: Bool = false) throws(Complaint) {
    try complain(
      ofEnded: runs.count, Array(runs.prefix(Limits.mostNamed)), areTogether: areTogether)
  }

  /// The most runs that a complaint names.
  static let mostNamed = 5

  /// - Parameter names: of the first `mostNamed`.
  func complain(
    ofEnded count: Int, _ names: [String], areTogether: Bool = false
  ) throws(Complaint) {
    if count == 0 { return }
    let rest = Int64(count - names.count)
    throw Complaint(
      [
        "the limit of \(CountText.grouped(events)) events\(areTogether ? " in all" : "") ended "
          + CountText.counted(Int64(count), "run")
      ] + names.map { "  \($0)" } + (rest > 0 ? ["  … and \(CountText.grouped(rest)) more"] : [])
        + ["  allow more with --max-events, or make the run shorter or its load lighter"],
      .programFailed)
  }

  /// As complaints name a run.
  static func name(_ scenario: Scenario, seed: UInt64) -> String {
    let variant = scenario.label.isEmpty ? "" : ", variant '\(scenario.label)'"
    return "\(scenario.file)\(variant), seed \(seed)"
  }
}
