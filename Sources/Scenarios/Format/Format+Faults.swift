import Simulator

extension Format {
  /// The keys that say what a fault does: exactly one of them stands in a fault.
  static let actionKeys: [Key] = [
    Key(
      "partition", .list(of: .targets, count: 2...100),
      about: "Groups that cannot reach one another.",
      example: "[[\"leader\", \"any follower\"], [\"rest\"]]"),
    Key("oneWay", .object(wayKeys), about: "One direction is cut, the way back is whole."),
    Key("bridge", .targets, about: "Two halves that cannot reach one another but by this agent."),
    Key("ring", .boolean, about: "Every agent reaches a majority, and no two the same one."),
    Key("isolate", .targets, about: "Each of these is cut off from all others."),
    Key(
      "cut", pairs, about: "These links are cut, both ways.", example: "[[1, 2], [\"leader\", 3]]"),
    Key("keep", pairs, about: "Only these links are up."),
    Key("crash", .targets, about: "The process stops at once.", example: "\"leader\""),
    Key("pause", .targets, about: "The process stands still, and what arrives waits."),
    Key("links", .object(changeKeys), about: "Links behave otherwise."),
    Key("slowDisk", .object([of] + slowKeys), about: "Flushes take longer."),
    Key("failingDisk", .targets, about: "Every flush fails and stops the process."),
    Key("fullDisk", .targets, about: "Writes are refused until it ends."),
    Key(
      "drift", .object([of, Key("ppm", .partsPerMillion, .required, about: "How much too fast.")]),
      about: "A clock runs too fast or too slow."),
    Key(
      "jump", .object([of, Key("by", .durationRange(signed), .required, about: "How far.")]),
      about: "A clock jumps."),
  ]

  /// Whom a fault of several settings means.
  private static let of = Key("of", .targets, .required, about: "Whom.", example: "\"any\"")
  private static let signed = -Shape.longestDuration...Shape.longestDuration
  private static let pairs = Shape.list(
    of: .list(of: .targets, count: 2...2), count: 1...10_000)

  private static let wayKeys: [Key] = [
    Key("from", .targets, .required, about: "Who cannot send."),
    Key("to", .targets, .required, about: "Who cannot hear them."),
  ]

  private static let changeKeys: [Key] = [
    Key("from", .targets, about: "Links from these; without it, from all."),
    Key("to", .targets, about: "Links to these; without it, to all."),
    Key("loss", .chance, about: "Loss on top."),
    Key("duplicate", .chance, about: "Duplication on top."),
    Key("corrupt", .chance, about: "Corruption on top."),
    Key("delayFactor", .factor, about: "The delay times this."),
    Key("extraDelay", .delay, about: "Delay on top, drawn for each message."),
  ]

  private static let slowKeys: [Key] = [
    Key("factor", .factor, .standard("1"), about: "A flush takes this many times as long."),
    Key("floor", .anyDuration, .standard("\"0s\""), about: "A flush takes at least this long."),
  ]

  private static let inFlight = Key(
    "inFlight", .word(["kept", "lost"]), .standard("\"kept\""),
    about: "For cuts: what becomes of messages on their way.")

  private static let flap = Key(
    "flap",
    .object([
      Key("cut", .positiveDuration, .required, about: "How long the link is cut."),
      Key("whole", .positiveDuration, .required, about: "How long it is whole."),
    ]), about: "For cuts: alternates between cut and whole.")

