extension Schema {
  private static var durationPattern: String { "-?[0-9.]+ ?(ns|us|µs|μs|ms|s|m|h)|0" }

  /// Shapes that are texts of a grammar, defined once.
  static var definitions: [(String, JSON5)] {
    let duration = durationPattern
    let range = "(\(duration))( ?\\.\\. ?(\(duration)))?"
    let chance = matching("^[0-9.]+ ?%?$")
    let number = JSON5.object([
      ("type", .text("number")), ("minimum", .integer(0)), ("maximum", .integer(1)),
    ])
    let seeds = matching("^[0-9]+(\\.\\.[0-9]+)?( ?, ?[0-9]+(\\.\\.[0-9]+)?)*$")
    let seed = JSON5.object([("type", .text("integer")), ("minimum", .integer(0))])
    let oneTarget: [JSON5] = [
      .object([("type", .text("string"))]),
      .object([("type", .text("integer")), ("minimum", .integer(1))]),
    ]
    return [
      ("duration", matching("^ ?(\(duration)) ?$")),
      ("durationRange", matching("^ ?\(range) ?$")),
      (
        "delay",
        either([
          matching("^ ?(normal ?(\(duration)) ?(±|\\+-|\\+/-) ?(\(duration))|\(range)) ?$"),
          delayObject,
        ])
      ),
      ("chance", either([number, chance])),
      ("rate", matching("^[0-9.]+ ?/ ?(ns|us|ms|s|min|m|h)$")),
      ("bandwidth", matching("^[0-9.]+ ?(B|[kK]B|MB|GB|KiB|MiB|GiB|[kMG]?bit)/s$")),
      ("factor", .object([("type", .text("number")), ("exclusiveMinimum", .integer(0))])),
      ("partsPerMillion", matching("^-?[0-9]+ ?ppm( ?\\.\\. ?-?[0-9]+ ?ppm)?$")),
      ("seeds", either([seed, seeds, list(of: either([seed, seeds]))])),
      ("targets", either(oneTarget + [list(of: either(oneTarget))])),
    ]
  }

  static func definitionName(_ shape: Shape) -> String {
    switch shape {
    case .duration: "duration"
    case .durationRange: "durationRange"
    case .delay: "delay"
    case .chance: "chance"
    case .rate: "rate"
    case .bandwidth: "bandwidth"
    case .factor: "factor"
    case .partsPerMillion: "partsPerMillion"
    case .seeds: "seeds"
    default: "targets"
    }
  }

  private static var delayObject: JSON5 {
    var members: [(String, JSON5)] = []
    if case .object(let own) = schema(of: .object(Shape.delayKeys)).content {
      members = own.map { ($0.key, $0.value) }
    }
    return .object(members + [("minProperties", .integer(1)), ("maxProperties", .integer(1))])
  }

  private static func matching(_ pattern: String) -> JSON5 {
    .object([("type", .text("string")), ("pattern", .text(pattern))])
  }

  private static func either(_ schemas: [JSON5]) -> JSON5 {
    .object([("anyOf", JSON5(.list(schemas)))])
  }

  private static func list(of element: JSON5) -> JSON5 {
    .object([("type", .text("array")), ("items", element), ("minItems", .integer(1))])
  }
}
