/// One choice of the values that `vary` lists, put into the tree of the file.
struct Variant {
  let tree: JSON5
  /// The settings that set it apart.
  let label: String
  let choices: [Choice]

  /// The most variants of a scenario.
  static let limit = 1000

  /// Agents of all variants together, a fault counted as so many, at most: each variant keeps its own.
  static let mostWeight = 1_000_000
  static let faultWeight = 10

  /// Values of the trees of all variants together, at most: each is read.
  private static let mostValues = 5_000_000

  /// Points in a path, at most.
  private static let depthLimit = 16

  /// A path with the value to put there.
  private typealias Setting = JSON5.Member

  /// All variants in the order of the grid, the last path moving first.
  static func all(of tree: JSON5, _ diagnostics: inout Diagnostics) -> [Variant] {
    guard let vary = tree["vary"] else { return [] }
    let choices = choices(vary, &diagnostics)
    let values = tree.valueCount - vary.valueCount
    guard values <= mostValues / max(1, choices.count) else {
      diagnostics.add(
        vary.position, "'vary' makes \(choices.count) variants of \(values) values each",
        "at most \(mostValues) in all; list fewer values")
      return []
    }
    var variants: [Variant] = []
    var labels: Set<[UInt8]> = []
    for settings in choices {
      guard let changed = apply(settings, to: tree, &diagnostics) else { return [] }
      let number = variants.count + 1
      let plain = plainChoices(settings)
      var label = plain.map { "\($0.path)=\($0.value)" }.joined(separator: " ")
      if label.isEmpty { label = "variant \(number)" }
      if !labels.insert(Array(label.utf8)).inserted { label += " #\(number)" }
      variants.append(Variant(tree: changed, label: label, choices: plain))
    }
    return variants
  }

  private static func choices(
    _ vary: JSON5, _ diagnostics: inout Diagnostics
  ) -> [[Setting]] {
    if case .list(let entries) = vary.content { return entries.map { settings($0) } }
    var choices: [[Setting]] = [[]]
    for path in settings(vary) {
      guard case .list(let values) = path.value.content else { continue }
      guard choices.count * values.count <= limit else {
        diagnostics.add(
          vary.position, "'vary' makes more than \(limit) variants", "list fewer values")
        return []
      }
      choices = choices.flatMap { chosen in
        values.map {
          chosen + [Setting(key: path.key, keyPosition: path.keyPosition, value: $0)]
        }
      }
    }
    return choices
  }

  private static func settings(_ object: JSON5) -> [Setting] {
    if case .object(let members) = object.content { return members }
    return []
  }

  /// The settings that fit on a line: those of plain values.
  private static func plainChoices(_ settings: [Setting]) -> [Choice] {
    settings.compactMap { setting in
      switch setting.value.content {
      case .list, .object: nil
      case .text(let plain): Choice(path: setting.key, value: plain)
      default: Choice(path: setting.key, value: setting.value.description)
      }
    }
  }

  private static func apply(
    _ settings: [Setting], to tree: JSON5, _ diagnostics: inout Diagnostics
  ) -> JSON5? {
    var changed = tree
    if case .object(let members) = tree.content {
      changed.content = .object(members.filter { $0.key != "vary" })
    }
    for setting in settings {
      let isDeep = setting.key.utf8.count { $0 == UInt8(ascii: ".") } > depthLimit
      if isDeep || setting.key == "vary" || !changed.set(setting.key, setting) {
        diagnostics.add(
          setting.keyPosition, "'\(setting.key)' leads nowhere in this scenario",
          "a path is such as \"raft.preVote\", or \"faults.1.for\" for the first fault")
        return nil
      }
    }
    return changed
  }
}

extension JSON5 {
  /// The values of the tree, itself among them.
  fileprivate var valueCount: Int {
    switch content {
    case .list(let elements): elements.reduce(1) { $0 + $1.valueCount }
    case .object(let members): members.reduce(1) { $0 + $1.value.valueCount }
    default: 1
    }
  }

  /// Puts a value at the end of a path; false if the path leads through what holds nothing.
  ///
  /// Keys that are missing are made, elements of a list are not.
  mutating func set(_ path: String, _ setting: Member) -> Bool {
    switch content {
    case .object(var members):
      let isKey = members.contains { $0.key == path }
      let (first, rest) = isKey ? (path, nil) : JSON5.split(path)
      if !members.contains(where: { $0.key == first }) {
        let empty = JSON5(.object([]), at: setting.keyPosition)
        members.append(Member(key: first, keyPosition: setting.keyPosition, value: empty))
      }
      guard let index = members.firstIndex(where: { $0.key == first }) else { return false }
      guard members[index].value.descend(rest, setting) else { return false }
      content = .object(members)
    case .list(var elements):
      let (first, rest) = JSON5.split(path)
      guard let number = Cast.number(first), number >= 1, number <= Int64(elements.count),
        elements[Int(number) - 1].descend(rest, setting)
      else { return false }
      content = .list(elements)
    default:
      return false
    }
    return true
  }

  private mutating func descend(_ rest: String?, _ setting: Member) -> Bool {
    if let rest { return set(rest, setting) }
    self = setting.value
    return true
  }

  /// The part of a path before its first point, and the part behind it.
  ///
  /// That of `p99.9`, by which expectations name a statistic, parts nothing.
  private static func split(_ path: String) -> (String, String?) {
    let bytes = Array(path.utf8)
    let point = bytes.indices.first { index in
      bytes[index] == UInt8(ascii: ".")
        && !(bytes[..<index].suffix(3).elementsEqual("p99".utf8)
          && bytes[index...].dropFirst().first == UInt8(ascii: "9"))
    }
    guard let point else { return (path, nil) }
    return (
      String(decoding: bytes[..<point], as: UTF8.self),
      String(decoding: bytes[(point + 1)...], as: UTF8.self)
    )
  }
}
