public import Protocols
public import Scenarios
import Simulator

/// Reads a trace, block by block, and holds it against Raft.
///
/// - Complexity: linear in the bytes; memory follows the longest line beside what `RaftReplay` keeps.
public struct TraceReplay: Sendable {
  /// How a trace is read, and what it is held against.
  public struct Options: Sendable {
    /// What the trace's names mean; nil to find out by its first line.
    public var dialect: TraceDialect?
    /// The agents that vote, by the names that the trace has for them; empty if it tells.
    public var voters: [String] = []
    /// Whether records may be missing, so that nothing follows from what is not there.
    public var hasGaps = false
    /// What reads rest on.
    public var reads = RaftReplay.ReadRule.proved
    /// Whether a repeated command takes effect once.
    public var sessions = true

    /// The defaults.
    public init() {}
  }

  private let file: String
  private let options: Options
  private var translator: TraceTranslator?
  private var replay: RaftReplay?
  private var line = TraceLine()
  /// What has been read and not been taken in.
  private var rest: [UInt8] = []
  private var lineCount = 0
  private var refused: String?

  /// Bytes of a line, at most.
  public static let lineLimit = 1 << 20

  /// - Parameter file: what mistakes call it.
  public init(file: String, _ options: Options) {
    self.file = file
    self.options = options
  }

  /// Whether nothing that comes changes the result.
  public var isDecided: Bool { replay?.refusal != nil }

  /// Takes in the next bytes.
  public mutating func take(_ block: [UInt8]) throws(ScenarioError) {
    rest.append(contentsOf: block)
    var start = 0
    // Nothing before it has an end of line.
    var next = rest.count - block.count
    while !isDecided, next < rest.count {
      if rest[next] == 0x0A {
        try takeLine(start..<next)
        start = next + 1
      } else if next - start >= TraceReplay.lineLimit {
        throw error(
          1, "the line has more than \(TraceReplay.lineLimit) bytes (1 MiB)", at: lineCount + 1)
      }
      next += 1
    }
    rest.removeFirst(start)
  }

  /// Takes in what is left, and tells what came of it.
  public mutating func finish() throws(ScenarioError) -> TraceVerdict {
    if !isDecided, !rest.isEmpty { try takeLine(0..<rest.count) }
    guard var replay, let translator else {
      throw error(1, "the file is empty", at: 1, "a trace is lines of JSON, an object each")
    }
    if replay.recordCount == 0 { throw nothingKnown(translator) }
    replay.finish()
    return TraceVerdict(
      file: file, lineCount: lineCount, translator: translator, replay: replay, record: refused)
  }

  private mutating func takeLine(_ range: Range<Int>) throws(ScenarioError) {
    lineCount += 1
    if range.allSatisfy({ rest[$0] == 0x20 || rest[$0] == 0x0D || rest[$0] == 0x09 }) { return }
    do throws(TraceLine.Mistake) {
      try line.read(rest[range])
      if translator == nil { begin() }
      if let record = try translator?.record(line, number: lineCount) { replay?.take(record) }
    } catch {
      throw self.error(
        line.column(of: error.offset), error.message, at: lineCount, error.suggestion)
    }
    if isDecided { keepRefused() }
  }

  /// Keeps the record at which the trace was refused, as far as a page shows it.
  private mutating func keepRefused() {
    guard replay?.refusal?.line == lineCount else { return }
    refused = String(decoding: line.bytes.prefix(600), as: UTF8.self)
  }

  /// Finds out how the trace is written.
  private mutating func begin() {
    var found = options.dialect
    for dialect in TraceDialect.builtIn where found == nil {
      var trial = TraceTranslator(dialect, voters: [])
      if trial.knows(line) { found = dialect }
    }
    let dialect = found ?? TraceDialect.builtIn[TraceDialect.builtIn.count - 1]
    translator = TraceTranslator(dialect, voters: options.voters)
    var own = RaftReplay.Options()
    own.isComplete = dialect.isComplete
    own.hasGaps = options.hasGaps
    own.reads = options.reads
    own.sessions = options.sessions
    own.voters = options.voters.indices.map { AgentID($0) }
    replay = RaftReplay(own)
  }

  /// A trace of which nothing is understood is not accepted for that.
  private func nothingKnown(_ translator: TraceTranslator) -> ScenarioError {
    let first = translator.firstUnknown.map { "; the first is called '\($0.name)'" } ?? ""
    return error(
      1, "none of the records is one that \(translator.dialect.name) names\(first)",
      at: translator.firstUnknown?.line ?? 1, "another dialect, or a map of its names")
  }

  private func error(
    _ column: Int, _ message: String, at line: Int, _ suggestion: String? = nil
  ) -> ScenarioError {
    ScenarioError([
      Diagnostic(
        file: file, position: Position(line: line, column: column), message: message,
        suggestion: suggestion)
    ])
  }
}
