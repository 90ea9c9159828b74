import Protocols
import Simulator
import Testing

/// Samples that are drawn, and how they are shared out.
struct DataSetTests {
  private let blobs = DataSet.Blobs(samples: 1_000, validationSamples: 500, features: 3, classes: 4)

  @Test func `the classes take turns, and a sample lies around its centre`() {
    let data = blobs.training
    #expect(data.samples == 1_000)
    #expect(data.histogram == [250, 250, 250, 250])
    #expect(blobs.validation.samples == 500)
    for label in 0..<4 {
      let own = (0..<1_000).filter { data.labels[$0] == label }
      for feature in 0..<3 {
        let centre = blobs.centres[label * 3 + feature].real
        #expect(abs(centre) <= 2)
        let distances = own.map { data.values[$0 * 3 + feature].real - centre }
        let mean = distances.reduce(0, +) / 250
        let variance = distances.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 249
        // Five standard errors of 250 samples.
        #expect(abs(mean) < 0.32)
        #expect(abs(variance - 1) < 0.45)
      }
    }
  }

  @Test func `a seed gives its samples, and those to judge by are others`() {
    #expect(blobs.training == blobs.training)
    #expect(blobs.training.digest != blobs.validation.digest)
    #expect(blobs.training[0] != blobs.validation[0])
    var other = blobs
    other.seed = 2
    #expect(other.training != blobs.training)
    var more = blobs
    more.samples = 1_200
    #expect(more.training[999] == blobs.training[999])
    #expect(Digest.text(of: blobs.training.digest) == "ee473c4a837dd9ed")
    #expect(Digest.text(of: DataSet.Blobs().validation.digest) == "fc11c6aa7923f707")
  }

  @Test(arguments: DataSet.Skew.allCases, [1, 2, 3, 7, 10, 64])
  func `every sample is in exactly one shard`(skew: DataSet.Skew, count: Int) {
    // A feature that names the sample.
    let numbers = (0..<500).map { Fixed($0) }
    let labels = (0..<500).map { Int32($0 * $0 % 5) }
    let data = DataSet(features: 1, classes: 5, values: numbers, labels: labels)
    let shards = data.shards(count, skew: skew, seed: 3)
    #expect(shards.count == count)
    #expect(shards.flatMap { $0.values }.sorted() == numbers)
    for shard in shards {
      for (value, label) in zip(shard.values, shard.labels) {
        #expect(labels[Int(value.bits >> 24)] == label)
      }
    }
  }

  @Test func `shards that are alike have as many samples of each class`() {
    for count in [2, 4, 6, 10] {
      for shard in blobs.training.shards(count, skew: .alike) {
        for number in shard.histogram { #expect(abs(number - 250 / count) <= 1) }
      }
    }
  }

  @Test func `shards by label know few classes, dealt by the seed`() {
    let data = DataSet.Blobs(samples: 2_000, features: 2).training
    let shards = data.shards(10, skew: .labels, seed: 1)
    for shard in shards {
      #expect(shard.samples == 200)
      #expect(shard.histogram.filter { $0 > 0 }.count <= 2)
    }
    #expect(shards.contains { $0.histogram.filter { $0 > 0 }.count == 2 })
    #expect(data.shards(10, skew: .labels, seed: 1) == shards)
    #expect(data.shards(10, skew: .labels, seed: 2) != shards)
  }

  @Test func `shards by size grow by equal steps and know all classes`() {
    let shards = blobs.training.shards(4, skew: .sizes)
    #expect(shards.map { $0.samples } == [100, 200, 300, 400])
    #expect(shards.map { $0.histogram[0] } == [25, 50, 75, 100])
  }

  @Test func `a feature beyond the limit is taken to it`() {
    let data = DataSet(
      features: 2, classes: 2, values: [.greatest, .least], labels: [1])
    #expect(data.values == [DataSet.limit, -DataSet.limit])
  }
}

extension Digest {
  /// A digest's value as reports print it.
  static func text(of value: UInt64) -> String {
    var digest = Digest()
    digest.value = value
    return digest.text
  }
}
