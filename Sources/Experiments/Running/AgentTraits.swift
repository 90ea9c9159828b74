import Protocols
import Scenarios
import Simulator

/// What the protocols of this package heed of single agents.
extension Key {
  static let mayLead = Key(
    "mayLead", .boolean, .standard("true"), about: "Whether it may stand for election.")
  static let priority = Key(
    "priority", .integer(0...1000), .standard("0"),
    about: "A leader hands over to a voter of a higher priority that has the log.")
  static let participates = Key(
    "participates", .boolean, .standard("true"), about: "Whether it votes on proposals.")
  static let scores = Key(
    "scores", .object(["performance", "resources", "specialisation", "reliability"].map(score)),
    .standard("{}"), about: "Its fitness to lead.")

  private static func score(_ name: String) -> Key {
    Key(name, .integer(0...1000), .standard("500"), about: "In thousandths.")
  }
}

extension Bound {
  /// The agents that never stand for election.
  var nonCandidates: AgentSet {
    AgentSet(traits.indices.filter { !traits[$0].boolean("mayLead") }.map { AgentID($0) })
  }

  /// The priority of each agent; empty if all are alike.
  var priorities: [Int32] {
    let all = traits.map { Int32(truncatingIfNeeded: $0.integer("priority")) }
    return all.allSatisfy { $0 == all[0] } ? [] : all
  }

  /// The agents that vote on proposals.
  var electorate: [AgentID] {
    traits.indices.filter { traits[$0].boolean("participates") }.map { AgentID($0) }
  }

  /// The fitness of each agent.
  var scores: [Scores] {
    traits.map { traits in
      let scores = traits.object("scores")
      func score(_ name: String) -> Int32 { Int32(truncatingIfNeeded: scores.integer(name)) }
      return Scores(
        performance: score("performance"), resources: score("resources"),
        specialisation: score("specialisation"), reliability: score("reliability"))
    }
  }
}

extension Election.Directory {
  /// The agents of a scenario.
  init(_ bound: Bound) {
    self.init(
      bound.conditions.agents,
      zip(bound.traits, bound.scores).map { traits, scores in
        Traits(mayLead: traits.boolean("mayLead"), scores: scores)
      })
  }
}
