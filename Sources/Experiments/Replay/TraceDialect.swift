import Protocols
public import Scenarios
import Simulator

/// How a system writes its traces: where its records hold what, and what its names mean.
public struct TraceDialect: Sendable {
  /// Its name.
  public let name: String
  /// What writes such traces.
  public let about: String
  /// The map as text, to be changed and given back.
  public let text: String
  /// Whether every step of every agent is told.
  public let isComplete: Bool
  /// Parts of a record's name, each with the places where it may stand.
  let event: [[TracePath]]
  let meanings: [Meaning]
  let roles: [(name: [UInt8], role: Raft.Role)]
  let messages: [(name: [UInt8], message: RaftTraceRecord.Message)]
  /// What a vote says that was given to nobody, beside null.
  let nobody: [[UInt8]]

  /// What records of one name tell.
  struct Meaning: Sendable {
    /// The name; with `isPrefix`, what it begins with.
    let name: [UInt8]
    let isPrefix: Bool
    let event: RaftTraceRecord.Event
    let message: RaftTraceRecord.Message?
    let operation: RaftTraceRecord.Operation?
    let result: RaftTraceRecord.Result?
    /// What is looked for, and where.
    let fields: [(field: TraceField, paths: [TracePath])]

    func matches(_ other: [UInt8]) -> Bool {
      isPrefix ? other.starts(with: name) : other == name
    }
  }

  /// Reads a map.
  public static func read(_ bytes: [UInt8], file: String) throws(ScenarioError) -> TraceDialect {
    let tree = try JSON5.read(bytes, file: file)
    var reader = TraceDialectReader(file: file)
    let dialect = reader.read(tree, String(decoding: bytes, as: UTF8.self))
    if !reader.diagnostics.isEmpty { throw ScenarioError(reader.diagnostics) }
    return dialect
  }

  /// The dialects that need no map.
  public static let builtIn: [TraceDialect] = TraceDialect.texts.map { name, text in
    do throws(ScenarioError) {
      return try read(Array(text.utf8), file: name)
    } catch {
      preconditionFailure("the map of \(name): \(error.description)")
    }
  }

  /// The names of the dialects that are built in.
  public static var names: [String] { texts.map { $0.name } }

  /// The dialect of a name, if there is one.
  public static func named(_ name: String) -> TraceDialect? { builtIn.first { $0.name == name } }
}
