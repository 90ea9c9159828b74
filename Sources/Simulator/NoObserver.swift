/// An observer that sees nothing.
@frozen
public struct NoObserver<Subject: Machine, LoadNote: Traceable>: Observer {
  @inlinable public init() {}
}
