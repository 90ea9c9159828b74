import Simulator

/// How scenario files write a kind of fault, declared in `faults` or drawn by `chaos`.
struct FaultForm {
  /// How a declared fault gives the parameters, under the kind's key; nil if another kind's key with an
  /// option says it.
  let declaration: Declaration?
  let parameters: [Parameter]
  /// What the parameters come to, with what is said of messages; nil, with a reason, if they make no sense.
  let read: (inout FaultReader, Values, Bearing) -> Chaos.Effect?

  /// What a fault says of the messages on which it bears.
  struct Bearing {
    /// What a cut does to those on their way.
    var inFlight = FaultAction.InFlight.kept
    /// Their kinds, as indices in rising order; empty for all.
    var kinds: [Int] = []
  }

  /// What stands under the kind's key.
  enum Declaration {
    /// The value of the only parameter.
    case value
    /// An object of the parameters.
    case object
    /// The value of the first parameter, or an object of all of them.
    case either
    /// `true`, since there is nothing to say.
    case flag
  }

  /// A key that says what a fault of the kind does.
  struct Parameter {
    /// As a declared fault has it.
    let key: Key
    /// What stands for it in chaos.
    let inChaos: Key.Presence

    init(_ key: Key, inChaos: Key.Presence) {
      self.key = key
      self.inChaos = inChaos
    }

    /// The same in both.
    init(_ key: Key) {
      self.init(key, inChaos: key.presence)
    }
  }

  init(
    _ declaration: Declaration?, _ parameters: [Parameter],
    _ read: @escaping (inout FaultReader, Values, Bearing) -> Chaos.Effect?
  ) {
    self.declaration = declaration
    self.parameters = parameters
    self.read = read
  }
}

extension FaultForm {
  /// A cut.
  static func cut(
    _ declaration: Declaration?, _ parameters: [Parameter],
    _ read: @escaping (inout FaultReader, Values) -> FaultAction.Shape?
  ) -> FaultForm {
    FaultForm(declaration, parameters) { reader, values, bearing in
      read(&reader, values).map { .fixed(.cut($0, bearing.inFlight, kinds: bearing.kinds)) }
    }
  }

  /// A fault that may be restricted to kinds of messages.
  static func ofMessages(
    _ parameters: [Parameter],
    _ read: @escaping (inout FaultReader, Values, _ kinds: [Int]) -> FaultAction?
  ) -> FaultForm {
    FaultForm(.object, parameters) { reader, values, bearing in
      read(&reader, values, bearing.kinds).map { .fixed($0) }
    }
  }

  /// A fault that leaves nothing to draw.
  static func action(
    _ declaration: Declaration?, _ parameters: [Parameter],
    _ read: @escaping (inout FaultReader, Values) -> FaultAction?
  ) -> FaultForm {
    FaultForm(declaration, parameters) { reader, values, _ in
      read(&reader, values).map { .fixed($0) }
    }
  }

  /// A fault that has targets and no other parameter.
  static func simple(
    _ declaration: Declaration?, _ action: @escaping ([Target]) -> FaultAction
  ) -> FaultForm {
    .action(declaration, [targets]) { $0.targets($1, "of").map(action) }
  }

  static let targets = Parameter(
    Key("of", .targets, .required, about: "Whom.", example: "\"any\""),
    inChaos: .standard("\"any\""))

  static let groups = Parameter(
    Key(
      "groups", .list(of: .targets, count: 2...100), .required, about: "The groups.",
      example: "[[\"leader\", \"any follower\"], [\"rest\"]]"),
    inChaos: .standard("[\"minority\", \"rest\"]"))

  static let ends = [
    Parameter(
      Key("from", .targets, .required, about: "Which agents cannot send."),
      inChaos: .standard("\"any\"")),
    Parameter(
      Key("to", .targets, .required, about: "Which agents cannot hear them."),
      inChaos: .standard("\"rest\"")),
  ]

  static func links(inChaos: Key.Presence) -> Parameter {
    Parameter(
      Key(
        "links", .list(of: .list(of: .targets, count: 2...2), count: 1...10_000), .required,
        about: "The links.", example: "[[1, 2], [\"leader\", 3]]"),
      inChaos: inChaos)
  }

  static let change = [
    Parameter(Key("from", .targets, about: "Links from these; without it, from all.")),
    Parameter(Key("to", .targets, about: "Links to these; without it, to all.")),
    Parameter(Key("loss", .chance, about: "Loss on top.")),
    Parameter(Key("duplicate", .chance, about: "Duplication on top.")),
    Parameter(Key("corrupt", .chance, about: "Corruption on top.")),
    Parameter(Key("delayFactor", .factor, about: "The delay times this.")),
    Parameter(Key("extraDelay", .delay, about: "Delay on top, drawn for each message.")),
  ]

  static let slowness = [
    Parameter(
      Key("factor", .factor, .standard("1"), about: "A flush takes this many times as long.")),
    Parameter(
      Key("floor", .anyDuration, .standard("\"0s\""), about: "A flush takes at least this long.")),
  ]

  static let slowdown = Parameter(
    Key(
      "factor", .factor, .required, about: "An input takes this many times as long.",
      example: "10"))

  /// The version that agents are brought to.
  static let version = Parameter(
    Key(
      "to", .text, about: "Which version; without it, the one next to theirs.",
      example: "\"new\""))

