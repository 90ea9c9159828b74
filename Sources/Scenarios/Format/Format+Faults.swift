import Simulator

extension Format {
  /// The keys that say what a declared fault does: exactly one of them stands in a fault.
  static let declarations: [Key] = FaultKind.allCases.compactMap { kind in
    let parameters = kind.form.parameters.map { $0.key }
    let shape: Shape
    var example: String?
    switch kind.form.declaration {
    case .value?:
      guard let only = parameters.first else { return nil }
      shape = only.shape
      example = only.example
    case .object?: shape = .object(parameters)
    case .either?:
      guard let first = parameters.first else { return nil }
      shape = .either(first.shape, .object(parameters))
      example = first.example
    case .flag?: shape = .boolean
    case nil: return nil
    }
    return Key(kind.key, shape, about: kind.about, example: example)
  }

  private static let inFlight = Key(
    "inFlight", .word(of: FaultAction.InFlight.self),
    .standard(JSON5.quoted(FaultAction.InFlight.kept.word)),
    about: "For cuts: messages on their way arrive, are lost, or wait until the link is whole.")

  /// One name or several.
  private static let names = Shape.either(.text, .list(of: .text, count: 1...100))

  private static let kinds = Key(
    "kinds", names,
    about:
      "For cuts, 'links', 'deliver' and 'drop': only messages between agents of these kinds.",
    example: "\"append entries\"")

  /// What happens in a run, by a text or an object.
  private static let happening = Shape.either(
    .text,
    .object([
      Key(
        "arrives", names, about: "The kinds of messages; without it, those of any kind.",
        example: "\"vote\""),
      Key("from", .targets, about: "Who sent them; without it, anybody."),
      Key("to", .targets, about: "At whom they arrive; without it, at anybody."),
      Key("count", .integer(1...1_000_000_000), .standard("1"), about: "How many of them."),
    ]))

  private static let flap = Key(
    "flap",
    .object([
      Key("cut", .positiveDuration, .required, about: "How long the link is cut."),
      Key("whole", .positiveDuration, .required, about: "How long it is whole."),
    ]), about: "For cuts: alternates between cut and whole.")

  /// The keys of one fault.
  ///
  /// - Parameter vocabulary: what clients can be made to ask for, and agents told to do; nil while the
  ///   protocol is not known.
  static func faultKeys(_ vocabulary: Vocabulary?) -> [Key] {
    let kinds = declarations.compactMap { key in
      switch key.name {
      case FaultKind.ask.key: ask(vocabulary?.requests)
      case FaultKind.order.key: order(vocabulary?.orderNames, key)
      default: key
      }
    }
    return when + kinds + rest
  }

  /// The key by which agents are told what to do; nil if they cannot be told anything.
  private static func order(_ names: [String]?, _ key: Key) -> Key? {
    guard let names else { return Key(key.name, .anything, about: key.about) }
    if names.isEmpty { return nil }
    let keys = [FaultForm.targets.key] + FaultForm.order(names).map { $0.key }
    return Key(
      key.name, .object(keys), about: key.about,
      example: "{ of: \"any\", to: \(JSON5.quoted(names[0])) }")
  }

  /// The key by which a client asks; nil if it cannot be made to.
  private static func ask(_ requests: RequestForm?) -> Key? {
    let about = FaultKind.ask.about
    guard let requests else { return Key(FaultKind.ask.key, .anything, about: about) }
    if requests.fields.isEmpty { return nil }
    let keys = [FaultForm.client.key] + requests.fields.map { Key($0) }
    return Key(FaultKind.ask.key, .object(keys), about: about)
  }

  private static let when: [Key] =
    [
      Key("name", .text, about: "What reports and expectations call it.", example: "\"split\""),
      Key(
        "at", .durationRange(0...Shape.longestDuration),
        about: "When it begins; of a range each seed draws a time.", example: "\"5s\""),
      Key(
        "after", happening,
        about:
          "The milestone at which it begins, with a count where it has one, another fault's end or begin, or messages that arrive.",
        example: "\"commit 2000\""),
      Key("delay", .anyDuration, about: "How long after that.", example: "\"100ms\""),
      Key(
        "afterEvent", .integer(0...Int64.max),
        about:
          "The event right after which it begins; tools write it, to do again what a person did."),
    ]

  private static let rest: [Key] =
    [
      Key(
        "disk", .word(of: FaultAction.DiskLoss.self),
        about: "For a crash: what it does to the disk.",
        example: JSON5.quoted(FaultAction.DiskLoss.torn.word)),
      inFlight,
      kinds,
      Key("for", .positiveDuration, about: "How long it lasts; without it, for ever."),
      Key(
        "restart", .positiveDuration,
        about: "For a crash, an upgrade and a downgrade: the same as 'for'."),
      Key(
        "rolling", .positiveDuration,
        about:
          "For what stops or slows processes: meets one agent after another, this long after the one before.",
        example: "\"3s\""),
      Key(
        "until", happening,
        about:
          "What ends it, counted from its start: a time of the run, a milestone, another fault's end or begin, or messages that arrive; with 'for', whichever comes first.",
        example: "\"leader elected\""),
      Key(
        "untilEvent", .integer(0...Int64.max), about: "The event right after which it ends."),
      flap,
      Key("every", .positiveDuration, about: "Repeats it after this time; with 'times'."),
      Key("times", .integer(1...10_000), about: "How often it happens in all; with 'every'."),
      Key(
        "mayHaveNoEffect", .boolean, .standard("false"),
        about: "Whether a run in which it changes nothing is all right."),
    ]

  /// The keys of chaos.
  ///
  /// - Parameter vocabulary: what agents can be told to do; nil while the protocol is not known.
  static func chaosKeys(_ vocabulary: Vocabulary?) -> [Key] {
    commonChaosKeys
      + FaultKind.drawn.compactMap { kind in
        guard kind == .order, let vocabulary else {
          return Key(kind.key, .object(chaosKeys(of: kind)), about: kind.about)
        }
        if vocabulary.orderNames.isEmpty { return nil }
        let orders = FaultForm.order(vocabulary.orderNames, inChaos: true).map { $0.key }
        return Key(kind.key, .object(chaosKeys(of: kind) + orders), about: kind.about)
      }
  }

  private static let commonChaosKeys: [Key] =
    [
      Key("from", .anyDuration, .standard("\"0s\""), about: "When random faults may begin."),
      Key(
        "until", .positiveDuration,
        about: "When all are over; without it, at the calm tail or the end of the run."),
    ]

  private static func chaosKeys(of kind: FaultKind) -> [Key] {
    var keys = [
      Key(
        "every", .positiveDuration, .required, about: "Mean time from one to the next.",
        example: "\"3s\"")
    ]
    if kind.ending != .atOnce {
      keys.append(
        Key(
          "for", .durationRange(1...Shape.longestDuration), .required,
          about: "How long one lasts.", example: "\"0.5s..2s\""))
    }
    keys += kind.form.parameters.map { $0.key.with($0.inChaos) }
    switch kind.bearing {
    case .cut: return keys + [inFlight, kinds, flap]
    case .links: return keys + [kinds]
    case .process, .connection, .disk, .clock, .client, .machine: return keys
    }
  }
}
