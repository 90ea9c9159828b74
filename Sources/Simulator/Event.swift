/// Something due at a moment of virtual time; what `tag` and `index` mean is the caller's.
@frozen
public struct Event: Hashable, Sendable {
  public let time: Nanoseconds
  public let tag: UInt32
  public let index: UInt32

  @inlinable
  public init(time: Nanoseconds, tag: UInt32, index: UInt32) {
    self.time = time
    self.tag = tag
    self.index = index
  }
}
