/// Why a text is no record by seed.
public struct SeedRecordMistake: Error, Hashable {
  /// From 1.
  public let line: Int
  /// What is wrong, in words.
  public let message: String
}
