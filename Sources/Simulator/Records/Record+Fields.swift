extension Record: Fielded {
  /// As JSON shows it; what a record does not have is left out.
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("event", event)
    visitor.field("time", time: time)
    visitor.field("kind", kind.word)
    if let agent { visitor.field("agent", agent) }
    if let peer { visitor.field("peer", peer) }
    if let client { visitor.field("client", client + 1) }
    if let message { visitor.field("message", message) }
    if let cause { visitor.field("cause", cause) }
    for detail in details { visitor.field(detail.name, detail.value) }
    if content != Fields() { visitor.field("content", content) }
  }
}

/// Fields that were gathered tell a visitor what they were gathered from.
extension Fields: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    if let kind { visitor.kind(0, kind) }
    for item in items { visitor.field(item.name, item.value) }
  }
}

extension FieldValue: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .none: visitor.none()
    case .integer(let integer): visitor.value(integer)
    case .flag(let flag): visitor.value(flag)
    case .agent(let agent): visitor.value(agent)
    case .time(let time): visitor.value(time: time)
    case .text(let text): visitor.value(text)
    case .list(let values): visitor.list(values)
    case .composite(let fields): fields.fields(into: &visitor)
    }
  }
}
