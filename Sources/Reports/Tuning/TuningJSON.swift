public import Experiments
import Scenarios
import Simulator

/// A search for the best setting as JSON.
public struct TuningJSON {
  private let tuning: Tuning
  private let title: TuningTitle

  /// The object of a search, which may be only partly done.
  public init(_ tuning: Tuning, _ title: TuningTitle) {
    self.tuning = tuning
    self.title = title
  }

  private var unit: Measure.Unit {
    tuning.place.statistic == .count ? .count : title.measure.unit
  }

  /// The object with an end of line behind it.
  public var output: OutputText {
    var json = JSONWriter()
    json.object { json in
      json.member("format", JSONFormat.version)
      json.member("scenario", title.file)
      json.member("seeds", title.seeds.text)
      json.member("goal", title.goal)
      json.member("measure", title.measure.name)
      json.member(
        "statistic", tuning.place.statistic == .total ? "value" : tuning.place.statistic.name)
      json.member("window", tuning.place.window.name)
      json.member("unit", unit.name)
      json.member("better", tuning.goal.isLess ? "less" : "more")
      json.member("partial", title.isPartial)
      json.member("decided", tuning.isDecided)
      json.member("leader", tuning.leader.map { tuning.arms[$0].label })
      json.member("replay", tuning.leader.map { title.lines[$0] })
      json.array("settings", of: tuning.standings) { write($1, to: &$0) }
    }
    return OutputText(json: json)
  }

  private func write(_ standing: Tuning.Standing, to json: inout JSONWriter) {
    let arm = tuning.arms[standing.arm]
    let scale: Int64 = unit == .count ? 1_000 : 1
    let estimate = arm.estimate(scale: scale)
    json.object { json in
      json.member("setting", arm.label)
      json.member("status", standing.status.rawValue)
      json.member("dropped", arm.drop.map { $0 == .failing ? "failing" : "worse" })
      json.member("runs", arm.runCount)
      json.member("failed", arm.failedCount)
      json.member("reason", arm.reason)
      json.member("runsWithoutSample", arm.runsWithout)
      json.member("mean", estimate?.value)
      json.member("margin", estimate?.margin)
      json.member("scale", scale)
      json.member(
        "behindThousandths", standing.difference.map { TuningJSON.whole($0.value * 1_000) })
      json.member(
        "behindMarginThousandths",
        standing.difference?.margin.map { TuningJSON.whole($0 * 1_000) })
      json.member("seedsToTell", standing.seedsToTell)
      json.member("replay", title.lines[standing.arm])
    }
  }

  private static func whole(_ value: Double) -> Int64 {
    let rounded = value.rounded()
    return rounded >= 9.2e18 ? .max : rounded <= -9.2e18 ? .min : Int64(rounded)
  }

  /// What the object holds, in order.
  public static let fields: [JSONField] = [
    JSONFormat.field,
    JSONField("scenario", .text, "The scenario file."),
    JSONField("seeds", .text, "The seeds that the last settings were run on."),
    JSONField("goal", .text, "As it was given."),
    JSONField("measure", .text, "What is to be small or great."),
    JSONField("statistic", .text, "Of its samples in a run; value where it has none."),
    JSONField("window", .text, "whole, before, during FAULT, between or after."),
    JSONField("unit", .text, "nanoseconds, count, ratio (in millionths) or bytes."),
    JSONField("better", .text, "What the goal wants of it: less or more."),
    JSONField("partial", .flag, "Whether it was stopped before all runs were done."),
    JSONField("decided", .flag, "Whether one setting is told from all others that hold."),
    JSONField(
      "leader", .text, isOptional: true,
      "The setting that holds and has the best mean; null if none holds."),
    JSONField("replay", .text, isOptional: true, "The command that sweeps it."),
    JSONField("settings", .list(.object(setting)), "The leader, then by value, failing ones last."),
  ]

  private static let setting: [JSONField] = [
    JSONField("setting", .text, "What sets it apart."),
    JSONField(
      "status", .text,
      "best, leads, open (not told from the leader), equal, worse, failing, unfinished or unmeasured."
    ),
    JSONField("dropped", .text, isOptional: true, "failing or worse; null if it never was."),
    JSONField("runs", .number, "Seeds that were spent on it."),
    JSONField("failed", .number, "How many of its runs did not hold."),
    JSONField("reason", .text, isOptional: true, "What failed first."),
    JSONField("runsWithoutSample", .number, "Runs in which there was nothing to measure."),
    JSONField("mean", .number, isOptional: true, "The mean over its runs, times the scale."),
    JSONField(
      "margin", .number, isOptional: true, "Half of its 95 % interval (Student), times the scale."),
    JSONField("scale", .number, "1, or 1000 for counts."),
    JSONField(
      "behindThousandths", .number, isOptional: true,
      "Its number less the leader's on the same seeds, times 1000."),
    JSONField(
      "behindMarginThousandths", .number, isOptional: true, "Half of its 95 % interval, times 1000."
    ),
    JSONField(
      "seedsToTell", .number, isOptional: true,
      "Seeds that would tell it from the leader at 90 % power."),
    JSONField("replay", .text, "The command that sweeps it."),
  ]
}
