import Protocols
import Simulator

/// What came of holding a trace against Raft.
public struct TraceVerdict: Sendable {
  /// The file that was read.
  public let file: String
  /// The dialect that it was read in.
  public let dialect: String
  /// Lines that were read.
  public let lineCount: Int
  /// Records of agents that were held against rules.
  public let recordCount: Int64
  /// The agents, as the trace names them.
  public let agents: [String]
  /// The first step that no correct agent could have taken; nil if the trace is accepted.
  public let refusal: Refusal?
  /// By name, how often each rule was held against and how often it was left open.
  public let rules: [Rule]
  /// From which line on logs were not compared as a whole, and why; nil if they all were.
  public let omission: (line: Int, reason: String)?
  /// How many records the dialect does not know, and the first of them.
  public let unknownCount: Int64
  /// The first record that no name of the dialect covers, if any.
  public let firstUnknown: (line: Int, name: String)?

  /// A rule and how often it was held against.
  public struct Rule: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// Where it is written.
    public let source: String
    /// How often it was held against a step.
    public let held: Int64
    /// How often it was left open, for want of what the trace does not tell.
    public let open: Int64
  }

  /// A step that no correct agent could have taken.
  public struct Refusal: Hashable, Sendable {
    /// The line of the trace, from 1.
    public let line: Int
    /// The agent that took the step.
    public let agent: String
    /// The rule that it breaks.
    public let rule: String
    /// Where the rule is written.
    public let source: String
    /// What happened, and what was to be expected.
    public let message: String
    /// The line itself, or its beginning; nil if the step was seen to be wrong when a later one came.
    public let record: String?
  }

  init(
    file: String, lineCount: Int, translator: TraceTranslator, replay: RaftReplay, record: String?
  ) {
    self.file = file
    dialect = translator.dialect.name
    self.lineCount = lineCount
    recordCount = replay.recordCount
    agents = translator.names.map { String(decoding: $0, as: UTF8.self) }
    let names = translator.names
    refusal = replay.refusal.map { refusal in
      Refusal(
        line: refusal.line, agent: TraceNames.named(refusal.agent.description, names),
        rule: refusal.rule, source: refusal.source,
        message: TraceNames.named(refusal.message, names), record: record)
    }
    rules = replay.counts.map { count in
      Rule(name: count.rule, source: count.source, held: count.tally.held, open: count.tally.open)
    }
    omission = replay.omission.map { omission in
      (omission.line, TraceNames.named(omission.reason, names))
    }
    unknownCount = translator.unknownCount
    firstUnknown = translator.firstUnknown
  }
}
