import Experiments
import Reports
import Scenarios
import Simulator

/// `lockstep trace`: every event of a run.
enum TraceCommand: Command {
  static func syntax(_ program: Program) -> Syntax {
    Syntax(
      program,
      name: "trace", summary: "prints every event of a run", operands: "FILE", operandCount: 1...1,
      completes: .scenarios,
      options: [
        Syntax.Option("--seed", "N", about: "The seed, instead of the one that the file names."),
        Syntax.Option("--variant", "LABEL", about: "The variant of a file with 'vary'."),
        Syntax.Option("--from", "TIME", about: "Leaves out what is before, such as 5s."),
        Syntax.Option("--until", "TIME", about: "Leaves out what is after."),
        Syntax.Option(
          "--agent", "NAME", about: "Only what concerns this agent, such as n2, and faults."),
        Syntax.Option(
          "--kind", "KIND",
          about: "Only records of this kind: \(Record.Kind.words.joined(separator: ", "))."),
        Syntax.Option("--match", "TEXT", about: "Only records whose line holds this text."),
        Syntax.Option(
          "--disturb", "DRAW", about: "Changes one random draw of the network on purpose, from 0."),
        Syntax.Option(
          "--format", "FORMAT",
          about:
            "For another reader: "
            + TraceFormat.allCases.map { "\($0.word) (\($0.about))" }.joined(separator: ", ") + "."),
      ] + Limits.options + [
        Syntax.Option("--json", about: "Prints each record as one line of JSON.")
      ],
      details: """
        One line an event, with its time, and the running fingerprint: two traces of the same scenario
        and seed are equal to the last byte, and the first line that differs is where two runs part.
        Lines come as the run goes on; a reader that has seen enough may close the pipe. A trace that
        SIGINT, SIGTERM or SIGHUP stopped ends with a line that says so, on standard error with --json.
        """,
      examples: [
        ("trace \(program.example) --seed 7 | head -50", "the first events of that run"),
        (
          "trace \(program.example) --agent n2 --kind note --json",
          "what one agent stated, for a program"
        ),
        (
          "trace \(program.example) --format chrome",
          "the run for ui.perfetto.dev, to be sent into a file; --format shiviz for ShiViz"
        ),
      ])
  }

  static var json: [JSONField] { RecordLine.fields }

  static func run(_ arguments: Arguments, _ context: Context) throws(Complaint) -> ExitStatus {
    let seed = try arguments.number("--seed", in: UInt64.min...UInt64.max)
    let draw = try arguments.number("--disturb", in: 0...Int64.max)
    let start = try arguments.time("--from") ?? 0
    let end = try arguments.time("--until")
    let filter = try Filter(arguments)
    let format = try format(arguments)
    let limits = try Limits(arguments)
    let scenario = try OneRun.scenario(arguments, limits, context)
    let agent = try OneRun.agent(arguments, scenario)
    let loop = RunLoop(limits, context)
    let session = loop.open(
      scenario, seed: seed ?? scenario.seed, recording: start > 0 ? .following : .recording)
    session.recordedAgents = agent.map { AgentSet([$0]) }
    if let draw { session.disturbDraw(number: draw) }
    var progress = RunProgress(context.console, end: end ?? scenario.duration)
    defer { progress.finish() }
    var isWhole = true
    if start > 0 { isWhole = try loop.run(session, until: start - 1) { progress.show($0) } }
    session.recording = .recording
    var output = Output(context.console, format.exporter(of: session))
    let skipsEmpty = agent != nil || filter.isSet
    let visit = { (session: Session) in
      let records = session.records.filter { filter.passes($0) }
      if !skipsEmpty || !records.isEmpty {
        output.add(
          TraceEvent(
            number: session.eventCount, time: session.now, digest: session.digest,
            records: records), in: session)
      }
      // Nothing is to be gained once standard output takes no more, which is told at the end.
      return context.console.failure() == nil
    }
    if isWhole {
      // A line on the terminal among those of the trace would be read as one of them.
      isWhole = try loop.run(session, until: end, while: visit) { session in
        if !context.console.isTerminal { progress.show(session) }
      }
    }
    progress.finish()
    output.finish(session)
    if let omission = output.omission { context.console.complain(omission) }
    try loop.complain(of: session)
    if isWhole { return .held }
    let line = "PARTIAL: stopped by \(context.stop.name) at \(session.now.text)"
    if format == .text {
      context.console.out("\(line)\n")
    } else {
      context.console.complain(line)
    }
    return context.stop.status ?? .held
  }

  private static func format(_ arguments: Arguments) throws(Complaint) -> TraceFormat {
    guard let word = arguments.text("--format") else {
      return arguments.flag("--json") ? .json : .text
    }
    if arguments.flag("--json"), word != TraceFormat.json.word {
      throw Complaint("--json and --format \(word) both say how; leave one out")
    }
    guard let format = TraceFormat(word: word) else {
      let near = Nearest.suggestion(for: word, among: TraceFormat.words) ?? ""
      throw Complaint("there is no format '\(word)'; \(near)")
    }
    return format
  }

  /// Which records are wanted.
  private struct Filter {
    let kind: Record.Kind?
    let match: String?

    var isSet: Bool { kind != nil || match != nil }

    init(_ arguments: Arguments) throws(Complaint) {
      match = arguments.text("--match")
      guard let word = arguments.text("--kind") else {
        kind = nil
        return
      }
      guard let kind = Record.Kind(word: word) else {
        let near = Nearest.suggestion(for: word, among: Record.Kind.words) ?? ""
        throw Complaint("there are no records of kind '\(word)'; \(near)")
      }
      self.kind = kind
    }

    func passes(_ record: Record) -> Bool {
      if let kind, record.kind != kind { return false }
      guard let match else { return true }
      return record.text.contains(match)
    }
  }

  /// Lines in blocks, the first at once.
  private struct Output {
    private let console: Console
    private var exporter: any TraceExporter
    private var text = OutputText()
    private var limit = 0

    var omission: String? { exporter.omission }

    init(_ console: Console, _ exporter: any TraceExporter) {
      self.console = console
      self.exporter = exporter
      text = self.exporter.begin()
    }

    mutating func add(_ event: TraceEvent, in session: Session) {
      text += exporter.add(event, in: session)
      if text.text.utf8.count > limit { flush() }
    }

    mutating func finish(_ session: Session) {
      text += exporter.end(session)
      flush()
    }

    private mutating func flush() {
      if !text.isEmpty { console.out(text) }
      text = OutputText()
      limit = 1 << 15
    }
  }
}
