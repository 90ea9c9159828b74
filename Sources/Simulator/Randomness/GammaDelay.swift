/// An offset and a gamma variate: the sum of `shape` exponential variates where that is a whole number.
public struct GammaDelay: Hashable, Sendable {
  /// The shape in thousandths: 1000 is an exponential distribution, more is ever closer to a normal one.
  public let shapeThousandths: Int64
  /// The mean of the variate, without the offset: shape times scale.
  public let mean: Nanoseconds
  /// Added to every variate.
  public let offset: Nanoseconds
  /// The quantiles of the shape.
  private let quantiles: GammaQuantiles

  /// Shapes for which quantiles are right: 0.05 to 1000.
  public static var shapes: ClosedRange<Int64> { 50...1_000_000 }

  /// The distribution of these parameters; a shape beyond the limits counts as the nearest within.
  ///
  /// - Complexity: that of some ten thousand sums of a series, once.
  public init(shapeThousandths: Int64, mean: Nanoseconds, offset: Nanoseconds = 0) {
    let shapes = GammaDelay.shapes
    self.shapeThousandths = min(max(shapeThousandths, shapes.lowerBound), shapes.upperBound)
    self.mean = Delay.clamp(mean)
    self.offset = Delay.clamp(offset)
    quantiles = GammaQuantiles(shape: Double(self.shapeThousandths) / 1_000)
  }

  private init(_ gamma: GammaDelay, offset: Nanoseconds) {
    shapeThousandths = gamma.shapeThousandths
    mean = gamma.mean
    self.offset = Delay.clamp(offset)
    quantiles = gamma.quantiles
  }

  /// The same distribution, every delay longer by a time.
  public func shifted(by time: Nanoseconds) -> GammaDelay {
    GammaDelay(self, offset: offset + time)
  }

  /// The delay that a uniform word stands for.
  func sample(_ word: UInt64) -> Nanoseconds {
    let variate = FixedPoint.scale(mean, byPowerOfTwo: quantiles.exponent(of: word))
    return Delay.sum(offset, Delay.clamp(variate))
  }
}
