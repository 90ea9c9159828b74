/// A model of one weight that is trained on samples in several places, in whole millionths.
///
/// The smallest model on which the two ways of putting updates together differ: a shard's local
/// training goes half the way from the weight that it started from to the weight that fits its samples
/// best.
public struct FederatedModel: Hashable, Sendable {
  /// Number of aggregations behind it.
  public internal(set) var version: Int32 = 0
  /// In millionths.
  public internal(set) var weight: Int64 = 0

  /// An untrained model of weight 0.
  public init() {}

  /// The samples that one task trains on.
  public struct Shard: Hashable, Sendable {
    /// Number of samples, `1...1_000_000`.
    public var samples: Int64
    /// The weight that fits them best, in millionths, at most a thousand whole ones.
    public var fit: Int64

    /// The samples of one task.
    public init(samples: Int64, fit: Int64) {
      precondition((1...1_000_000).contains(samples), "a shard of \(samples) samples")
      precondition(fit.magnitude <= 1_000_000_000, "a shard that \(fit) fits best")
      self.samples = samples
      self.fit = fit
    }
  }

  /// The weight after training on a shard; half of the way is rounded toward zero.
  public func trained(on shard: Shard) -> Int64 { weight + (shard.fit - weight) / 2 }

  /// Federated averaging: `w = Σ (n_k / Σ n) w_k` over those that reported, in whole millionths.
  ///
  /// The sum of products is divided once and rounded toward zero. Without updates nothing changes.
  /// McMahan et al., *Communication-Efficient Learning of Deep Networks from Decentralized Data*,
  /// 2017, algorithm 1.
  public mutating func average(_ updates: [(samples: Int64, weight: Int64)]) {
    if updates.isEmpty { return }
    var samples: Int64 = 0
    var sum: Int64 = 0
    for update in updates {
      samples += update.samples
      sum += update.samples * update.weight
    }
    weight = sum / samples
    version += 1
  }

  /// The brief's aggregation: adds the plain mean of the gradients, whatever they were taken from.
  ///
  /// The mean is rounded toward zero. Nothing changes if there are none.
  public mutating func add(meanOf gradients: [Int64]) {
    if gradients.isEmpty { return }
    weight += gradients.reduce(0, +) / Int64(gradients.count)
    version += 1
  }

  /// The weight that fits all samples of all shards best: their sample-weighted mean, toward zero.
  public static func optimum(_ shards: [Shard]) -> Int64 {
    if shards.isEmpty { return 0 }
    var samples: Int64 = 0
    var sum: Int64 = 0
    for shard in shards {
      samples += shard.samples
      sum += shard.samples * shard.fit
    }
    return sum / samples
  }
}
