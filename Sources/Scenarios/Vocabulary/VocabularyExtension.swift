/// Measures and checks of a part of a protocol that few scenarios use; the others do without them.
public struct VocabularyExtension: Sendable {
  /// What the part is, for descriptions.
  public let about: String
  /// A file that has one of these keys, at whatever place, uses the part; so does one that names a measure or
  /// a check of it.
  public let keys: [String]
  /// A file that has one of these texts as a value uses it as well.
  public let words: [String]
  /// Among the vocabulary's measures.
  public let measureNames: [String]
  /// Among the vocabulary's checks.
  public let checkNames: [String]

  /// A part of a protocol with the keys that use it.
  public init(
    about: String, keys: [String], words: [String] = [], measureNames: [String],
    checkNames: [String]
  ) {
    self.about = about
    self.keys = keys
    self.words = words
    self.measureNames = measureNames
    self.checkNames = checkNames
  }

  /// Whether a file uses the part.
  func isUsed(by tree: JSON5) -> Bool {
    switch tree.content {
    case .null, .boolean, .number: false
    case .text(let text): checkNames.contains(text) || words.contains(text)
    case .list(let items): items.contains { isUsed(by: $0) }
    case .object(let members): members.contains { isUsed(byKey: $0.key) || isUsed(by: $0.value) }
    }
  }

  /// Keys of `vary` are paths, and those of `expect` begin with a measure.
  private func isUsed(byKey key: String) -> Bool {
    if (measureNames + checkNames).contains(where: { key.hasPrefix($0) }) { return true }
    return key.utf8.split(separator: UInt8(ascii: ".")).contains { part in
      keys.contains { $0.utf8.elementsEqual(part) }
    }
  }
}

extension Vocabulary {
  /// The same without the measures and checks of extensions that a file does not use.
  func fitted(to tree: JSON5) -> Vocabulary {
    var vocabulary = self
    for part in extensions where !part.isUsed(by: tree) {
      vocabulary.measures.removeAll { part.measureNames.contains($0.name) }
      vocabulary.checkNames.removeAll { part.checkNames.contains($0) }
    }
    return vocabulary
  }

  /// Measures of extensions that a file does not use.
  public func leavesOut(measure name: String) -> Bool {
    extensions.contains { $0.measureNames.contains(name) }
      && !measures.contains { $0.name == name }
  }

  /// Checks of extensions that a file does not use.
  public func leavesOut(check name: String) -> Bool {
    extensions.contains { $0.checkNames.contains(name) } && !checkNames.contains(name)
  }
}
