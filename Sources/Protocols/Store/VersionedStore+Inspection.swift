public import Simulator

/// What an agent holds and waits for, as tools show it.
extension VersionedStore {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("objects", list: objects)
    visitor.field("attempts", list: attempts)
    visitor.field("time", time)
    visitor.field("versionCount", versionCount)
    visitor.field("calls", list: calls.items)
    visitor.field("lastCall", lastCall)
  }
}

extension VersionedStore.Call: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("key", key)
    visitor.field("client", client)
    visitor.field("write", isWrite)
    visitor.field("object", object)
    visitor.field("replied", list: replied.members)
    visitor.field("answers", list: answers)
    visitor.field("answered", isAnswered)
  }
}

extension VersionedStore.Answer: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("agent", agent)
    visitor.field("object", object)
  }
}

extension VersionedStore.Context: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("clock", clock)
    visitor.field("time", time)
  }
}

extension VersionedStore.Stamped: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("value", value)
    visitor.field("time", time)
    visitor.field("origin", origin)
    visitor.field("number", number)
  }
}

extension VersionedStore.Versioned: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("value", value)
    visitor.field("clock", clock)
  }
}

extension VersionedStore.Object: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .absent: visitor.kind(0, "absent")
    case .last(let version):
      visitor.kind(1, "last")
      version.fields(into: &visitor)
    case .vectors(let versions):
      visitor.kind(2, "versions")
      visitor.field("versions", list: versions)
    case .shared(let values, let clock):
      visitor.kind(3, "shared")
      visitor.field("values", list: values)
      visitor.field("clock", clock)
    case .dotted(let versions):
      visitor.kind(4, "dotted")
      versions.fields(into: &visitor)
    }
  }
}
