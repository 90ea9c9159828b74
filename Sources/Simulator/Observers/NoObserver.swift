/// An observer that sees nothing.
@frozen
public struct NoObserver<Subject: Machine, LoadNote: Traceable>: Observer {
  /// An observer without state.
  @inlinable public init() {}
}
