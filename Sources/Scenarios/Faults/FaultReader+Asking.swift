import Simulator

extension FaultReader {
  /// What a client is made to ask for.
  mutating func ask(_ values: Values) -> FaultAction? {
    // What is wrong with it has been told.
    guard let client = values["client"]?.integer else { return nil }
    let before = diagnostics.count
    checkAgents(values, requests.fields)
    let request = Fields(values, requests.fields)
    if diagnostics.count == before, let mistake = requests.mistake(request) {
      let place = mistake.field.map { values.position(of: $0) } ?? values.position
      complain(place, mistake.message, mistake.suggestion)
    }
    if diagnostics.count > before { return nil }
    return .ask(client: Int32(truncatingIfNeeded: client - 1), request)
  }

  /// What agents are told to do: one order, or in chaos one of several.
  mutating func order(_ values: Values) -> Chaos.Effect? {
    guard let targets = targets(values, "of"), let item = item(values, "to") else { return nil }
    let words = (item.value.list ?? [item]).compactMap { $0.value.text }
    let orders = words.compactMap { orderNames.firstIndex(of: $0) }
    guard !orders.isEmpty, orders.count == words.count else { return nil }
    var whom: [Target] = []
    if values.field("whom") != nil {
      guard let subjects = self.targets(values, "whom") else { return nil }
      whom = subjects
    }
    guard checkSubjects(whom, of: orders, values) else { return nil }
    if item.value.list == nil { return .fixed(.order(targets, orders[0], whom: whom)) }
    return .order(targets, orders, whom: whom)
  }

  /// Whether orders speak of as many as they must.
  private mutating func checkSubjects(
    _ whom: [Target], of orders: [Int], _ values: Values
  ) -> Bool {
    let subjects = orders.map { orderSubjects[$0] }
    func name(_ wanted: (OrderSubject) -> Bool) -> String? {
      orders.first { wanted(orderSubjects[$0]) }.map { orderNames[$0] }
    }
    if whom.isEmpty {
      guard let name = name({ $0 != .nobody }) else { return true }
      complain(
        values.position, "'\(name)' does not say of whom", "add such as whom: \"any follower\"")
      return false
    }
    let place = values.position(of: "whom")
    if subjects.allSatisfy({ $0 == .nobody }) {
      complain(place, "'\(orderNames[orders[0]])' speaks of nobody else", "remove 'whom'")
      return false
    }
    if let name = name({ $0 == .agent }), whom.count != 1 || cast.need(whom[0]) != 1 {
      complain(place, "'\(name)' speaks of one agent", "name one, such as \"any follower\"")
      return false
    }
    return true
  }

  /// Complains of agents that there are not.
  private mutating func checkAgents(_ values: Values, _ fields: [AskField]) {
    for field in fields {
      guard let value = values[field.name] else { continue }
      if case .part(let inner) = field.shape, let object = value.object {
        checkAgents(object, inner)
      }
      guard field.shape == .agent, let number = value.integer, number > Int64(cast.agentCount)
      else { continue }
      complain(
        values.position(of: field.name), "there is no agent \(number)",
        "agents are numbered from 1 to \(cast.agentCount)")
    }
  }
}