  /// The keys of one fault.
  static let faultKeys: [Key] =
    [
      Key("name", .text, about: "What reports and expectations call it.", example: "\"split\""),
      Key("at", .anyDuration, about: "When it begins.", example: "\"5s\""),
      Key(
        "after", .text, about: "The milestone at which it begins, with a count where it has one.",
        example: "\"commit 2000\""),
      Key("delay", .anyDuration, about: "How long after the milestone.", example: "\"100ms\""),
    ] + actionKeys + [
      Key(
        "disk", .word(diskLosses), about: "For a crash: what it does to the disk.",
        example: "\"torn\""),
      inFlight,
      Key("for", .positiveDuration, about: "How long it lasts; without it, for ever."),
      Key("restart", .positiveDuration, about: "For a crash: the same as 'for'."),
      flap,
      Key("every", .positiveDuration, about: "Repeats it after this time; with 'times'."),
      Key("times", .integer(1...10_000), about: "How often it happens in all; with 'every'."),
      Key(
        "mayHaveNoEffect", .boolean, .standard("false"),
        about: "Whether a run in which it changes nothing is all right."),
    ]

  /// Names of what a crash can do to a disk, by `FaultAction.DiskLoss`.
  static let diskLosses = ["kept", "torn", "corrupt tail", "amnesia"]

  /// The keys of chaos.
  static let chaosKeys: [Key] =
    [
      Key("from", .anyDuration, .standard("\"0s\""), about: "When random faults may begin."),
      Key(
        "until", .positiveDuration,
        about: "When all are over; without it, at the calm tail or the end of the run."),
    ] + chaosKinds.map { Key($0.name, .object($0.keys), .optional, about: $0.about) }

  /// The kinds of chaos, in the order of `FaultAction.kindNames`.
  static let chaosKinds: [(name: String, about: String, keys: [Key])] = [
    (
      "partition", "Random partitions.",
      cut([
        Key(
          "groups", .list(of: .targets, count: 2...100),
          .standard("[\"minority\", \"rest\"]"), about: "The groups.")
      ])
    ),
    (
      "oneWay", "One direction is cut.",
      cut([
        Key("from", .targets, .standard("\"any\""), about: "Who cannot send."),
        Key("to", .targets, .standard("\"rest\""), about: "Who cannot hear them."),
      ])
    ),
    ("bridge", "One agent sees both halves.", cut([anyone])),
    ("ring", "A ring of majorities.", cut([])),
    ("isolate", "Some are cut off.", cut([anyone])),
    (
      "cut", "Links are cut.",
      cut([Key("links", pairs, .standard("[[\"any\", \"any\"]]"), about: "The links.")])
    ),
    (
      "keep", "Only some links are up.", cut([Key("links", pairs, .required, about: "The links.")])
    ),
    ("crash", "Processes stop.", timed([anyone])),
    ("torn", "Processes stop and the write under way is torn.", timed([anyone])),
    ("corruptTail", "Processes stop and the newest record is corrupt.", timed([anyone])),
    ("amnesia", "Processes stop and their disks are wiped.", timed([anyone])),
    ("pause", "Processes stand still.", timed([anyone])),
    ("links", "Links behave otherwise.", timed(changeKeys)),
    ("slowDisk", "Flushes take longer.", timed([anyone] + slowKeys)),
    ("failingDisk", "Flushes fail.", timed([anyone])),
    ("fullDisk", "Writes are refused.", timed([anyone])),
    (
      "drift", "Clocks run too fast or too slow.",
      timed([
        anyone,
        Key("ppm", .partsPerMillion, .standard("\"-500ppm..500ppm\""), about: "Drawn from it."),
      ])
    ),
    (
      "jump", "Clocks jump.",
      [
        every, anyone,
        Key(
          "by", .durationRange(signed), .standard("\"-100ms..100ms\""), about: "Drawn from it."),
      ]
    ),
  ]

  private static let every = Key(
    "every", .positiveDuration, .required, about: "Mean time from one to the next.",
    example: "\"3s\"")
  private static let anyone = Key("of", .targets, .standard("\"any\""), about: "Whom.")

  private static func timed(_ keys: [Key]) -> [Key] {
    let length = Key(
      "for", .durationRange(1...Shape.longestDuration), .required, about: "How long one lasts.",
      example: "\"0.5s..2s\"")
    return [every, length] + keys
  }

  private static func cut(_ keys: [Key]) -> [Key] { timed(keys + [inFlight, flap]) }
}
