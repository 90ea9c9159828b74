public import Simulator

/// Labelled samples: rows of features, each with its class.
public struct DataSet: Hashable, Sendable {
  /// Number of features of a sample.
  public let features: Int
  /// Number of classes; labels are `0..<classes`.
  public let classes: Int
  /// The features of the samples, one sample behind the other.
  ///
  /// Invariant: `samples * features` of them, each at most `limit` in magnitude.
  public private(set) var values: [Fixed]
  /// The class of each sample.
  public private(set) var labels: [Int32]

  /// The greatest magnitude of a feature: with it no sum of a training can overflow.
  public static var limit: Fixed { Fixed(1 << 14) }

  /// A set of samples that are given; a feature beyond `limit` is taken to it.
  ///
  /// - Precondition: there is a feature and there are two classes at least, as many features as
  ///   samples need, and every label is that of a class.
  public init(features: Int, classes: Int, values: [Fixed], labels: [Int32]) {
    precondition(features > 0 && classes > 1, "\(features) features of \(classes) classes")
    precondition(
      values.count == labels.count * features,
      "\(values.count) values for \(labels.count) samples of \(features)")
    for label in labels {
      precondition(label >= 0 && label < classes, "label \(label) of \(classes) classes")
    }
    self.features = features
    self.classes = classes
    self.values = values.map { min(max($0, -DataSet.limit), DataSet.limit) }
    self.labels = labels
  }

  /// Number of samples.
  public var samples: Int { labels.count }

  /// The features of one sample.
  public subscript(sample: Int) -> ArraySlice<Fixed> {
    values[range(of: sample)]
  }

  /// Where the features of one sample lie among the values.
  @inline(__always)
  func range(of sample: Int) -> Range<Int> {
    sample &* features..<(sample &+ 1) &* features
  }

  /// Number of samples of each class.
  public var histogram: [Int] {
    var counts = [Int](repeating: 0, count: classes)
    for label in labels { counts[Int(label)] += 1 }
    return counts
  }

  /// The samples of these numbers, in this order.
  public func selecting(_ numbers: [Int]) -> DataSet {
    var chosen: [Fixed] = []
    chosen.reserveCapacity(numbers.count * features)
    for number in numbers { chosen.append(contentsOf: self[number]) }
    return DataSet(
      features: features, classes: classes, values: chosen, labels: numbers.map { labels[$0] })
  }

  /// A stable 64-bit hash of all features and labels.
  public var digest: UInt64 {
    var digest = Digest()
    fields(into: &digest)
    return digest.value
  }
}

extension DataSet: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("features", features)
    visitor.field("classes", classes)
    visitor.field("values", list: values)
    visitor.field("labels", list: labels)
  }
}
