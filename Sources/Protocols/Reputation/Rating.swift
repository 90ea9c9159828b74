public import Simulator

/// What a rater says of the outcome of one task.
@frozen
public struct Rating: Traceable {
  /// Who says it; with `number` the identity of the task.
  public let rater: Int32
  /// Number of the task among the rater's, from 1.
  public let number: Int32
  /// Who did the task.
  public let worker: Int32
  /// How well, in thousandths.
  public let score: Int32
  /// When, by the rater's clock, in epochs.
  public let epoch: Int32

  /// A rating of a task.
  @inlinable
  public init(rater: Int32, number: Int32, worker: Int32, score: Int32, epoch: Int32) {
    self.rater = rater
    self.number = number
    self.worker = worker
    self.score = score
    self.epoch = epoch
  }

  /// Of two ratings of one task the one that counts: the lower, so that nobody gains by a second one.
  func counts(over other: Rating) -> Bool {
    (score, worker, epoch) < (other.score, other.worker, other.epoch)
  }

  /// Whether it counts before another of the same worker: the newer one, and of one epoch by its task.
  func isNewer(than other: Rating) -> Bool {
    (epoch, number, rater) > (other.epoch, other.number, other.rater)
  }

  /// A word for the rating, of which sums tell sets of ratings apart.
  var word: UInt64 {
    let place = UInt64(UInt32(bitPattern: rater)) << 32 | UInt64(UInt32(bitPattern: number))
    let content = UInt64(UInt32(bitPattern: worker)) << 32 | UInt64(UInt32(bitPattern: epoch))
    return RandomStream.mix(
      RandomStream.mix(place) ^ RandomStream.mix(content &+ UInt64(UInt32(bitPattern: score)) << 20)
    )
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.fields("rater", rater, "number", number)
    visitor.fields("worker", worker, "score", score)
    visitor.field("epoch", epoch)
  }
}
