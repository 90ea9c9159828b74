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

  /// What agents are told to do.
  mutating func order(_ values: Values) -> FaultAction? {
    guard let targets = targets(values, "of"), let word = values["to"]?.text,
      let order = orderNames.firstIndex(of: word)
    else { return nil }
    return .order(targets, order)
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
