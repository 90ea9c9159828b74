import Simulator

extension Format {
  /// The most agents of a scenario.
  static let agentLimit: Int64 = 200_000

  /// Agents, network, regions, disks, service times and clocks.
  static func cluster(traits: [Key]) -> [Key] {
    let entry = Shape.object(agentKeys + traits + agentWorld)
    let agents = Key(
      "agents", .either(.integer(1...agentLimit), .list(of: entry, count: 1...10_000)),
      about: "How many agents there are, or a list of them.", example: "5")
    return [agents] + world
  }

  /// The traits that any of the protocols declares, each once.
  static func traits(of vocabularies: [Vocabulary]) -> [Key] {
    var traits: [Key] = []
    for trait in vocabularies.flatMap({ $0.traits }) {
      if let place = traits.firstIndex(where: { $0.name == trait.name }) {
        // Of two that differ, only the scenario's protocol says what it takes.
        if traits[place] != trait {
          traits[place] = Key(trait.name, .anything, about: "A trait of several protocols.")
        }
      } else {
        traits.append(trait)
      }
    }
    return traits
  }

  private static let world: [Key] = [
    Key(
      "network", .object(linkKeys + [delayOf, links]), .standard("{}"),
      about: "How messages between agents fare."),
    Key(
      "clientNetwork", .object(linkKeys.map { $0.asOverride }),
      about: "How messages between clients and agents fare, where it differs from 'network'."),
    Key("regions", .object(regionKeys), about: "Where agents and clients stand."),
    Key(
      "disk", .object(diskKeys + [overrides(diskKeys)]), .standard("{}"),
      about: "How long writes take."),
    Key(
      "service", .object(serviceKeys + [overrides(serviceKeys)]),
      about: "How long agents take to work off an input; without it, no time.",
      example: "{ time: \"2ms\", inbox: 100 }"),
    Key(
      "clocks", .object(clockKeys + [overrides(clockKeys)]), .standard("{}"),
      about: "How the agents' clocks differ from the true time."),
  ]

  /// The keys of one entry of a list of agents: who it is and where it stands.
  private static let agentKeys: [Key] = [
    Key("name", .text, about: "What faults may call it.", example: "\"witness\""),
    Key("count", .integer(1...agentLimit), .standard("1"), about: "How many agents are alike."),
    Key("group", .integer(1...65_535), .standard("1"), about: "The group it belongs to, from 1."),
    Key("region", .text, about: "The region where it stands."),
    Key(
      "version", .text, about: "Which of 'versions' it starts with; without it, the oldest.",
      example: "\"new\""),
  ]

  /// What surrounds it.
  private static let agentWorld: [Key] = [
    Key("disk", .object(diskKeys.map { $0.asOverride }), about: "Where its disk differs."),
    Key(
      "service", .object(serviceKeys.map { $0.asOverride }), about: "Where its service differs."),
    Key("clock", .object(clockKeys.map { $0.asOverride }), about: "Where its clock differs."),
  ]

  /// The keys of a class of links.
  static let linkKeys: [Key] = [
    Key(
      "delay", .delay, .standard("\"1ms\""), about: "Time on the way.", example: "\"1ms..5ms\""),
    Key(
      "loss", .either(.chance, .object(burstKeys)), .standard("0"),
      about: "The chance that a message is lost, alone or in bursts.", example: "\"0.5%\""),
    Key("duplicate", .chance, .standard("0"), about: "The chance that a message arrives twice."),
    Key(
      "corrupt", .chance, .standard("0"),
      about: "The chance that a message arrives corrupt, and is dropped for it."),
    Key(
      "order", .word(of: LinkOrder.self), .standard(JSON5.quoted(LinkOrder.free.word)),
      about: "Whether messages of a link overtake one another."),
    Key(
      "bandwidth", .bandwidth, about: "What a sender can put on its links; without it, no limit.",
      example: "\"100Mbit/s\""),
    Key(
      "transport", .word(of: LinkTransport.self),
      .standard(JSON5.quoted(LinkTransport.datagram.word)),
      about:
        "Whether each message travels by itself, or all of a link on a connection that repeats what is lost and keeps their order."
    ),
    Key(
      "tcp", .object(connectionKeys),
      about: "When a connection repeats what is lost, and when it gives up.",
      example: "{ rto: \"200ms\", giveUp: \"20s\" }"),
  ]

