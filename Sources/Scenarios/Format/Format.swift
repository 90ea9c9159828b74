import Simulator

/// The description of scenario files: validation, schema and documentation all come from it.
public enum Format {
  /// The keys of a scenario of a protocol; without a protocol, sections of all are allowed.
  public static func keys(for vocabulary: Vocabulary?, among vocabularies: [Vocabulary]) -> [Key] {
    let names = vocabularies.map { $0.name }
    let traits = vocabulary?.traits ?? traits(of: vocabularies)
    return head(names) + cluster(traits: traits) + protocolKeys(vocabulary, vocabularies) + [
      versions,
      Key(
        "faults", .list(of: .object(faultKeys(vocabulary)), count: 0...1000),
        .standard("[]"),
        about: "What goes wrong, when, to whom and for how long.",
        example: "[{ at: \"5s\", crash: \"leader\", restart: \"2s\" }]"),
      Key(
        "chaos", .object(chaosKeys(vocabulary)), about: "Random faults, drawn anew for each seed.",
        example: "{ from: \"2s\", crash: { every: \"5s\", for: \"0.5s..2s\" } }"),
      Key(
        "swarm", .chance, about: "The chance that a seed has a kind of chaos at all.",
        example: "\"50%\""),
      Key(
        "calm", .positiveDuration,
        about: "A quiet tail of the run by whose begin every fault must be over.", example: "\"5s\""
      ),
      expect, measure, until, vary,
      Key(
        "mutant", .text,
        about: "A known mistake to plant into the protocol, to prove that checks see it."),
      Key(
        "violates", .either(.text, .list(of: .text, count: 1...100)),
        about:
          "Checks of which one must be violated: for mutants and for what no protocol promises."),
    ]
  }

  private static let versions = Key(
    "versions",
    .map(
      of: .map(
        of: .anything,
        names: "settings of the protocol's section, such as \"raft.preVote\", or \"mutant\""),
      names: "versions"),
    about:
      "What agents run that differ, the oldest version first: each agent starts with that, unless "
      + "it says otherwise. What a version does not say is as in the protocol's section, by which checks "
      + "and clients go.",
    example: "{ old: {}, new: { \"raft.preVote\": true } }")

  private static func head(_ protocols: [String]) -> [Key] {
    [
      Key(
        "about", .text, .standard("\"\""), about: "What the scenario shows.",
        example: "\"Leader in the minority\""),
      Key("protocol", .word(protocols), .required, about: "The protocol that the agents run."),
      Key(
        "duration", .positiveDuration, .required, about: "How long the run lasts, in virtual time.",
        example: "\"20s\""),
      Key("seed", .integer(0...Int64.max), .standard("1"), about: "The seed of a single run."),
      Key(
        "seeds", .seeds, .optional,
        about: "The seeds of a test, else \(Scenario.testSeeds.text), and of a sweep, else "
          + "\(Scenario.sweepSeeds.text).",
        example: "\"1..100\""),
      Key(
        "ties", .word(of: TieOrder.self), .standard(JSON5.quoted(TieOrder.ordered.word)),
        about: "Whether events of equal times leave in the order asked for or in a random one."),
    ]
  }

  private static func protocolKeys(
    _ vocabulary: Vocabulary?, _ vocabularies: [Vocabulary]
  ) -> [Key] {
    let about = "What clients ask for."
    guard let vocabulary else {
      return vocabularies.map { Key($0.name, .anything, .optional, about: $0.about) }
        + [Key("load", .anything, .optional, about: about)]
    }
    return [
      Key(vocabulary.name, .object(vocabulary.settings), .standard("{}"), about: vocabulary.about),
      Key("load", .object(vocabulary.load), .optional, about: about),
    ]
  }

  private static let expect = Key(
    "expect",
    .map(of: .either(.either(.boolean, .text), .object(reachedKeys)), names: "what is expected"),
    .standard("{}"),
    about: "What must hold: checks, milestones within a time, and bounds on measures.",
    example:
      "{ linearizable: true, \"commit latency p99 during split\": \"< 400ms\" }")

  private static let moments = [
    Key(
      "of", .text, about: "From the start of this fault, or from \"start\".", example: "\"split\""),
    Key("after", .text, about: "From the end of this fault.", example: "\"split\""),
  ]

  private static let measure = Key(
    "measure",
    .map(
      of: .object(
        [
          Key(
            "to", .text,
            about: "Of a span of time: the milestone that ends it, with a count where it has one.",
            example: "\"leader elected\"")
        ] + moments + [
          Key(
            "agents", .integer(1...agentLimit), .standard("1"),
            about: "How many different agents must have reached it."),
          Key(
            "last", .boolean, .standard("false"),
            about: "Whether it ends at the last time that the milestone is reached."),
          Key(
            "from", .text, about: "Counts from this milestone, each time anew that it is reached.",
            example: "\"candidate\""),
          Key(
            "agent", .text, about: "Counts milestones of this agent alone.", example: "\"n3\""),
        ] + probes), names: "measures of its own"),
    about:
      "What runs measure besides: spans from a moment to a milestone ('to'), and measures of one agent, "
      + "some clients or one request ('lag', 'latency', 'answer', 'answers').",
    example: "{ \"down time\": { of: \"crash\", to: \"leader elected\" } }")

  /// Measures that are no spans of time.
  private static let probes = [
    Key(
      "lag", .text,
      about:
        "How many entries any agent has stated to be committed beyond those that this one stated last.",
      example: "\"n3\""),
    Key(
      "latency", .word(of: Probe.Operations.self),
      about: "The latency of these operations of the clients in a region.", example: "\"writes\""),
    Key("region", .text, about: "Whose clients a latency is of.", example: "\"eu\""),
    Key(
      "answer", .text,
      about: "What the read returned for which this fault, an 'ask', made a client ask.",
      example: "\"look\""),
    Key(
      "answers", .word(of: Probe.Outcome.self),
      about: "Compare-and-sets that were answered so: they took effect, or found another value.",
      example: "\"mismatch\""),
  ]

  private static let until = Key(
    "until",
    .either(
      .text,
      .object(
        [
          Key(
            "reached", .text, .required, about: "The milestone, with a count where it has one.",
            example: "\"leader elected\"")
        ] + moments + [
          Key(
            "agents", .integer(1...agentLimit), .standard("1"),
            about: "How many different agents must have reached it."),
          Key(
            "quiet", .anyDuration, .standard("\"0s\""),
            about: "How long it must not be reached again before the run ends."),
        ])),
    about: "A milestone that ends a run before its duration is over.",
    example: "\"leader elected\"")

  /// The keys of an expected milestone.
  static let reachedKeys =
    [Key("within", .positiveDuration, .required, about: "The time in which it is reached.")]
    + moments

  private static let vary = Key(
    "vary",
    .either(
      .map(of: .list(of: .anything, count: 1...100), names: "paths such as \"raft.preVote\""),
      .list(of: .map(of: .anything, names: "paths"), count: 1...1000)),
    about: "Variants: a grid of values for paths, or a list of settings of paths.",
    example: "{ \"raft.preVote\": [true, false] }")
}
