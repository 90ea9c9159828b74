import Experiments
import Reports
import Scenarios
import Simulator

/// `lockstep show`: a moment of a run.
enum ShowCommand: Command {
  static func syntax(_ program: Program) -> Syntax {
    Syntax(
      program,
      name: "show", summary: "shows what every agent believes at a moment of a run",
      operands: "FILE", operandCount: 1...1, completes: .scenarios,
      options: [
        Syntax.Option("--seed", "N", about: "The seed, instead of the one that the file names."),
        Syntax.Option("--variant", "LABEL", about: "The variant of a file with 'vary'."),
        Syntax.Option(
          "--at", "TIME", about: "The moment, such as 43.2s; the end of the run without it."),
        Syntax.Option(
          "--until", "NAME",
          about: "The moment by what happens, such as \"leader elected\", instead of a time."),
        Syntax.Option("--agent", "NAME", about: "Only this agent, such as n2."),
      ] + Limits.options + [Syntax.json],
      details: """
        After the last event at that time: what each agent believes, holds on its disk and waits for,
        what is on its way, and which faults are under way or to come. --until stops right after the
        event of: a milestone, with a count where it has one ("commit 2000"); the start or the end of a
        fault ("split begins", "split ends"); an agent's or a client's note of a kind ("became leader",
        "became leader 3" for the third); or an event by its number ("event 1234"). The last line shows
        the same moment again.
        """,
      examples: [
        ("show \(program.example) --seed 7 --at 5.2s", "the cluster in the middle of a run"),
        ("show \(program.example) --at 5.2s --agent n2 --json", "one agent, for a program"),
      ])
  }

  static var json: [JSONField] { ShowPage.fields }

  static func run(_ arguments: Arguments, _ context: Context) throws(Complaint) -> ExitStatus {
    let seed = try arguments.number("--seed", in: UInt64.min...UInt64.max)
    let time = try arguments.time("--at")
    let limits = try Limits(arguments)
    let scenario = try OneRun.scenario(arguments, limits, context)
    let agent = try OneRun.agent(arguments, scenario)
    if let time, time > scenario.duration {
      throw Complaint("the run ends at \(DurationText.exact(scenario.duration))")
    }
    let moment = try Moment(arguments, scenario)
    let loop = RunLoop(limits, context)
    let session = loop.open(scenario, seed: seed ?? scenario.seed, recording: moment.recording)
    let isWhole = try moment.seek(
      in: session, end: time, loop, RunProgress(context.console, end: time ?? scenario.duration))
    try loop.complain(of: session)
    let agents = agent.map { [$0] } ?? (0..<session.agentCount).map { AgentID($0) }
    let page = ShowPage(
      session, agents: agents,
      replay: replay(arguments, scenario, session, isWhole: isWhole, context),
      isPartial: !isWhole)
    context.console.out(arguments.flag("--json") ? page.json : page.output)
    if isWhole { return .held }
    context.console.complain("stopped by \(context.stop.name) at \(session.now.text)")
    return context.stop.status ?? .held
  }

  /// The command that shows the same again.
  private static func replay(
    _ arguments: Arguments, _ scenario: Scenario, _ session: Session, isWhole: Bool,
    _ context: Context
  ) -> String {
    var moment = ("--at", DurationText.exact(session.now))
    if isWhole, let name = arguments.text("--until") { moment = ("--until", name) }
    var options = [moment]
    if let agent = arguments.text("--agent") { options.append(("--agent", agent)) }
    return ReplayLine(program: context.program.name).show(
      scenario, seed: session.seed, options: options)
  }
}

/// The moment of `--until`, if any.
private struct Moment {
  private let name: String?
  private let names: StopNames
  private let stop: Stop?

  init(_ arguments: Arguments, _ scenario: Scenario) throws(Complaint) {
    name = arguments.text("--until")
    names = StopNames(scenario)
    stop = name.flatMap { [names] in names.stop($0) }
    if name != nil, arguments.text("--at") != nil {
      throw Complaint("--at and --until both say when; leave one out")
    }
  }