  private static let connectionKeys: [Key] = [
    Key(
      "rto", .positiveDuration,
      about:
        "Time until what was lost is sent again, doubled each time that it is lost again; without it, 200ms."
    ),
    Key("maxRto", .positiveDuration, about: "The longest that becomes; without it, 120s."),
    Key(
      "giveUp", .positiveDuration,
      about:
        "Time from a loss until the connection is reset and all that waits on it is lost; without it, 924.6s."
    ),
  ]

  private static let burstKeys: [Key] = [
    Key("begin", .chance, .required, about: "The chance, at each message, that a burst begins."),
    Key("end", .chance, .required, about: "The chance, at each message, that a burst ends."),
    Key("inGood", .chance, .standard("0"), about: "Loss outside of bursts."),
    Key("inBad", .chance, .standard("1"), about: "Loss within a burst."),
  ]

  private static let delayOf = Key(
    "delayOf", .map(of: .delay, names: "kinds of messages"),
    about: "Time on the way of messages of these kinds, whatever their link.",
    example: "{ \"vote\": \"5ms\" }")

  private static let links = Key(
    "links",
    .map(
      of: .object(linkKeys.map { $0.asOverride }),
      names: "pairs of regions (\"eu us\", or \"eu -> us\" for one way)"),
    about: "Where links between regions differ.", example: "{ \"eu us\": { loss: \"1%\" } }")

  static let regionKeys: [Key] = [
    Key(
      "places",
      .map(
        of: .object([
          Key("agents", .integer(0...agentLimit), about: "How many agents stand there."),
          Key(
            "clients", .integer(0...1000), .standard("1"),
            about: "The share of clients that stand there."),
        ]), names: "regions"),
      .required, about: "The regions.", example: "{ eu: { agents: 2 }, us: { agents: 3 } }"),
    Key(
      "latency", .map(of: .anyDuration, names: "pairs of regions (\"eu us\", or \"eu -> us\")"),
      about: "The least time on the way between regions, one way.",
      example: "{ \"eu us\": \"38ms\" }"),
    Key(
      "within", .anyDuration, .standard("\"0.25ms\""),
      about: "The least time on the way within a region."),
    Key("jitter", .delay, .standard("\"0s\""), about: "Added to the least time."),
  ]

  static let diskKeys: [Key] = [
    Key("flush", .delay, .standard("\"0s\""), about: "Time of one flush."),
    Key("bandwidth", .bandwidth, about: "What a flush writes; without it, no limit."),
    Key("failure", .chance, .standard("0"), about: "The chance that a flush fails."),
    Key(
      "restart", .positiveDuration, .standard("\"1s\""),
      about: "Time until an agent starts again whose flush failed."),
    Key(
      "retry", .positiveDuration, .standard("\"100ms\""),
      about: "Time until writes are tried again whose flush failed, where the agent goes on."),
    Key(
      "blocks", .boolean, .standard("false"),
      about: "Whether an agent takes up no input from a write on until it is durable."),
  ]

  static let serviceKeys: [Key] = [
    Key(
      "time", .delay, .standard("\"0s\""), about: "Time that an input takes.",
      example: "{ exponential: { mean: \"2ms\" } }"),
    Key("message", .delay, .sameAs("time"), about: "Time that a message takes."),
    Key("timer", .delay, .sameAs("time"), about: "Time that a timer takes that went off."),
    Key("request", .delay, .sameAs("time"), about: "Time that a client's request takes."),
    Key(
      "workers", .integer(1...1000), .standard("1"),
      about: "How many inputs an agent works on at the same time."),
    Key(
      "inbox", .integer(0...1_000_000),
      about:
        "How many messages and requests may wait for a worker; without it, no limit. Timers always may.",
      example: "100"),
    Key(
      "whenFull", .word(of: FullInbox.self), .standard(JSON5.quoted(FullInbox.refuse.word)),
      about: "Whether a full inbox loses what arrives, or what has waited longest."),
  ]

  static let clockKeys: [Key] = [
    Key(
      "offset", .durationRange(-Shape.longestDuration...Shape.longestDuration),
      .standard("\"0s\""), about: "What a clock shows when the run begins; a range is drawn from.",
      example: "\"-50ms..50ms\""),
    Key(
      "drift", .partsPerMillion, .standard("\"0ppm\""),
      about: "How much too fast a clock runs; a range is drawn from.",
      example: "\"-200ppm..200ppm\""),
  ]

  private static func overrides(_ keys: [Key]) -> Key {
    Key(
      "agents", .map(of: .object(keys.map { $0.asOverride }), names: "agents (\"3\" or a name)"),
      about: "Where single agents differ.")
  }
}
