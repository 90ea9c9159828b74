public import Simulator

/// Requests that a section lists: what a load's clients can be made to ask for, said once.
extension Section {
  /// The fields of a request.
  public mutating func request<A: Askable>(_ request: inout A) {
    var given = Fields()
    for field in A.fields {
      let key = Key(field)
      guard let read = declare(key.name, key.shape, key.presence, key.about, nil, nil) else {
        continue
      }
      if field.shape == .agent, let number = read.integer { checkAgent(field.name, number) }
      if let value = field.value(read) { given.items.append(Field(field.name, value)) }
    }
    if let read = A(unchecked: given) { request = read }
  }

  /// Mistakes in a request that was read, as a whole.
  public mutating func review<A: Askable>(_ request: A) {
    guard let values, let mistake = request.mistake(Fields(values, A.fields)) else { return }
    complain(mistake.field, mistake.message, mistake.suggestion)
  }
}
