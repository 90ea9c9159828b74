extension OutcomeJSON {
  /// What the object holds, in order.
  public static let fields: [JSONField] =
    [
      JSONFormat.field,
      JSONField("file", .text, "The scenario file."),
      JSONField("variant", .text, isOptional: true, "The label of the variant."),
      JSONField("about", .text, "What the scenario says of itself."),
      JSONField("protocol", .text, "The protocol that was run."),
      JSONField("agents", .number, "How many agents there were."),
      JSONField("seed", .number, "The seed of the run."),
      JSONField("partial", .flag, "Whether the run was stopped before its end."),
      JSONField("held", .flag, "Whether the run is whole, and everything held that had to hold."),
      JSONField("verdict", .text, "held, failed or undecided."),
      JSONField(
        "failures", .list(.text),
        "What did not hold, a line each; what a violation tells is not told again."),
      JSONField("undecided", .list(.text), "Checks that gave up, so that nothing was proven."),
      JSONField("fingerprint", .text, "The digest of the whole trace, in hexadecimal digits."),
      JSONField("engine", .number, "The revision of the engine that the fingerprint holds for."),
      JSONField("events", .number, "How many events there were."),
      JSONField("endNanoseconds", .number, "When the run ended, in virtual time."),
      JSONField(
        "violation", .object(violation), isOptional: true, "What must never happen and did."),
      JSONField("expectations", .list(.object(expectation)), "In the order of the file."),
      JSONField("checks", .list(.object(check)), "In the order of the protocol."),
      JSONField("faults", .list(.object(fault)), "What each fault did."),
      JSONField("measures", .list(.object(measure)), "In the order of the protocol."),
      JSONField("messages", .list(.object(kind)), "By kind of message."),
    ]

  private static let violation: [JSONField] = [
    JSONField("check", .text, "The check that was violated."),
    JSONField("message", .text, "What happened, with the whole counterexample if there is one."),
    JSONField("atNanoseconds", .number, "When."),
  ]

  private static let expectation: [JSONField] = [
    JSONField("text", .text, "As the file says it."),
    JSONField("line", .number, "Where it stands in the file."),
    JSONField("column", .number, "Where it stands in the line."),
    JSONField("held", .flag, "Whether it held."),
    JSONField(
      "result", .text,
      "held, failed, undecided, or not reached: a violation stopped the run before it."),
    JSONField("seen", .text, "What was seen."),
  ]

  private static let check: [JSONField] = [
    JSONField("name", .text, "What the check is called."),
    JSONField("result", .text, "held, violated, undecided or not checked."),
    JSONField("message", .text, isOptional: true, "What was violated, or why it is undecided."),
  ]

  private static let fault: [JSONField] = [
    JSONField("name", .text, "As the file calls it."),
    JSONField("kind", .text, "As 'list faults' calls it."),
    JSONField("beganNanoseconds", .number, isOptional: true, "When it began."),
    JSONField("endedNanoseconds", .number, isOptional: true, "When it ended."),
    JSONField("targets", .text, isOptional: true, "What it met; null unless it began."),
    JSONField("effects", .number, "How often it changed what would have happened."),
    JSONField("mayHaveNoEffect", .flag, "Whether it may have changed nothing."),
  ]

  private static let measure: [JSONField] = [
    JSONField("name", .text, "As expectations call it."),
    JSONField("unit", .text, "What its numbers count: nanoseconds, count, ratio or bytes."),
    JSONField(
      "windows", .list(.object(window)), "The whole run, and its parts where there were faults."),
  ]

  private static let window: [JSONField] = [
    JSONField("window", .text, "whole, before, during FAULT, between or after."),
    JSONField(
      "value", .either([.number, .flag, .object(ratio), .object(samples)]), isOptional: true,
      "A count, yes or no, a ratio or samples; null where there was none."),
  ]

  private static let ratio: [JSONField] = [
    JSONField("numerator", .number, "The first term of a ratio."),
    JSONField("denominator", .number, "The second term."),
  ]

  private static let samples: [JSONField] = [
    JSONField("count", .number, "How many samples there were."),
    JSONField("mean", .number, "Their mean, rounded down."),
    JSONField("min", .number, "The least."),
    JSONField("p50", .number, "The median."),
    JSONField("p90", .number, "What nine of ten do not exceed."),
    JSONField("p99", .number, "What 99 of 100 do not exceed."),
    JSONField("p99.9", .number, "What 999 of 1000 do not exceed."),
    JSONField("max", .number, "The largest."),
    JSONField("total", .number, "Their sum."),
  ]

  private static let kind: [JSONField] = [
    JSONField("kind", .text, "The kind of message."),
    JSONField("sent", .number, "How many were sent."),
    JSONField("delivered", .number, "How many arrived."),
    JSONField("lost", .number, "How many did not."),
    JSONField("bytes", .number, "Their bytes."),
  ]
}
