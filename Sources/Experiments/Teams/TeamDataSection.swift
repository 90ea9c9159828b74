import Protocols
import Scenarios

/// The section `data` of a team: what it learns from.
struct TeamDataSection: Configurable {
  private var samples = 200
  private var validation = 200
  private var features = 4
  private var classes = 3
  private var spread: Int64 = 2000
  private var deviation: Int64 = 1000
  /// What samples are drawn from; nil for each seed's own.
  private(set) var seed: UInt64?

  mutating func declare(_ section: inout Section) {
    section.integer("samples", &samples, 1...100_000, about: "Samples to train on.")
    section.integer(
      "validation", &validation, 1...100_000, about: "Samples that results are judged by.")
    section.integer("features", &features, 1...1000, about: "Features of a sample.")
    section.integer("classes", &classes, 2...100, about: "Classes of samples.")
    section.factor(
      "spread", &spread, about: "The greatest coordinate of the centre of a class; below 1000.")
    section.factor(
      "deviation", &deviation,
      about: "The standard deviation of features from their centre; below 1000.")
    section.integer(
      "seed", &seed, 0...1_000_000_000,
      about: "What data and the order of samples are drawn from; by default each seed's own.",
      example: "1")
  }

  func review(_ section: inout Section) {
    for (name, value) in [("spread", spread), ("deviation", deviation)] where value > 1_000_000 {
      section.complain(name, "features of such a size cannot be computed with", "at most 1000")
    }
  }

  /// The samples to train on, and those to judge by.
  var counts: (samples: Int64, validation: Int64) { (Int64(samples), Int64(validation)) }

  /// The weights of a model of them.
  var weights: Int64 { Int64(classes - 1) * Int64(features + 1) }

  /// Bytes of all samples.
  var leastBytes: Int64 {
    Int64(samples + validation) * Int64(features) * Int64(MemoryLayout<Fixed>.stride)
  }

  /// The samples of a run.
  func blobs(seed: UInt64) -> DataSet.Blobs {
    DataSet.Blobs(
      samples: samples, validationSamples: validation, features: features, classes: classes,
      spread: Fixed(spread, outOf: 1000), deviation: Fixed(deviation, outOf: 1000),
      seed: self.seed ?? seed)
  }
}
