/// The format in words, from the same description that reads it.
public enum Description {
  /// Keys with what they take, their defaults and examples, indented by depth.
  public static func text(of keys: [Key]) -> String {
    var text = ""
    for key in keys { write(key, "", &text) }
    return text
  }

  /// The whole format for one protocol.
  public static func text(of vocabulary: Vocabulary) -> String {
    var text = "\(vocabulary.name): \(vocabulary.about)\n\n"
    text += Description.text(of: Format.keys(for: vocabulary, among: [vocabulary]))
    text += words("roles that faults may name", vocabulary.roleNames)
    text += words("milestones for 'after' and 'expect'", vocabulary.milestoneNames)
    text += words("kinds of messages for 'delayOf'", vocabulary.messageNames)
    text += words("orders that faults may give", vocabulary.orderNames)
    text += measures(vocabulary.measures, "")
    text += measures(vocabulary.serviceMeasures, " where a scenario has 'service'")
    text += measures(vocabulary.connectionMeasures, " where links share connections")
    text += words("checks", vocabulary.checkNames)
    for part in vocabulary.extensions {
      text += words(
        "of these, only where a scenario \(part.about)", part.measureNames + part.checkNames)
    }
    text += mutants(vocabulary.mutants)
    return text
  }

  private static func write(_ key: Key, _ indent: String, _ text: inout String) {
    text += "\(indent)\(key.name): \(key.about)\n"
    text += "\(indent)    \(kind(key.shape))\(presence(key))\n"
    if let example = key.example { text += "\(indent)    such as \(key.name): \(example)\n" }
    for inner in keys(in: key.shape) { write(inner, indent + "  ", &text) }
  }

  private static func presence(_ key: Key) -> String {
    switch key.presence {
    case .required: "; required"
    case .optional: ""
    case .standard(let value): "; default \(value)"
    case .sameAs(let other): "; default that of \(other)"
    }
  }

  /// The summary of a shape, without the keys that follow anyway.
  private static func kind(_ shape: Shape) -> String {
    switch shape {
    case .object: "an object"
    case .list(.object, _): "a list of objects"
    case .map(.object, let names): "an object from \(names) to objects"
    case .either(let one, let other): "\(kind(one)), or \(kind(other))"
    default: shape.summary
    }
  }

  private static func keys(in shape: Shape) -> [Key] {
    switch shape {
    case .object(let keys): keys
    case .list(let element, _): keys(in: element)
    case .map(let element, _): keys(in: element)
    case .either(let one, let other): keys(in: one) + keys(in: other)
    default: []
    }
  }

  private static func words(_ title: String, _ words: [String]) -> String {
    if words.isEmpty { return "" }
    var text = "\n\(title):\n"
    for word in words { text += "  \(word)\n" }
    return text
  }

  private static func mutants(_ mutants: [Mutant]) -> String {
    if mutants.isEmpty { return "" }
    var text = "\nmutants, mistakes that 'mutant' plants:\n"
    for mutant in mutants { text += "  \(mutant.name): \(mutant.line)\n" }
    return text
  }

  private static func measures(_ measures: [Measure], _ condition: String) -> String {
    if measures.isEmpty { return "" }
    var text = "\nmeasures for 'expect'\(condition):\n"
    for measure in measures { text += "  \(measure.name): \(measure.about)\n" }
    return text
  }
}
