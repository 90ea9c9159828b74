public import Experiments
import Foundation
import Scenarios
import Simulator

/// A program: the whole command over a registry of protocols.
///
/// A `main.swift` of one line is all that a package with a protocol of its own needs:
///
///     Program(Registry(MyExperiment.self)).main()
public struct Program: Sendable {
  /// What a shell calls it.
  package let name: String
  /// What `--version` says of it, or nil if it has no version apart from Lockstep's.
  let version: String?
  let registry: Registry
  /// The scenario in the examples of its help.
  package let example: String
  let commands: [any Command.Type]

  /// - Parameters:
  ///   - registry: the protocols that scenarios can name; the first is the one of examples.
  ///   - name: what messages and replay lines call the program; the executable's name if nil.
  ///   - version: what `--version` prints beside Lockstep's own.
  ///   - example: the name of a scenario below `Scenarios/`, for the examples of the help.
  public init(
    _ registry: Registry, name: String? = nil, version: String? = nil, example: String = "mine"
  ) {
    self.init(registry, name: name, version: version, example: example, further: [])
  }

  /// - Parameter further: commands beside those that every program has.
  package init(
    _ registry: Registry, name: String? = nil, version: String? = nil, example: String = "mine",
    further: [any Command.Type]
  ) {
    self.registry = registry
    self.name = name ?? Program.executableName
    self.version = version
    self.example = example
    commands = Program.common + further
  }

  private static let common: [any Command.Type] = [
    RunCommand.self, SweepCommand.self, MergeCommand.self, CompareCommand.self, TuneCommand.self,
    TestCommand.self, MutantsCommand.self, TraceCommand.self, ShowCommand.self, DebugCommand.self,
    ReportCommand.self, LearnCommand.self, ListCommand.self, DescribeCommand.self, NewCommand.self,
    SchemaCommand.self, ReplayCommand.self,
    CompletionCommand.self,
  ]

  /// The version of Lockstep.
  static let lockstepVersion = "0.1.0"

  private static var executableName: String {
    let name = URL(fileURLWithPath: CommandLine.arguments[0]).lastPathComponent
    return name.isEmpty ? "lockstep" : name
  }

  /// Runs the command line of this process, and ends it with the status that the line earned.
  public func main() -> Never {
    // A pipe that its reader has closed is told by the call that writes, so that one that a result was
    // to go to does not take what is printed with it.
    _ = signal(SIGPIPE, SIG_IGN)
    let context = Context.standard(self)
    let status = run(Array(CommandLine.arguments.dropFirst()), context)
    guard let error = context.console.failure() else { exit(status.rawValue) }
    context.console.complain("\(name): cannot write standard output: \(error.words)")
    exit(ExitStatus.programFailed.rawValue)
  }

  /// What `--version` prints.
  var versionText: String {
    let lockstep = "\(Program.lockstepVersion), engine \(Engine.revision)"
    if name == "lockstep" { return "lockstep \(lockstep)" }
    return name + (version.map { " \($0)" } ?? "") + ", by Lockstep \(lockstep)"
  }

  /// What tells rows of this program from those of another version of it.
  var rowVersion: String { version ?? Program.lockstepVersion }

  /// The protocol of examples.
  var exampleProtocol: String { registry.vocabularies.first?.name ?? "raft" }

  /// The measure of examples: one with samples if there is one.
  var exampleMeasure: String {
    let measures = registry.vocabularies.first?.measures ?? []
    return (measures.first { $0.form == .histogram } ?? measures.first)?.name ?? "messages"
  }
}

extension Registry {
  /// The protocols of these experiments, in this order.
  public init<each E: Experiment>(_ experiment: repeat (each E).Type) {
    self.init()
    repeat add(each experiment)
  }
}
