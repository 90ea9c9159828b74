public import Simulator

/// Softmax regression: a linear function of the features for each class but the first.
///
/// The first class has the logit 0, without loss of generality, so that two classes are logistic
/// regression. Every computation is exact in its order, so models that were trained alike are equal
/// to the last bit on every machine.
public struct LinearModel: Hashable, Sendable {
  /// Number of features of a sample.
  public let features: Int
  /// Number of classes.
  public let classes: Int
  /// One row for each class but the first: a weight a feature, and the class's bias behind them.
  public var weights: [Fixed]

  /// A model whose weights are all 0: it takes all classes for equally likely.
  ///
  /// - Precondition: there is a feature and there are two classes at least.
  public init(features: Int, classes: Int) {
    precondition(features > 0 && classes > 1, "\(features) features of \(classes) classes")
    self.features = features
    self.classes = classes
    weights = [Fixed](repeating: .zero, count: (classes - 1) * (features + 1))
  }

  /// A model for the samples of a set, whose weights are all 0.
  public init(for data: DataSet) { self.init(features: data.features, classes: data.classes) }

  /// A stable 64-bit hash of the weights and their shape.
  public var digest: UInt64 {
    var digest = Digest()
    fields(into: &digest)
    return digest.value
  }
}

extension LinearModel: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("features", features)
    visitor.field("classes", classes)
    visitor.field("weights", list: weights)
  }
}
