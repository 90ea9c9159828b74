/// A distribution of spans of time.
@frozen
public enum Delay: Hashable, Sendable {
  case constant(Nanoseconds)
  case uniform(Nanoseconds, Nanoseconds)

  @inlinable
  public func sample(_ word: UInt64) -> Nanoseconds {
    switch self {
    case .constant(let value): value
    case .uniform(let low, let high):
      low + Nanoseconds(RandomStream.scale(word, UInt64(high - low + 1)))
    }
  }
}
