extension SweepJSON {
  /// What the object holds, in order.
  public static let fields: [JSONField] =
    [
      JSONFormat.field,
      JSONField("scenario", .text, "The scenario file."),
      JSONField("content", .text, "A digest of the file's bytes."),
      JSONField("about", .text, "What the scenario says of itself."),
      JSONField("protocol", .text, "The protocol that was run."),
      JSONField("seeds", .text, "As ranges: 1..10000 or 1..10, 20."),
      JSONField("partial", .flag, "Whether the sweep was stopped before all runs were done."),
      JSONField("passed", .flag, "Whether all runs were done, and everything held in each."),
      JSONField("runs", .number, "How many runs there are."),
      JSONField("fingerprint", .text, "The digest of all runs, in hexadecimal digits."),
      JSONField("engine", .number, "The revision of the engine that the fingerprint holds for."),
      JSONField("variants", .list(.object(variant)), "One without 'vary'."),
      JSONField("rows", .list(.object(row)), "Every run, by variant and seed."),
    ]

  private static let variant: [JSONField] = [
    JSONField("variant", .text, "Its label; empty without 'vary'."),
    JSONField("runs", .number, "How many runs it has."),
    JSONField("events", .number, "Events of all its runs."),
    JSONField("virtualMilliseconds", .number, "Virtual time of all its runs."),
    JSONField(
      "failed", .object(share), isOptional: true, "Runs that did not hold; null without a run."),
    JSONField("settings", .list(.object(setting)), "What sets the variant apart from others."),
    JSONField(
      "measures", .list(.object(measure)), "Over whole runs, in the order of the protocol."),
    JSONField(
      "windows", .list(.object(window)), "The whole run, and its parts where it has faults."),
    JSONField("faults", .list(.object(fault)), "By kind of fault."),
    JSONField("failing", .list(.object(failing)), "The runs that did not hold, by seed."),
    JSONField(
      "undecided", .list(.object(failing)),
      "The runs in which nothing failed and a check gave up, by seed."),
  ]

  private static let share: [JSONField] = [
    JSONField("runs", .number, "How many."),
    JSONField("partsPerMillion", .number, "Their share."),
    JSONField("low", .number, "The lower end of its 95 % interval (Wilson), in parts per million."),
    JSONField("high", .number, "The upper end."),
  ]

  private static let measure: [JSONField] = [
    JSONField("name", .text, "As expectations call it."),
    JSONField("unit", .text, "nanoseconds, count, ratio (in millionths) or bytes."),
    JSONField("runsWithoutSample", .number, "Runs in which there was nothing to measure."),
    JSONField("better", .text, "Of what a change is an improvement: less, more or neither."),
    JSONField("total", .number, isOptional: true, "The sum over runs, or their number of samples."),
    JSONField("censored", .number, "What was asked in the window and never answered, in all runs."),
    JSONField(
      "pooled", .object(pooled), isOptional: true, "The samples of all runs as one, within 0.1 %."),
    JSONField(
      "overRuns", .list(.object(spread)),
      "How a statistic of a run is distributed; of more than 10,000 runs within 0.1 %."),
  ]

  private static let setting: [JSONField] = [
    JSONField("path", .text, "Where the setting stands in the file."),
    JSONField("value", .text, "Its value in this variant."),
  ]

  private static let window: [JSONField] = [
    JSONField("window", .text, "whole, before, during FAULT, between or after."),
    JSONField("measures", .list(.object(measure)), "In the order of the protocol."),
  ]

  private static let pooled: [JSONField] = [
    JSONField("runs", .number, "Runs with a sample."),
    JSONField("samples", .number, "How many samples there are."),
    JSONField("min", .number, "The least."),
    JSONField("max", .number, "The largest."),
    JSONField("mean", .object(bounded), "Their mean."),
    JSONField("p50", .object(bounded), "The median."),
    JSONField("p90", .object(bounded), "What nine of ten do not exceed."),
    JSONField("p99", .object(bounded), "What 99 of 100 do not exceed."),
    JSONField("p99.9", .object(bounded), "What 999 of 1000 do not exceed."),
  ]

  private static let bounded: [JSONField] = [
    JSONField("value", .number, "In the measure's unit."),
    JSONField(
      "low", .number, isOptional: true,
      "The lower end of its 95 % interval, in which samples of one run belong together."),
    JSONField("high", .number, isOptional: true, "The upper end."),
  ]

  private static let row: [JSONField] = [
    JSONField("seed", .number, "The seed of the run."),
    JSONField("variant", .text, "The label of its variant; empty without 'vary'."),
    JSONField("verdict", .text, "held, failed or undecided."),
    JSONField("fingerprint", .text, "Its fingerprint."),
    JSONField("cells", .list(.object(cell)), "By window and measure, where there was anything."),
  ]

  private static let cell: [JSONField] = [
    JSONField("window", .text, "whole, before, during FAULT, between or after."),
    JSONField("measure", .text, "As expectations call it."),
    JSONField("unit", .text, "nanoseconds, count, ratio (in millionths) or bytes."),
    JSONField("censored", .number, "What was asked in the window and never answered."),
    JSONField(
      "value", .either([.number, .object(samples)]), isOptional: true,
      "A number or samples; null where nothing was answered."),
  ]

  private static let samples: [JSONField] = [
    JSONField("count", .number, "How many samples there were."),
    JSONField("mean", .number, "Their mean, rounded to the nearest."),
    JSONField("min", .number, "The least."),
    JSONField("p50", .number, "The median."),
    JSONField("p90", .number, "What nine of ten do not exceed."),
    JSONField("p99", .number, "What 99 of 100 do not exceed."),
    JSONField("p99.9", .number, "What 999 of 1000 do not exceed."),
    JSONField("max", .number, "The largest."),
  ]

  private static let spread: [JSONField] = [
    JSONField("statistic", .text, "p50, p99 or max of a run's samples, or value."),
    JSONField("runs", .number, "Runs that have it."),
    JSONField("min", .number, "The least of them."),
    JSONField("p50", .number, "The median."),
    JSONField("p90", .number, "What nine of ten runs do not exceed."),
    JSONField("p99", .number, "What 99 of 100 runs do not exceed."),
    JSONField("max", .number, "The largest."),
    JSONField("mean", .number, "The mean, times the scale."),
    JSONField(
      "margin", .number, isOptional: true, "Half of its 95 % interval (Student), times the scale."),
    JSONField("scale", .number, "1, or 1000 for counts."),
  ]

  private static let fault: [JSONField] = [
    JSONField("kind", .text, "As 'list faults' calls it."),
    JSONField("runsDeclared", .number, "Runs that declared one."),
    JSONField("runsBegan", .number, "Runs in which one began."),
    JSONField("runsTookEffect", .number, "Runs in which one changed something."),
    JSONField("declared", .number, "How many there were in all."),
    JSONField("tookEffect", .number, "How many of them changed something."),
  ]

  private static let failing: [JSONField] = [
    JSONField("seed", .number, "The seed of the run."),
    JSONField("fingerprint", .text, "Its fingerprint."),
    JSONField("failures", .list(.text), "What did not hold."),
    JSONField("undecided", .list(.text), "Checks that gave up, so that nothing was proven."),
    JSONField(
      "notReached", .list(.text), "Expectations before which a violation stopped the run."),
    JSONField("replay", .text, "The command that runs it again."),
  ]
}
