import Experiments
import Foundation
import Protocols
import Reports
import Scenarios
import Simulator

/// `lockstep replay`: a trace of a real system, held against a protocol.
enum ReplayCommand: Command {
  /// The protocols that traces are held against.
  static let protocols = ["raft"]

  static func syntax(_ program: Program) -> Syntax {
    Syntax(
      program,
      name: "replay", summary: "holds a trace of a real system against Raft", operands: "[FILE]",
      operandCount: 0...1, completes: .files,
      options: [
        Syntax.Option(
          "--protocol", "NAME", about: "The protocol, of which there is raft alone so far."),
        Syntax.Option(
          "--dialect", "NAME",
          about: "Whose names the trace has: \(TraceDialect.names.joined(separator: ", ")); "
            + "without it its first line decides."),
        Syntax.Option("--map", "FILE", about: "A map of the trace's own names; see below."),
        Syntax.Option("--show-map", about: "Prints the map of the dialect, and reads no trace."),
        Syntax.Option(
          "--voters", "NAMES", about: "The agents that vote, such as a,b,c, if it does not tell."),
        Syntax.Option(
          "--gaps", about: "Records may be missing: nothing follows from what is not there."),
        Syntax.Option(
          "--reads", "WORD",
          about: "What reads rest on: \(RaftReplay.ReadRule.words.joined(separator: ", ")) "
            + "(an answer of a majority, unless said otherwise)."),
        Syntax.Option("--no-sessions", about: "A repeated command takes effect again."),
        Syntax.json,
      ],
      details: details,
      examples: [
        ("replay run.jsonl", "what 'trace FILE --json' wrote of a run, accepted without a mutant"),
        (
          "replay node.jsonl --map names.json5 --voters a,b,c",
          "a trace of another system, whose names the map explains"
        ),
        ("replay --dialect etcd --show-map", "a map to begin with"),
      ])
  }

  /// The account of the format.
  private static var details: String {
    var text = """
      Reads lines of JSON, an object each, and names the first step that no correct agent of Raft could
      have taken: its line, the agent, the rule with the section that has it, and what was to be expected.
      The exit status is 1 then, 0 if the trace is accepted, and 2 if it cannot be read. What a trace leaves
      out stays unknown: a rule that would need it is left open, and counted. But where an agent's trace
      has messages of a kind, it is taken to have all of them, unless --gaps is given.

      A record says what happened, by an event, and what of its agent's state and of messages it knows.
      Events: \(RaftTraceRecord.Event.words.joined(separator: ", ")).
      Messages: \(RaftTraceRecord.Message.words.joined(separator: ", ")).
      Such as, in the dialect 'plain':

        {"event":"config","voters":["a","b","c"]}
        {"event":"start","agent":"a","term":0,"lastIndex":0}
        {"event":"become candidate","agent":"a","term":1}
        {"event":"send","from":"a","to":"b","message":{"kind":"request vote","term":1,"lastIndex":0,"lastTerm":0}}
        {"event":"receive","from":"b","to":"a","message":{"kind":"vote","term":1,"granted":true}}
        {"event":"become leader","agent":"a","term":1}
        {"event":"append","agent":"a","first":1,"last":1}

      A map is JSON5: 'event' is the place of a record's name (keys with dots between them; a list has parts
      that are joined, or places of which the first counts), 'fields' says where what stands, 'events' what
      each name means, with fields of its own, and 'roles', 'messages' and 'nobody' translate words. A name
      that ends in * stands for all that begin so. 'complete: true' says that every step is told. The fields:


      """
    for field in TraceField.allCases { text += "  \(field.word): \(field.about)\n" }
    return text + "\nThe dialects:\n"
      + TraceDialect.builtIn.map { "  \($0.name): \($0.about)" }.joined(separator: "\n")
  }

  static var json: [JSONField] { ReplayJSON.fields }

  static func run(_ arguments: Arguments, _ context: Context) throws(Complaint) -> ExitStatus {
    try checkProtocol(arguments)
    let options = try options(arguments, context)
    if arguments.flag("--show-map") {
      guard let dialect = options.dialect else {
        throw Complaint("'--show-map' needs a dialect: --dialect etcd")
      }
      context.console.out(OutputText(page: dialect.text + "\n"))
      return .held
    }
    guard let file = arguments.operands.first else {
      throw Complaint("FILE is missing; such as: \(context.program.name) replay trace.jsonl")
    }
    let verdict = try verdict(of: file, options, context)
    context.console.out(
      arguments.flag("--json") ? ReplayJSON(verdict).output : ReplayPage(verdict).output)
    return verdict.refusal == nil ? .held : .failed
  }