  /// Only notes are looked for in records.
  var recording: RecordLog.Mode { name != nil && stop == nil ? .recording : .following }

  /// Runs to the moment, or to a time.
  ///
  /// - Returns: false if it was asked to stop before.
  func seek(
    in session: Session, end: Nanoseconds?, _ loop: RunLoop, _ progress: RunProgress
  ) throws(Complaint) -> Bool {
    var progress = progress
    defer { progress.finish() }
    guard let name else { return try loop.run(session, until: end) { progress.show($0) } }
    var kinds: [String] = []
    let goal = stop ?? names.note(name)
    let watch = StopWatch(goal, in: session) { kind in
      if !kinds.contains(kind) { kinds.append(kind) }
    }
    let isWhole = try loop.run(
      session, until: watch.end, while: { watch.goesOn(after: $0) }, between: { progress.show($0) })
    try loop.complain(of: session)
    if !isWhole || watch.isReached(by: session) { return isWhole }
    guard case .note(let kind, _) = goal, !kinds.contains(kind) else {
      throw Complaint(missed(name, session), .failed)
    }
    let near = Nearest.suggestion(for: name, among: names.known + kinds) ?? "it has none"
    throw Complaint("'\(name)' is no milestone, fault or note of this run; \(near)")
  }

  private func missed(_ name: String, _ session: Session) -> String {
    let why = session.hasViolation ? ", where a check is violated" : ""
    var progress = ""
    if case .milestone(let index, _) = stop {
      progress = ", with \(CountText.grouped(session.progress(ofMilestone: index)))"
    }
    return "'\(name)' was not reached; the run ended at \(DurationText.exact(session.now))"
      + progress + why
  }
}

/// What commands on one run of one variant read from their arguments.
enum OneRun {
  /// The scenario, if the arguments leave one variant, and it is not sure to meet a limit.
  static func scenario(
    _ arguments: Arguments, _ limits: Limits, _ context: Context
  ) throws(Complaint) -> Scenario {
    try scenario(ScenarioSource(arguments.operands[0], context), arguments, limits, context)
  }

  /// The scenario of a file that was read, if the arguments leave one variant, and it is not sure to meet a
  /// limit.
  static func scenario(
    _ source: ScenarioSource, _ arguments: Arguments, _ limits: Limits, _ context: Context
  ) throws(Complaint) -> Scenario {
    let runs = try source.runs(variant: arguments.text("--variant"))
    if runs.count == 1 {
      try limits.review(runs, source, context.registry)
      return runs[0]
    }
    let labels = runs.map { "  --variant '\($0.label)'" }
    throw Complaint(["\(source.path.file) has \(runs.count) variants; name one:"] + labels)
  }

  /// The agent of `--agent`: its name or its number.
  static func agent(
    _ arguments: Arguments, _ scenario: Scenario
  ) throws(Complaint) -> AgentID? {
    guard let text = arguments.text("--agent") else { return nil }
    let digits = text.hasPrefix("n") ? String(text.dropFirst()) : text
    guard let number = Int(digits), number >= 1, number <= scenario.agents.count else {
      throw Complaint("there is no agent '\(text)'; agents are n1 to n\(scenario.agents.count)")
    }
    return AgentID(number - 1)
  }
}

extension Arguments {
  /// A part of a run such as `4s..6s`, or nil if it was not given.
  func part(_ name: String) throws(Complaint) -> Range<Nanoseconds>? {
    guard let text = text(name) else { return nil }
    let ends = text.split(separator: "..", maxSplits: 1).map { DurationText.time(String($0)) }
    guard ends.count == 2, let start = ends[0], let end = ends[1], start >= 0, start < end else {
      throw Complaint("\(name) takes a part of the run such as 4s..6s, not '\(text)'")
    }
    return start..<end
  }

  /// A time such as `43.2s`, or nil if it was not given.
  func time(_ name: String) throws(Complaint) -> Nanoseconds? {
    guard let text = text(name) else { return nil }
    guard let time = DurationText.time(text), time >= 0 else {
      throw Complaint("\(name) takes a time such as 43.2s, not '\(text)'")
    }
    return time
  }
}
