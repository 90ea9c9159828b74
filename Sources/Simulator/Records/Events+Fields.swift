extension LifeChange: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .started(let recovery):
      visitor.kind(0, "started")
      visitor.field("disk", recovery.description)
    case .crashed: visitor.kind(1, "crashed")
    case .paused: visitor.kind(2, "paused")
    case .resumed: visitor.kind(3, "resumed")
    }
  }
}

extension FaultEvent: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.kind(Int(phase.rawValue), name)
    visitor.field("phase", phase.description)
    visitor.field("targets", targets)
    visitor.field("agents", list: agents)
  }
}
