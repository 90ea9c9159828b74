public import Simulator

extension DataSet {
  /// How the samples of one worker differ from those of another.
  public enum Skew: String, Word {
    /// Every shard has as many samples of each class as another, to one sample.
    case alike
    /// Samples are ordered by label and cut into twice as many pieces as there are shards; each
    /// shard has two pieces, drawn at random: so it knows few classes.
    ///
    /// McMahan et al., *Communication-Efficient Learning of Deep Networks from Decentralized Data*,
    /// 2017, section 3.
    case labels
    /// The k-th shard has k times as many samples as the first, of all classes.
    case sizes
  }

  /// The samples of one of `count` shards; every sample is in exactly one of them.
  ///
  /// - Parameter seed: what the pieces of `labels` are dealt by; the other skews draw nothing.
  /// - Precondition: `index` is in `0..<count`.
  public func shard(_ index: Int, of count: Int, skew: Skew, seed: UInt64 = 0) -> DataSet {
    selecting(shardNumbers(index, of: count, skew: skew, seed: seed))
  }

  /// All shards, the first in front.
  public func shards(_ count: Int, skew: Skew, seed: UInt64 = 0) -> [DataSet] {
    (0..<count).map { shard($0, of: count, skew: skew, seed: seed) }
  }

  /// The numbers of the samples of one shard.
  func shardNumbers(_ index: Int, of count: Int, skew: Skew, seed: UInt64) -> [Int] {
    precondition(index >= 0 && index < count, "shard \(index) of \(count)")
    let order = numbersByLabel
    switch skew {
    case .alike:
      return stride(from: index, to: samples, by: count).map { order[$0] }
    case .labels:
      var pieces = Array(0..<2 * count)
      var stream = Learning.stream(seed, .pieces)
      stream.shuffle(&pieces)
      let mine = pieces[2 * index...2 * index + 1].sorted()
      return mine.flatMap { piece in
        order[cut(piece, of: 2 * count)..<cut(piece + 1, of: 2 * count)]
      }
    case .sizes:
      // Ranges of the original order, in which classes take turns.
      let whole = count * (count + 1) / 2
      let start = cut(index * (index + 1) / 2, of: whole)
      return Array(start..<cut((index + 1) * (index + 2) / 2, of: whole))
    }
  }

  /// Where the first `part` of `whole` equal parts end.
  private func cut(_ part: Int, of whole: Int) -> Int {
    Int(Int64(samples) * Int64(part) / Int64(whole))
  }

  /// The numbers of the samples, those of the first class in front, each class in its order.
  private var numbersByLabel: [Int] {
    var order: [Int] = []
    order.reserveCapacity(samples)
    for label in 0..<classes {
      for sample in 0..<samples where labels[sample] == label { order.append(sample) }
    }
    return order
  }
}
