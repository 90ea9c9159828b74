import Scenarios

/// A key of the format with where it stands.
struct KeyPlace: Hashable {
  /// With points between the names: `network.delay`.
  let path: String
  let key: Key

  /// The keys of a protocol's scenarios, from the top down, each place once.
  static func all(_ vocabulary: Vocabulary, among vocabularies: [Vocabulary]) -> [KeyPlace] {
    var places: [KeyPlace] = []
    collect(Format.keys(for: vocabulary, among: vocabularies), "", &places)
    return places
  }

  private static func collect(_ keys: [Key], _ prefix: String, _ places: inout [KeyPlace]) {
    for key in keys {
      let path = prefix.isEmpty ? key.name : "\(prefix).\(key.name)"
      places.append(KeyPlace(path: path, key: key))
      collect(inner(key.shape), path, &places)
    }
  }

  private static func inner(_ shape: Shape) -> [Key] {
    switch shape {
    case .object(let keys): keys
    case .list(let element, _), .map(let element, _): inner(element)
    case .either(let one, let other): inner(one) + inner(other)
    default: []
    }
  }

  var text: String {
    var text = "the key \(path): \(key.about)\n  takes \(key.shape.summary)\n"
    switch key.presence {
    case .required: text += "  must be there\n"
    case .optional: break
    case .standard(let value): text += "  \(value) without it\n"
    case .sameAs(let other): text += "  the same as \(other) without it\n"
    }
    if let example = key.example { text += "  such as  \(key.name): \(example)\n" }
    return text
  }
}
