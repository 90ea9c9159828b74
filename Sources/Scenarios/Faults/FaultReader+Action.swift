import Simulator

extension FaultReader {
  /// What a declared fault does: exactly one of the kinds' keys.
  mutating func readAction(_ values: Values) -> FaultAction? {
    let given = values.fields.filter { field in
      field.isGiven && Format.declarations.contains { $0.name == field.name }
    }
    if given.count > 1 {
      complain(
        given[1].keyPosition,
        "the fault does two things, '\(given[0].name)' and '\(given[1].name)'",
        "make two faults of it")
      return nil
    }
    guard let field = given.first, let kind = readKind(field, values) else {
      let names = Format.declarations.map { $0.name }
      // A key with a wrong value has been reported already.
      if !writtenKeys.contains(where: { names.contains($0) }) {
        complain(
          values.position, "the fault does nothing", "it lacks one of " + Nearest.list(names))
      }
      return nil
    }
    let parameters = parameters(of: kind.form, field)
    guard let bearing = readBearing(values),
      let effect = kind.form.read(&self, parameters, bearing)
    else { return nil }
    if let key = values.field("inFlight"), key.isGiven, kind.bearing != .cut {
      complain(key.keyPosition, "'inFlight' belongs to faults that cut links", "remove it")
    }
    if let key = values.field("kinds"), key.isGiven, kind.bearing != .cut, kind.bearing != .links {
      complain(
        key.keyPosition, "'kinds' belongs to faults that cut or change links or meet a message",
        "remove it")
    }
    return settled(effect, parameters)
  }

  /// What a fault says of the messages on which it bears; nil, with a reason, if it makes no sense.
  mutating func readBearing(_ values: Values) -> FaultForm.Bearing? {
    guard let kinds = kinds(values, "kinds") else { return nil }
    return FaultForm.Bearing(
      inFlight: values.word("inFlight", of: FaultAction.InFlight.self) ?? .kept, kinds: kinds)
  }

  /// The kinds of messages that a key names, as indices in rising order; empty without the key, and nil, with
  /// a reason, if there is no such kind.
  mutating func kinds(_ values: Values, _ name: String) -> [Int]? {
    guard let item = item(values, name) else { return [] }
    var kinds: Set<Int> = []
    let before = diagnostics.count
    for one in item.value.list ?? [item] {
      guard let word = one.value.text else { continue }
      if let kind = messageNames.firstIndex(of: word) {
        kinds.insert(kind)
      } else {
        complain(
          one.position, "\(JSON5.quoted(word)) is no kind of message of the protocol",
          messageNames.isEmpty
            ? "its messages cannot be told apart"
            : Nearest.suggestion(for: word, among: messageNames))
      }
    }
    return diagnostics.count == before ? kinds.sorted() : nil
  }

  /// The kind of a declared fault: that of its key, or for a crash that of what it does to the disk.
  private mutating func readKind(_ action: Values.Field, _ values: Values) -> FaultKind? {
    let kind = FaultKind(key: action.name)
    guard let disk = values.field("disk"),
      let loss = values.word("disk", of: FaultAction.DiskLoss.self)
    else { return kind }
    if kind == .crash { return loss.kind }
    complain(disk.keyPosition, "'disk' belongs to 'crash'", "remove it")
    return kind
  }

  /// The parameters of a declared fault by their names, however it gives them.
  private mutating func parameters(of form: FaultForm, _ field: Values.Field) -> Values {
    if let object = field.value.object { return object }
    if field.value == .boolean(false) {
      complain(
        field.position, "'\(field.name)' is not asked for", "write true, or remove the fault")
    }
    let named = form.parameters.prefix(1).map { parameter in
      Values.Field(
        name: parameter.key.name, keyPosition: field.keyPosition, value: field.value,
        position: field.position, isGiven: true)
    }
    return Values(named, at: field.position)
  }

  /// The action of an effect that leaves nothing to draw.
  private mutating func settled(_ effect: Chaos.Effect, _ values: Values) -> FaultAction {
    switch effect {
    case .fixed(let action): return action
    case .drift(let targets, let range):
      if range.lowerBound != range.upperBound {
        complain(values.position(of: "ppm"), "a fault's drift is one number", "only chaos draws")
      }
      return .clockDrift(targets, partsPerMillion: range.lowerBound)
    case .jump(let targets, let range):
      if range.lowerBound != range.upperBound {
        complain(values.position(of: "by"), "a fault's jump is one duration", "only chaos draws")
      }
      return .clockJump(targets, by: range.lowerBound)
    case .order(let targets, let orders, let whom):
      // A declared fault takes one word, and so gives a fixed effect.
      return .order(targets, orders[0], whom: whom)
    }
  }

  /// A message on its way: one agent that sent it, and one that it goes to; one of them may be the clients.
  mutating func message(
    _ values: Values
  ) -> (from: Target, to: Target, rank: Int64)? {
    guard let from = item(values, "from").flatMap({ resolve($0, clients: true) }),
      let to = item(values, "to").flatMap({ resolve($0, clients: true) }),
      let rank = values["rank"]?.integer
    else { return nil }
    for (name, found) in [("from", from), ("to", to)]
    where found.count != 1 || (found[0] != .clients && cast.need(found[0]) != 1) {
      complain(values.position(of: name), "a message goes from one agent to one", "name one agent")
      return nil
    }
    if from == [.clients], to == [.clients] {
      complain(values.position(of: "to"), "clients send one another nothing", "name one agent")
      return nil
    }
    checkReach(from + to, values.position)
    return (from[0], to[0], rank)
  }
}