  private static func checkProtocol(_ arguments: Arguments) throws(Complaint) {
    guard let name = arguments.text("--protocol"), !protocols.contains(name) else { return }
    let near = Nearest.suggestion(for: name, among: protocols) ?? ""
    throw Complaint("traces are not held against '\(name)'; \(near)")
  }

  private static func options(
    _ arguments: Arguments, _ context: Context
  ) throws(Complaint) -> TraceReplay.Options {
    var options = TraceReplay.Options()
    options.dialect = try dialect(arguments, context)
    options.hasGaps = arguments.flag("--gaps")
    options.sessions = !arguments.flag("--no-sessions")
    if let names = arguments.text("--voters") {
      options.voters = names.split(separator: ",", omittingEmptySubsequences: false).map {
        String($0)
      }
      if options.voters.contains("") || Set(options.voters).count < options.voters.count {
        throw Complaint("'--voters \(names)' makes no sense; it takes names such as a,b,c")
      }
    }
    if let word = arguments.text("--reads") {
      guard let reads = RaftReplay.ReadRule(word: word) else {
        let near = Nearest.suggestion(for: word, among: RaftReplay.ReadRule.words) ?? ""
        throw Complaint("reads rest on no '\(word)'; \(near)")
      }
      options.reads = reads
    }
    return options
  }

  private static func dialect(
    _ arguments: Arguments, _ context: Context
  ) throws(Complaint) -> TraceDialect? {
    if let file = arguments.text("--map") {
      if arguments.text("--dialect") != nil {
        throw Complaint("--map and --dialect both say what names mean; leave one out")
      }
      return try map(file, context)
    }
    guard let name = arguments.text("--dialect") else { return nil }
    if let dialect = TraceDialect.named(name) { return dialect }
    let near = Nearest.suggestion(for: name, among: TraceDialect.names) ?? ""
    throw Complaint("there is no dialect '\(name)'; \(near)")
  }

  private static func map(_ file: String, _ context: Context) throws(Complaint) -> TraceDialect {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try context.files.contents(file, limit: 1 << 20)
    } catch {
      throw unreadable(file, error)
    }
    do throws(ScenarioError) {
      return try TraceDialect.read(bytes, file: file)
    } catch {
      throw Complaint(error, file: file)
    }
  }

  // MARK: Reading

  private static let blockSize = 1 << 18

  private static func verdict(
    of file: String, _ options: TraceReplay.Options, _ context: Context
  ) throws(Complaint) -> TraceVerdict {
    let name = file == "-" ? "standard input" : file
    var replay = TraceReplay(file: name, options)
    let read = try reader(of: file, context)
    while !replay.isDecided {
      let block: [UInt8]
      do throws(SystemError) { block = try read() } catch { throw unreadable(name, error) }
      if block.isEmpty { break }
      do throws(ScenarioError) { try replay.take(block) } catch {
        throw Complaint(error, file: name)
      }
    }
    do throws(ScenarioError) {
      return try replay.finish()
    } catch {
      throw Complaint(error, file: name)
    }
  }

  private static func unreadable(_ name: String, _ error: SystemError) -> Complaint {
    Complaint(file: name, "the file cannot be read: \(error.words)")
  }

  /// Gives block after block, and none at the end.
  private static func reader(
    of file: String, _ context: Context
  ) throws(Complaint) -> () throws(SystemError) -> [UInt8] {
    if file == "-" {
      var isOver = false
      return {
        if isOver { return [] }
        let block = context.input(blockSize)
        isOver = block.count <= blockSize
        return block
      }
    }
    let descriptor: Descriptor
    do throws(SystemError) {
      descriptor = try Descriptor.opened(context.files.absolute(file), O_RDONLY)
    } catch {
      throw unreadable(file, error)
    }
    return { () throws(SystemError) in try descriptor.readAll(limit: blockSize) }
  }
}
