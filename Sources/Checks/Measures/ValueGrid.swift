/// Buckets of 64-bit values, each as wide as a fixed share of the values in it.
///
/// Values below 2^(bits + 1) have a bucket each; above that every octave has 2^bits of them, so that the
/// middle of a bucket is within 2^-(bits + 1) of every value in it. Negative values mirror the others.
/// A grid of fewer bits is made of whole buckets of one with more.
@frozen
public struct ValueGrid: Hashable, Sendable {
  /// Binary digits of a value that tell buckets apart, beside the leading one; from 1 to 20.
  public let bits: Int32

  /// A grid with 2^`bits` buckets an octave.
  public init(bits: Int32) {
    precondition((1...20).contains(bits), "a grid of \(bits) bits is none of 1 to 20")
    self.bits = bits
  }

  /// The grid of samples that are pooled: the middle of a bucket is within 0.1 % of its values.
  public static var fine: ValueGrid { ValueGrid(bits: 9) }

  /// The number of a value's bucket; it rises with the value.
  public func bucket(of value: Int64) -> Int32 {
    if value < 0 { return ~bucket(of: ~value) }
    let shift = Swift.max(0, 63 - Int32(value.leadingZeroBitCount) - bits)
    return (shift << bits) + Int32(value >> Int64(shift))
  }

  /// The values of a bucket.
  ///
  /// - Precondition: it is the bucket of some value.
  public func values(of bucket: Int32) -> ClosedRange<Int64> {
    if bucket < 0 {
      let mirrored = values(of: ~bucket)
      return ~mirrored.upperBound...(~mirrored.lowerBound)
    }
    let shift = Swift.max(0, (bucket >> bits) - 1)
    let head = Int64(bucket - (shift << bits))
    let low = head << Int64(shift)
    return low...(low + ((1 << Int64(shift)) - 1))
  }

  /// The value that stands for all of a bucket.
  public func middle(of bucket: Int32) -> Int64 {
    let values = values(of: bucket)
    return values.lowerBound + (values.upperBound - values.lowerBound) / 2
  }

  /// The numbers that buckets can have.
  public var buckets: ClosedRange<Int32> { bucket(of: .min)...bucket(of: .max) }
}
