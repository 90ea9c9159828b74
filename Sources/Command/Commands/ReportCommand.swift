import Experiments
import Reports
import Scenarios
import Simulator

/// `lockstep report`: a run as a page for a browser.
enum ReportCommand: Command {
  static func syntax(_ program: Program) -> Syntax {
    Syntax(
      program,
      name: "report", summary: "makes a page of a run that a browser shows, or a picture of a part",
      operands: "FILE", operandCount: 1...1, completes: .scenarios,
      options: [
        Syntax.Option("--seed", "N", about: "The seed, instead of the one that the file names."),
        Syntax.Option("--variant", "LABEL", about: "The variant of a file with 'vary'."),
        Syntax.Option(
          "--out", "FILE",
          about: "Where the page goes, such as run.html, or a picture, such as run.svg."),
        Syntax.Option("--from", "TIME", about: "Keeps only what happens from then on, such as 5s."),
        Syntax.Option("--until", "TIME", about: "Keeps only what happens up to then."),
      ] + Limits.options,
      details: """
        The page is one file that needs no network: agents as lanes over time, messages as arrows, faults
        as shaded stretches, client operations from call to return; the verdict and the story; each event
        and what it changed at its agent; logs and agents side by side; latencies over time. A cursor steps
        through the events both ways, plays, and jumps to the next election, commit, fault or violation;
        its address names seed and moment, to be handed on. ? lists the keys. A page holds about a
        million events, and what agents were after some ten thousand to some hundred thousand; of a longer
        run it holds the beginning, or the part that --from and --until name. A file whose name ends in .svg
        gets one picture for a slide instead: lanes, messages, faults and operations of the part, with a
        legend; of more than \(CountText.grouped(Int64(DiagramArchive.mostMessages))) messages how many there are where. Exit status 1 if the run failed.
        """,
      examples: [
        ("report \(program.example) --seed 7 --out run.html", "seed 7 as a page"),
        (
          "report \(program.example) --from 4s --until 9s --out part.html",
          "five seconds of it in full detail"
        ),
        (
          "report \(program.example) --from 5s --until 5.4s --out part.svg",
          "a few hundred milliseconds as a picture for a slide"
        ),
      ])
  }

  static func run(_ arguments: Arguments, _ context: Context) throws(Complaint) -> ExitStatus {
    guard let name = arguments.text("--out") else {
      throw Complaint("report needs --out FILE, where the page goes, such as --out run.html")
    }
    let seed = try arguments.number("--seed", in: UInt64.min...UInt64.max)
    let start = try arguments.time("--from") ?? 0
    let end = try arguments.time("--until")
    let limits = try Limits(arguments)
    let out = try OutputFile(name, context)
    let scenario = try OneRun.scenario(arguments, limits, context)
    if start > scenario.duration {
      throw Complaint("the run ends at \(DurationText.exact(scenario.duration)), before --from")
    }
    if let end, end < start { throw Complaint("--until is before --from") }
    let loop = RunLoop(limits, context)
    let session = loop.open(scenario, seed: seed ?? scenario.seed, recording: .recording)
    let part = start...(end ?? scenario.duration)
    let isPicture = name.hasSuffix(".svg")
    var archive = RunArchive(agentCount: session.agentCount, part: part)
    var diagram = DiagramArchive(session, part: part)
    var progress = RunProgress(context.console, end: scenario.duration)
    defer { progress.finish() }
    let visit = { (session: Session) in
      if isPicture { diagram.add(session) } else { archive.add(session) }
      return true
    }
    let isWhole = try loop.run(session, while: visit) { progress.show($0) }
    progress.finish()
    let outcome = session.outcome()
    diagram.finish()
    let program = context.program.name
    try out.write(
      isPicture
        ? SpaceTimeDiagram(outcome, diagram, program: program).output.text
        : WebPage(outcome, archive, program: program).output.text)
    let verdict = isWhole ? (outcome.passed ? "held" : "failed") : "was stopped"
    context.console.out(
      "wrote \(name): \(CountText.counted(outcome.eventCount, "event")), the run \(verdict)\n")
    try loop.complain(of: session)
    if !isWhole { return context.stop.status ?? .held }
    return ExitStatus(failed: outcome.verdict == .failed, passed: outcome.passed)
  }
}
