extension JSON5 {
  /// Puts settings of a command line into the tree of a file, before its variants are made.
  ///
  /// A value is read as JSON5; what is none, such as `200ms..400ms`, is a text. `null` takes away what the
  /// file says, `vary` as well.
  mutating func override(_ settings: [Choice], _ diagnostics: inout Diagnostics) {
    let taken = settings.filter { JSON5.content(ofWord: $0.value) == .null }
    for setting in taken where !remove(setting.path) {
      diagnostics.add(
        position, "'\(setting.path)' is not in this file, so there is nothing to take away",
        "leave --set \(setting.path)=null out")
    }
    for setting in settings where !taken.contains(setting) {
      if self["vary"]?.varies(setting.path) == true {
        diagnostics.add(
          position, "'\(setting.path)' is varied by the file, so it cannot be set",
          "leave it out of --set, or out of 'vary'")
        continue
      }
      let value = JSON5(JSON5.content(ofWord: setting.value), at: position)
      let member = Member(key: setting.path, keyPosition: position, value: value)
      if setting.path == "vary" || setting.path.isEmpty || !set(setting.path, member) {
        diagnostics.add(
          position, "'\(setting.path)' leads nowhere in this scenario",
          "a path is such as raft.preVote, or faults.1.for for the first fault")
      }
    }
  }

  /// Takes a member away; false if there is none at the path.
  private mutating func remove(_ path: String) -> Bool {
    switch content {
    case .object(var members):
      if let index = members.firstIndex(where: { $0.key == path }) {
        members.remove(at: index)
      } else if let (first, rest) = JSON5.parts(path),
        let index = members.firstIndex(where: { $0.key == first })
      {
        guard members[index].value.remove(rest) else { return false }
      } else {
        return false
      }
      content = .object(members)
    case .list(var elements):
      guard let (first, rest) = JSON5.parts(path), let number = Int(first),
        elements.indices.contains(number - 1), elements[number - 1].remove(rest)
      else { return false }
      content = .list(elements)
    default: return false
    }
    return true
  }

  /// A path before and behind its first point.
  private static func parts(_ path: String) -> (String, String)? {
    guard let point = path.firstIndex(of: ".") else { return nil }
    return (String(path[..<point]), String(path[path.index(after: point)...]))
  }

  /// Makes variants of the values that a command line lists, as `vary` of a file does.
  mutating func vary(_ variations: [Variation], _ diagnostics: inout Diagnostics) {
    if variations.isEmpty { return }
    if let own = self["vary"] {
      diagnostics.add(
        own.position, "the file has variants of its own",
        "leave --vary out to choose among them, or take 'vary' out of the file")
      return
    }
    let grid = variations.map { variation in
      Member(
        key: variation.path, keyPosition: position,
        value: JSON5(
          .list(variation.values.map { JSON5(JSON5.content(ofWord: $0), at: position) }),
          at: position))
    }
    guard case .object(let members) = content else { return }
    content = .object(
      members + [
        Member(key: "vary", keyPosition: position, value: JSON5(.object(grid), at: position))
      ])
  }

  private static func content(ofWord word: String) -> Content {
    if let tree = try? JSON5.read(Array(word.utf8), file: "") { return tree.content }
    return .text(word)
  }

  /// Whether a value of `vary` names a path.
  private func varies(_ path: String) -> Bool {
    switch content {
    case .object(let members): members.contains { $0.key == path }
    case .list(let entries): entries.contains { $0.varies(path) }
    default: false
    }
  }
}
