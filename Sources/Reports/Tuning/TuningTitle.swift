public import Scenarios

/// What stands above the numbers of a search for the best setting.
public struct TuningTitle: Sendable {
  /// What the scenario says that it shows.
  public let about: String
  /// The scenario file.
  public let file: String
  /// All seeds.
  public let seeds: SeedSet
  /// The measure that the goal is about.
  public let measure: Measure
  /// The goal as it was given.
  public let goal: String
  /// The line that runs each setting again on all seeds, by its number.
  public let lines: [String]
  /// Whether it was stopped before all runs were done.
  public let isPartial: Bool

  /// What was searched.
  public init(
    about: String, file: String, seeds: SeedSet, measure: Measure, goal: String, lines: [String],
    isPartial: Bool
  ) {
    self.about = about
    self.file = file
    self.seeds = seeds
    self.measure = measure
    self.goal = goal
    self.lines = lines
    self.isPartial = isPartial
  }
}
