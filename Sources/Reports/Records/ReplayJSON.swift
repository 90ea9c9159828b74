public import Experiments

/// What came of holding a trace against Raft, as JSON.
public struct ReplayJSON {
  private let verdict: TraceVerdict

  /// The JSON of a verdict.
  public init(_ verdict: TraceVerdict) { self.verdict = verdict }

  /// The object, with an end of line.
  public var output: OutputText {
    var json = JSONWriter()
    json.object { json in
      json.member("format", JSONFormat.version)
      json.member("file", verdict.file)
      json.member("dialect", verdict.dialect)
      json.member("accepted", verdict.refusal == nil)
      json.member("lines", verdict.lineCount)
      json.member("records", verdict.recordCount)
      json.array("agents", verdict.agents)
      json.key("refusal")
      if let refusal = verdict.refusal { write(refusal, to: &json) } else { json.null() }
      json.array("rules", of: verdict.rules) { json, rule in
        json.object { json in
          json.member("rule", rule.name)
          json.member("source", rule.source)
          json.member("held", rule.held)
          json.member("open", rule.open)
        }
      }
      json.member("logsUntilLine", verdict.omission.map { $0.line })
      json.member("logsOmitted", verdict.omission.map { $0.reason })
      json.member("unknownRecords", verdict.unknownCount)
      json.member("firstUnknown", verdict.firstUnknown.map { $0.name })
      json.member("firstUnknownLine", verdict.firstUnknown.map { $0.line })
    }
    return OutputText(json: json)
  }

  private func write(_ refusal: TraceVerdict.Refusal, to json: inout JSONWriter) {
    json.object { json in
      json.member("line", refusal.line)
      json.member("agent", refusal.agent)
      json.member("rule", refusal.rule)
      json.member("source", refusal.source)
      json.member("message", refusal.message)
      json.member("record", refusal.record)
    }
  }

  /// What the object holds.
  public static let fields = [
    JSONFormat.field,
    JSONField("file", .text, "The trace."),
    JSONField("dialect", .text, "The names in which it was read."),
    JSONField("accepted", .flag, "Whether correct agents could have taken every step."),
    JSONField("lines", .number, "Lines that were read: with a refusal, up to it."),
    JSONField("records", .number, "Those that were about agents of Raft."),
    JSONField("agents", .list(.text), "The agents, as the trace names them."),
    JSONField(
      "refusal",
      .object([
        JSONField(
          "line", .number, "The line of the first step that no correct agent could have taken."),
        JSONField("agent", .text, "The agent that took it."),
        JSONField("rule", .text, "The rule that it breaks."),
        JSONField("source", .text, "Where that is written."),
        JSONField("message", .text, "What happened, and what was to be expected."),
        JSONField(
          "record", .text, isOptional: true,
          "The line, or its beginning; null if a later one showed that it was wrong."),
      ]), isOptional: true, "The first step that no correct agent could have taken."),
    JSONField(
      "rules",
      .list(
        .object([
          JSONField("rule", .text, "The rule."),
          JSONField("source", .text, "Where it is written."),
          JSONField("held", .number, "How often steps were held against it."),
          JSONField("open", .number, "How often the trace did not tell enough for that."),
        ])), "All rules."),
    JSONField(
      "logsUntilLine", .number, isOptional: true,
      "The line from which on whole logs were compared no more; null if they were to the end."),
    JSONField("logsOmitted", .text, isOptional: true, "Why."),
    JSONField("unknownRecords", .number, "Records of kinds that the dialect does not name."),
    JSONField("firstUnknown", .text, isOptional: true, "The first of these kinds."),
    JSONField("firstUnknownLine", .number, isOptional: true, "Its line."),
  ]
}
