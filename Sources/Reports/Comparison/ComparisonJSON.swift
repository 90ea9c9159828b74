public import Experiments
import Scenarios
import Simulator

/// Comparisons as JSON: one for each variant that both have.
public struct ComparisonJSON {
  private let comparisons: [(Comparison, ComparisonTitle)]

  /// The comparisons of one command, in the order of the variants.
  public init(_ comparisons: [(Comparison, ComparisonTitle)]) { self.comparisons = comparisons }

  /// The object with an end of line behind it.
  public var output: OutputText {
    var json = JSONWriter()
    json.object { json in
      json.member("format", JSONFormat.version)
      json.array("comparisons", of: comparisons) { json, pair in
        ComparisonJSON.write(pair.0, pair.1, to: &json)
      }
    }
    return OutputText(json: json)
  }

  private static func write(
    _ comparison: Comparison, _ title: ComparisonTitle, to json: inout JSONWriter
  ) {
    json.object { json in
      json.member("first", title.names.first)
      json.member("second", title.names.second)
      json.member("variant", title.variant)
      json.member("paired", comparison.isPaired)
      json.member("firstSeeds", title.seeds.first)
      json.member("secondSeeds", title.seeds.second)
      json.member("firstRuns", comparison.runs.first)
      json.member("secondRuns", comparison.runs.second)
      json.member("tested", comparison.testedCount)
      json.member("called", comparison.called.count)
      json.array("differences", of: comparison.differences) { write($1, to: &$0) }
    }
  }

  /// Writes a difference, of which `difference` says what it holds.
  public static func write(_ difference: Difference, to json: inout JSONWriter) {
    let subject = difference.subject
    json.object { json in
      json.member("measure", subject.measure.name)
      json.member(
        "statistic",
        subject.isCensored
          ? "censored" : subject.statistic == .total ? "value" : subject.statistic.name)
      json.member("window", subject.window.name)
      json.member("unit", subject.isCensored ? "count" : subject.measure.unit.name)
      json.member("better", subject.isCensored ? "less" : subject.measure.better.name)
      json.member("verdict", difference.verdict.word)
      json.member("runs", difference.runCount)
      json.member("runsOfOne", difference.lonely)
      json.member("firstMeanThousandths", whole(difference.means.first * 1_000))
      json.member("secondMeanThousandths", whole(difference.means.second * 1_000))
      json.member("differenceThousandths", whole(difference.difference * 1_000))
      json.member("marginThousandths", difference.margin.map { whole($0 * 1_000) })
      json.member("chancePerMillion", difference.chance.map { whole($0 * 1_000_000) })
      json.member("seedsForSeen", difference.seedsForSeen)
      json.member("seedsForRelative", difference.seedsForRelative)
    }
  }

  private static func whole(_ value: Double) -> Int64 {
    let rounded = value.rounded()
    return rounded >= 9.2e18 ? .max : rounded <= -9.2e18 ? .min : Int64(rounded)
  }

  /// What the object holds, in order.
  public static let fields: [JSONField] = [
    JSONFormat.field,
    JSONField("comparisons", .list(.object(comparison)), "One for each variant that both have."),
  ]

  private static let comparison: [JSONField] = [
    JSONField("first", .text, "What A is."),
    JSONField("second", .text, "What B is."),
    JSONField("variant", .text, "The variant of both; empty without 'vary'."),
    JSONField("paired", .flag, "Whether runs of the same seed are compared with one another."),
    JSONField("firstSeeds", .text, "The seeds of A."),
    JSONField("secondSeeds", .text, "The seeds of B."),
    JSONField("firstRuns", .number, "Runs of A that are compared."),
    JSONField("secondRuns", .number, "Runs of B that are compared."),
    JSONField("tested", .number, "How many numbers were looked at, which verdicts account for."),
    JSONField("called", .number, "How many of them differ."),
    JSONField("differences", .list(.object(difference)), "By window and measure."),
  ]

  /// What a difference holds, in order.
  public static let difference: [JSONField] = [
    JSONField("measure", .text, "As expectations call it, or 'failed runs'."),
    JSONField("statistic", .text, "p50, p99, max, censored or value."),
    JSONField("window", .text, "whole, before, during FAULT, between or after."),
    JSONField("unit", .text, "nanoseconds, count, ratio (in millionths) or bytes."),
    JSONField("better", .text, "Of what a change is an improvement: less, more or neither."),
    JSONField(
      "verdict", .text,
      "identical, better, worse, differs, no difference seen, or not compared for want of runs."),
    JSONField("runs", .number, "Pairs that have it, or runs of both together."),
    JSONField("runsOfOne", .number, "Seeds of which only one run has it."),
    JSONField("firstMeanThousandths", .number, "The mean over A's runs, times 1000."),
    JSONField("secondMeanThousandths", .number, "The mean over B's runs, times 1000."),
    JSONField("differenceThousandths", .number, "B less A, times 1000."),
    JSONField(
      "marginThousandths", .number, isOptional: true, "Half of its 95 % interval, times 1000."),
    JSONField(
      "chancePerMillion", .number, isOptional: true,
      "The chance of so much without a difference, by Holm's method; called up to 50000."),
    JSONField(
      "seedsForSeen", .number, isOptional: true, "Seeds that would see it at 90 % power."),
    JSONField(
      "seedsForRelative", .number, isOptional: true,
      "Seeds that would see a difference of --detect at 90 % power."),
  ]
}
