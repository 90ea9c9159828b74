import Scenarios
import Simulator

/// What stands above a comparison's numbers.
public struct ComparisonTitle: Sendable {
  /// What the first and the second are, as a person would name them.
  public let names: (first: String, second: String)
  /// The seeds of each, as ranges.
  public let seeds: (first: String, second: String)
  /// The label of the variant that both are; empty without.
  public let variant: String
  /// The part of the first's mean that a planned comparison is to see, in thousandths.
  public let relativeThousandths: Int64

  /// What was compared.
  public init(
    names: (first: String, second: String), seeds: (first: String, second: String),
    variant: String, relativeThousandths: Int64
  ) {
    self.names = names
    self.seeds = seeds
    self.variant = variant
    self.relativeThousandths = relativeThousandths
  }

  /// That part in words: `5 %`.
  var relative: String { PercentText.text(relativeThousandths * 1_000) }
}
