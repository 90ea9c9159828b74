import Reports

extension BenchReport {
  /// What the JSON holds; keys come sorted by name.
  static let fields: [JSONField] = [
    JSONFormat.field,
    JSONField("machine", .object(machine), "The machine and the build that gave the figures."),
    JSONField("runs", .number, "Rounds of each benchmark."),
    JSONField("isQuick", .flag, "Whether the runs were too short to judge."),
    JSONField("isPartial", .flag, "Whether it was stopped before all was measured."),
    JSONField("measurements", .list(.object(measurement)), "One for each benchmark."),
    JSONField("instructions", .list(.object(count)), "By callgrind, where they were counted."),
  ]

  private static let machine: [JSONField] = [
    JSONField("processor", .text, "The model."),
    JSONField("cores", .number, "How many."),
    JSONField("system", .text, "The operating system."),
    JSONField("swift", .text, "The compiler."),
    JSONField("build", .text, "debug or release."),
  ]

  private static let measurement: [JSONField] = [
    JSONField("name", .text, "What 'bench NAME' calls it."),
    JSONField("about", .text, "What it measures."),
    JSONField("unit", .text, "What is counted."),
    JSONField("events", .number, "Events that each run measured, or at most ran."),
    JSONField("rate", .object(spread), "Units a CPU second."),
    JSONField("reference", .text, "What ran alternately with it."),
    JSONField("referenceRate", .object(spread), "The reference's units a CPU second."),
    JSONField("ratio", .object(spread), "The rate divided by the reference's of the same round."),
    JSONField(
      "goal", .object(goal), isOptional: true, "What must be reached; left out without one."),
    JSONField("verdict", .text, "met, missed or none."),
    JSONField("isCapped", .flag, "Whether runs ended by their cap on events."),
    JSONField("isRepeatable", .flag, "Whether every run gave the same digest."),
    JSONField("digest", .text, "That digest."),
    JSONField("details", .list(.object(detail)), "Further figures."),
  ]

  private static let spread: [JSONField] = [
    JSONField("median", .number, "The median, a decimal."),
    JSONField("minimum", .number, "The least, a decimal."),
    JSONField("maximum", .number, "The most, a decimal."),
  ]

  private static let goal: [JSONField] = [
    JSONField("of", .text, "ratio to the reference, or rate a CPU second."),
    JSONField("value", .number, "The least that is enough, a decimal."),
  ]

  private static let detail: [JSONField] = [
    JSONField("name", .text, "What it is."),
    JSONField("median", .number, "Its median, a decimal."),
  ]

  private static let count: [JSONField] = [
    JSONField("name", .text, "The benchmark."),
    JSONField("unit", .text, "What an instruction count is for."),
    JSONField("units", .number, "Units that were counted, a decimal."),
    JSONField("instructionsEach", .number, "Instructions of one, a decimal."),
  ]
}
