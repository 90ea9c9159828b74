import Simulator

extension DataSet {
  /// Samples scattered around one centre a class, by normal distributions that overlap.
  ///
  /// The centres are drawn from the seed, each coordinate evenly from `-spread...spread`; a
  /// sample's features differ from its centre's by normal variates. Classes take turns, so that
  /// each has as many samples as another.
  public struct Blobs: Hashable, Sendable {
    /// Number of samples to train on.
    public var samples: Int
    /// Number of samples to judge a model by.
    public var validationSamples: Int
    /// Number of features of a sample.
    public var features: Int
    /// Number of classes.
    public var classes: Int
    /// The greatest coordinate of a centre.
    public var spread: Fixed
    /// The standard deviation of a feature from its centre.
    public var deviation: Fixed
    /// What centres and samples are drawn from.
    public var seed: UInt64

    /// A source of samples.
    ///
    /// With the defaults a model reaches an accuracy of about 0.9, and workers that know few
    /// classes need clearly more rounds than others.
    ///
    /// - Precondition: there is a feature and there are two classes at least; no number is
    ///   negative; `spread` and `deviation` are below 1,024.
    public init(
      samples: Int = 4_000, validationSamples: Int = 1_000, features: Int = 10, classes: Int = 10,
      spread: Fixed = Fixed(2), deviation: Fixed = .one, seed: UInt64 = 1
    ) {
      precondition(samples >= 0 && validationSamples >= 0, "\(samples), \(validationSamples)")
      precondition(features > 0 && classes > 1, "\(features) features of \(classes) classes")
      let range = Fixed.zero..<Fixed(1024)
      precondition(range.contains(spread), "a spread of \(spread.millionths) millionths")
      precondition(range.contains(deviation), "a deviation of \(deviation.millionths) millionths")
      self.samples = samples
      self.validationSamples = validationSamples
      self.features = features
      self.classes = classes
      self.spread = spread
      self.deviation = deviation
      self.seed = seed
    }

    /// The samples to train on.
    public var training: DataSet { draw(samples, .training) }

    /// Other samples of the same distribution.
    public var validation: DataSet { draw(validationSamples, .validation) }

    /// The centres of the classes, one behind the other.
    public var centres: [Fixed] {
      var stream = Learning.stream(seed, .centres)
      let range = -spread.bits...spread.bits
      return (0..<classes * features).map { _ in Fixed(bits: stream.within(range)) }
    }

    private func draw(_ count: Int, _ purpose: Learning.Draw) -> DataSet {
      var stream = Learning.stream(seed, purpose)
      let centres = centres
      var values: [Fixed] = []
      values.reserveCapacity(count * features)
      var labels: [Int32] = []
      for sample in 0..<count {
        let label = sample % classes
        labels.append(Int32(label))
        for feature in 0..<features {
          let distance = Blobs.normal(stream.next(), deviation)
          values.append(centres[label * features + feature] + distance)
        }
      }
      return DataSet(features: features, classes: classes, values: values, labels: labels)
    }

    /// The normal variate of mean 0 that a uniform word stands for.
    private static func normal(_ word: UInt64, _ deviation: Fixed) -> Fixed {
      // A delay is positive; so far from 0 the distribution of delays is a whole normal one.
      let mean: Int64 = 1 << 50
      let delay = Delay.normal(mean: mean, deviation: deviation.bits).sample(word)
      return Fixed(bits: delay - mean)
    }
  }
}
