/// What clients ask of agents, and what they are answered.
public protocol ClientContent: Traceable {
  /// Size on the wire in bytes, as the protocol's author reckons it, where clients' links have a bandwidth.
  ///
  /// The default is 64: a frame with a handful of numbers.
  var byteCount: Int { get }
}

extension ClientContent {
  @inlinable public var byteCount: Int { 64 }
}

extension Nothing: ClientContent {}