  /// A message on its way on a link.
  static let message = [
    Parameter(
      Key("from", .targets, .required, about: "The agent that sent it, or \"clients\"."),
      inChaos: .standard("\"any\"")),
    Parameter(
      Key("to", .targets, .required, about: "The agent that it goes to, or \"clients\"."),
      inChaos: .standard("\"any\"")),
    Parameter(
      Key(
        "rank", .integer(1...1_000_000), .standard("1"),
        about:
          "Which of those on the link, in the order in which they are to arrive; those that a cut holds last."
      )),
  ]

  static let client = Parameter(
    Key("client", .integer(1...1_000_000), .standard("1"), about: "Which client, from 1."))

  /// What agents are told to do, and of whom; chaos draws one of several orders.
  static func order(_ names: [String], inChaos: Bool = false) -> [Parameter] {
    let word = Shape.word(names)
    let list = Shape.list(of: word, count: 1...100)
    return [
      Parameter(
        Key(
          "to", inChaos ? .either(word, list) : word, .required,
          about: "What they are told to do; chaos draws one of several.")),
      Parameter(
        Key(
          "whom", .targets, about: "Of whom the order speaks, where it speaks of anybody.",
          example: "\"any follower\"")),
    ]
  }

  static let drift = Parameter(
    Key(
      "ppm", .partsPerMillion, .required, about: "How much too fast; chaos draws from a range."),
    inChaos: .standard("\"-500ppm..500ppm\""))

  static let jump = Parameter(
    Key(
      "by", .durationRange(-Shape.longestDuration...Shape.longestDuration), .required,
      about: "How far; chaos draws from a range."),
    inChaos: .standard("\"-100ms..100ms\""))
}

extension FaultKind {
  /// How scenario files write it.
  var form: FaultForm {
    switch self {
    case .partition: .cut(.value, [FaultForm.groups]) { $0.partition($1) }
    case .oneWay: .cut(.object, FaultForm.ends) { $0.oneWay($1) }
    case .bridge: .cut(.value, [FaultForm.targets]) { $0.bridge($1) }
    case .ring: .cut(.flag, []) { $0.ring($1) }
    case .isolate: .cut(.value, [FaultForm.targets]) { $0.targets($1, "of").map { .isolate($0) } }
    case .cutLinks:
      .cut(.value, [FaultForm.links(inChaos: .standard("[[\"any\", \"any\"]]"))]) {
        $0.pairs($1).map { .links($0) }
      }
    case .keepLinks:
      .cut(.value, [FaultForm.links(inChaos: .required)]) { $0.pairs($1).map { .otherLinks($0) } }
    case .crash: .simple(.value) { .crash($0, .none) }
    case .torn: .simple(nil) { .crash($0, .torn) }
    case .corruptTail: .simple(nil) { .crash($0, .corruptTail) }
    case .amnesia: .simple(nil) { .crash($0, .amnesia) }
    case .upgrade: .action(.either, [FaultForm.targets, FaultForm.version]) { $0.upgrade($1) }
    case .downgrade: .action(.either, [FaultForm.targets, FaultForm.version]) { $0.downgrade($1) }
    case .reset:
      .action(.value, [FaultForm.links(inChaos: .standard("[[\"any\", \"any\"]]"))]) {
        $0.pairs($1).map { .reset($0) }
      }
    case .pause: .simple(.value) { .pause($0) }
    case .slow: .action(.object, [FaultForm.targets, FaultForm.slowdown]) { $0.slow($1) }
    case .links: .ofMessages(FaultForm.change) { $0.links($1, kinds: $2) }
    case .slowDisk: .action(.object, [FaultForm.targets] + FaultForm.slowness) { $0.slowDisk($1) }
    case .stalledDisk: .simple(.value) { .disk($0, .stalled) }
    case .lyingDisk: .simple(.value) { .disk($0, .lying) }
    case .failingDisk: .simple(.value) { .disk($0, .failing) }
    case .fullDisk: .simple(.value) { .disk($0, .full) }
    case .clockDrift:
      FaultForm(.object, [FaultForm.targets, FaultForm.drift]) { reader, values, _ in
        guard let targets = reader.targets(values, "of"), let range = values["ppm"]?.partsPerMillion
        else { return nil }
        return .drift(targets, range)
      }
    case .clockJump:
      FaultForm(.object, [FaultForm.targets, FaultForm.jump]) { reader, values, _ in
        guard let targets = reader.targets(values, "of"), let range = values["by"]?.durationRange
        else { return nil }
        return .jump(targets, range)
      }
    case .deliver:
      .ofMessages(FaultForm.message) { reader, values, kinds in
        reader.message(values).map {
          .deliver(from: $0.from, to: $0.to, rank: $0.rank, kinds: kinds)
        }
      }
    case .drop:
      .ofMessages(FaultForm.message) { reader, values, kinds in
        reader.message(values).map {
          .drop(from: $0.from, to: $0.to, rank: $0.rank, kinds: kinds)
        }
      }
    case .ask: .action(.object, [FaultForm.client]) { $0.ask($1) }
    case .order:
      FaultForm(.object, [FaultForm.targets]) { reader, values, _ in reader.order(values) }
    }
  }
}
