import Scenarios
import Simulator

/// Changes of a scenario's tree: hostile values where good ones stood, and parts out of their place.
struct ScenarioMutation {
  private var random: RandomStream

  init(_ number: UInt64) { random = RandomStream(seed: 1, .test, number) }

  /// The tree with one or two changes; the donor gives parts that belong elsewhere.
  mutating func mutant(of tree: JSON5, donor: JSON5) -> JSON5 {
    var tree = tree
    for _ in 0...pick(2) {
      // Mostly a value without parts: changes of those leave more of what reads them to be reached.
      var place = 0
      for _ in 0..<4 where ScenarioMutation.part(place, of: tree)?.hasParts ?? false {
        place = pick(ScenarioMutation.count(tree))
      }
      let part = ScenarioMutation.part(pick(ScenarioMutation.count(donor)), of: donor)
      change(&tree, at: &place, part ?? donor)
    }
    return tree
  }

  /// Values of a tree, the tree itself among them.
  private static func count(_ tree: JSON5) -> Int {
    switch tree.content {
    case .list(let elements): elements.reduce(1) { $0 + count($1) }
    case .object(let members): members.reduce(1) { $0 + count($1.value) }
    default: 1
    }
  }

  private static func part(_ place: Int, of tree: JSON5) -> JSON5? {
    if place == 0 { return tree }
    let children: [JSON5] =
      switch tree.content {
      case .list(let elements): elements
      case .object(let members): members.map { $0.value }
      default: []
      }
    var place = place - 1
    for child in children {
      let size = count(child)
      if place < size { return part(place, of: child) }
      place -= size
    }
    return nil
  }

  /// Changes the value that is `place` steps from here in the order of the text.
  private mutating func change(_ tree: inout JSON5, at place: inout Int, _ part: JSON5) {
    if place == 0 { tree = changed(tree, part) }
    place -= 1
    if place < 0 { return }
    switch tree.content {
    case .list(var elements):
      for index in elements.indices where place >= 0 { change(&elements[index], at: &place, part) }
      tree.content = .list(elements)
    case .object(var members):
      for index in members.indices where place >= 0 {
        change(&members[index].value, at: &place, part)
      }
      tree.content = .object(members)
    default: break
    }
  }

  private mutating func changed(_ tree: JSON5, _ part: JSON5) -> JSON5 {
    switch tree.content {
    case .list(let elements) where !elements.isEmpty && pick(2) == 0:
      let index = pick(elements.count)
      return JSON5(.list(elements + [elements[index]]))
    case .object(var members) where !members.isEmpty && pick(4) > 0:
      let (one, other) = (pick(members.count), pick(members.count))
      switch pick(4) {
      case 0: members.remove(at: one)
      case 1: members.append(members[one])
      case 2:
        (members[one].value, members[other].value) = (members[other].value, members[one].value)
      default: members[one].value = part
      }
      return JSON5(.object(members))
    case .text(let text) where pick(4) > 0: return JSON5(.text(hostile(like: text)))
    case .number where pick(4) > 0: return JSON5(.number(ExactNumber(choice(Self.numbers))))
    case .boolean(let flag) where pick(4) > 0: return JSON5(.boolean(!flag))
    default: return pick(3) == 0 ? part : JSON5(any())
    }
  }

  /// Of the same form, and as large, small or odd as that form can be.
  private mutating func hostile(like text: String) -> String {
    if text.contains("..") {
      return choice(["1ns..87600h", "0s..0s", "1ms..1s", "2h..1h", "0..1e400"])
    }
    if text.hasSuffix("%") { return choice(["0%", "1%", "50%", "100%", "101%", "-1%", "0.0001%"]) }
    if text.contains("/") {
      return choice([
        "0/s", "1/s", "7/min", "1000000000000/ns", "1/87600h", "1/0s", "-1/s", "1e18/s",
      ])
    }
    if text.hasPrefix("<") || text.hasPrefix(">") {
      return choice([
        "< 1", ">= 0", "< 7ms", "> 9223372036854775808", ">= 1e400s", "< -1ms", "<", "== 0ns",
      ])
    }
    if text.last == "s" && text.first?.isNumber == true {
      return choice([
        "0s", "1ns", "7ms", "1.5s", "1h", "87600h", "9223372036854775808ns", "-1s", "1e400s",
        "0.5ns",
      ])
    }
    return choice([
      "leader", "any 1000000", "n0", "n99999", "", "commit 99999999999999999999", "a\u{1B}[31m\n",
      "\u{202E}", String(repeating: "x", count: 10_000), "1..18446744073709551616", "raft",
    ])
  }

  private static let numbers: [Int64] = [
    0, -1, 1, 2, 3, 7, 50, 1_000, 65_536, 200_000, 1 << 31, 1 << 53, .max, .min,
  ]

  private mutating func any() -> JSON5.Content {
    switch pick(8) {
    case 0...3: return .number(ExactNumber(choice(Self.numbers)))
    case 4: return .boolean(pick(2) == 0)
    case 5: return .null
    case 6: return .list([])
    default:
      return (0..<choice([1, 30, 70])).reduce(JSON5.Content.object([])) { inner, _ in
        .list([JSON5(inner)])
      }
    }
  }

  private mutating func choice<Value>(_ values: [Value]) -> Value { values[pick(values.count)] }

  private mutating func pick(_ count: Int) -> Int { Int(random.below(UInt64(count))) }
}

extension JSON5 {
  fileprivate var hasParts: Bool {
    switch content {
    case .list(let elements): !elements.isEmpty
    case .object(let members): !members.isEmpty
    default: false
    }
  }
}
