/// Something due at a moment of virtual time; what `tag` and `index` mean is the caller's.
@frozen
public struct Event: Hashable, Sendable {
  /// When it is due.
  public let time: Nanoseconds
  /// What kind of event it is; a world keeps the kind in the low four bits.
  public let tag: UInt32
  /// To what it happens, such as an agent or a message on its way.
  public let index: UInt32

  /// An event, which the queue keeps as it is.
  @inlinable
  public init(time: Nanoseconds, tag: UInt32, index: UInt32) {
    self.time = time
    self.tag = tag
    self.index = index
  }
}
