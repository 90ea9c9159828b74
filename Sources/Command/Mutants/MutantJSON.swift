import Experiments
import Reports
import Scenarios
import Simulator

/// The scores of mutants as JSON.
struct MutantJSON {
  let scores: [MutantScore]
  let budget: MutantBudget

  /// The object, with an end of line.
  var output: OutputText {
    var json = JSONWriter()
    json.object { json in
      json.member("format", JSONFormat.version)
      json.member("partial", !scores.allSatisfy { $0.isWhole })
      json.member("passed", scores.allSatisfy { $0.missed.isEmpty && $0.isWhole })
      json.member("seeds", budget.seeds)
      json.member("ranges", budget.ranges)
      json.member("events", budget.events == .max ? nil : budget.events)
      json.array("protocols", of: scores) { json, score in score.write(to: &json) }
    }
    return OutputText(json: json)
  }

  /// What the object holds, in order.
  static let fields: [JSONField] = [
    JSONFormat.field,
    JSONField("partial", .flag, "Whether it was stopped before all trials were done."),
    JSONField(
      "passed", .flag, "Whether every mutant that harms safety was caught, and all was done."),
    JSONField("seeds", .number, "The limit of seeds of a range."),
    JSONField("ranges", .number, "How many disjoint ranges of seeds were tried."),
    JSONField("events", .number, isOptional: true, "The limit of events of a range, if any."),
    JSONField("protocols", .list(.object(score)), "One for each protocol with mutants."),
  ]

  private static let score: [JSONField] = [
    JSONField("protocol", .text, "Its name."),
    JSONField("safety", .number, "How many mutants harm safety."),
    JSONField("caught", .number, "How many of them were caught."),
    JSONField("mutants", .list(.object(mutant)), "In the order of the protocol."),
    JSONField("scenarios", .list(.object(scenario)), "In the order in which they were named."),
  ]

  private static let mutant: [JSONField] = [
    JSONField("mutant", .text, "What 'mutant' in a scenario calls it."),
    JSONField("harms", .text, "safety, liveness, statistics, or nothing for a legal change."),
    JSONField("about", .text, "What is done wrong."),
    JSONField("caught", .flag, "Whether any scenario caught it."),
    JSONField("sightings", .list(.object(sighting)), "The scenarios that caught it."),
  ]

  private static let sighting: [JSONField] = [
    JSONField("scenario", .text, "The scenario file."),
    JSONField("ranges", .number, "How many ranges were done."),
    JSONField(
      "median", .number, isOptional: true,
      "Seeds until it was caught, the median of the ranges; null if most of them missed it."),
    JSONField("catches", .list(.object(found)), "The first of each range that caught it."),
  ]

  private static let found: [JSONField] = [
    JSONField("seeds", .number, "How many seeds were tried, with this one."),
    JSONField("seed", .number, "The seed of the run."),
    JSONField("variant", .text, "The variant's label; empty without 'vary'."),
    JSONField("by", .text, "The check that fired, or the expectation that failed."),
    JSONField("isCheck", .flag, "Whether it was a check."),
  ]

  private static let scenario: [JSONField] = [
    JSONField("scenario", .text, "The scenario file."),
    JSONField("catches", .list(.text), "The mutants that it caught."),
  ]
}

extension MutantScore {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("protocol", suite.protocolName)
      json.member("safety", mutants(.safety).count)
      json.member("caught", mutants(.safety).count - missed.count)
      json.array("mutants", of: suite.mutants.indices) { json, mutant in
        let facts = suite.mutants[mutant].facts
        json.object { json in
          json.member("mutant", suite.mutants[mutant].name)
          json.member("harms", facts.harm.word)
          json.member("about", facts.about)
          json.member("caught", isCaught(mutant))
          json.array("sightings", of: sightings(mutant).filter { $0.isCaught }) { json, sighting in
            write(sighting, to: &json)
          }
        }
      }
      json.array("scenarios", of: suite.stages.indices) { json, stage in
        json.object { json in
          json.member("scenario", suite.stages[stage].path.file)
          json.array("catches", caught(by: stage).map { suite.mutants[$0].name })
        }
      }
    }
  }

  private func write(_ sighting: Sighting, to json: inout JSONWriter) {
    json.object { json in
      json.member("scenario", suite.stages[sighting.stage].path.file)
      json.member("ranges", sighting.results.count)
      json.member("median", sighting.median)
      json.array("catches", of: sighting.catches) { json, found in
        json.object { json in
          json.member("seeds", found.seeds)
          json.member("seed", found.seed)
          json.member("variant", found.label)
          json.member("by", found.sign.name)
          json.member("isCheck", found.sign.isCheck)
        }
      }
    }
  }
}
