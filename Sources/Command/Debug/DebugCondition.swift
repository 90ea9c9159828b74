import Experiments
import Scenarios
import Simulator

/// A condition on what agents believe: `n1 role = leader`, `any term >= 4`.
struct DebugCondition {
  /// Whose machines are asked.
  enum Whose {
    case one(AgentID)
    case any
    case all
  }

  enum Comparison: String, CaseIterable {
    case less = "<"
    case atMost = "<="
    case equal = "="
    case unequal = "!="
    case atLeast = ">="
    case more = ">"
  }

  let whose: Whose
  /// The name of a field of the machine, in words or in camel case.
  let field: String
  let comparison: Comparison
  let value: String

  /// Reads a condition; nil if the words are none, as without a comparison.
  init?(_ words: [String], agents: Int) throws(Complaint) {
    guard let place = words.firstIndex(where: { Comparison(rawValue: $0) != nil }),
      let comparison = Comparison(rawValue: words[place])
    else { return nil }
    guard place >= 2, place < words.count - 1 else {
      throw Complaint("a condition is such as n1 role = leader, or any term >= 4")
    }
    switch words[0] {
    case "any": whose = .any
    case "all": whose = .all
    default: whose = .one(try Debugger.agent(words[0], of: agents))
    }
    field = words[1..<place].joined(separator: " ")
    self.comparison = comparison
    value = words[(place + 1)...].joined(separator: " ")
  }

  /// Whether it holds of a run now; agents that lack the field do not meet it.
  func holds(_ session: Session) -> Bool {
    switch whose {
    case .one(let agent): holds(of: agent, session)
    case .any: (0..<session.agentCount).contains { holds(of: AgentID($0), session) }
    case .all: (0..<session.agentCount).allSatisfy { holds(of: AgentID($0), session) }
    }
  }

  private func holds(of agent: AgentID, _ session: Session) -> Bool {
    guard let found = session.inspect(agent).machine.value(named: field) else { return false }
    return holds(of: found)
  }

  private func holds(of found: FieldValue) -> Bool {
    if let (left, right) = numbers(found) { return compares(left, right) }
    let text = found.text
    switch comparison {
    case .equal: return text == value
    case .unequal: return text != value
    case .less, .atMost, .atLeast, .more: return compares(text, value)
    }
  }

  /// Both sides as numbers, if they are.
  private func numbers(_ found: FieldValue) -> (Int64, Int64)? {
    switch found {
    case .integer(let number): Int64(value).map { (number, $0) }
    case .time(let time): DurationText.time(value).map { (time, $0) }
    case .list(let items): Int64(value).map { (Int64(items.count), $0) }
    default: nil
    }
  }

  private func compares<T: Comparable>(_ left: T, _ right: T) -> Bool {
    switch comparison {
    case .less: left < right
    case .atMost: left <= right
    case .equal: left == right
    case .unequal: left != right
    case .atLeast: left >= right
    case .more: left > right
    }
  }

  /// Complains if no agent that is asked has the field.
  func check(_ session: Session) throws(Complaint) {
    let agent: AgentID = if case .one(let one) = whose { one } else { AgentID(0) }
    let machine = session.inspect(agent).machine
    if machine.value(named: field) != nil { return }
    let names = machine.items.map { $0.words }
    let near = Nearest.suggestion(for: field, among: names) ?? ""
    throw Complaint("agents have no '\(field)'; \(near)")
  }
}

extension Fields {
  /// The value of a name, in words or in camel case.
  func value(named name: String) -> FieldValue? {
    items.first { $0.name == name || $0.words == name }?.value
  }
}

extension Field {
  /// Its name in words: `commit index`.
  var words: String {
    var text = ""
    for character in name {
      if character.isUppercase {
        text += " " + character.lowercased()
      } else {
        text.append(character)
      }
    }
    return text
  }
}
