import Experiments

/// What is wrong with a file of rows, and in which line.
public struct RowFileMistake: Error, Hashable, Sendable {
  /// From 1.
  public let line: Int
  /// What is wrong there.
  public let kind: Kind

  /// What is wrong.
  public enum Kind: Hashable, Sendable {
    /// It is no file of rows at all.
    case foreign
    /// Another version of the program wrote it.
    case format(String)
    /// It ends within its header, or within a row.
    case torn
    /// A row is not as it was written.
    case damaged
    /// A line of the header, which this one closes, is not as it was written.
    case damagedHeader
    /// Its header is whole, but closed by another seal.
    case otherSeal
    /// It says what cannot be; the text says what.
    case impossible(String)
  }

  /// A mistake in a line, from 1.
  public init(line: Int, _ kind: Kind) {
    self.line = line
    self.kind = kind
  }

  /// What is wrong, without the place.
  public var message: String {
    switch kind {
    case .foreign: "this is no file of a sweep"
    case .format(let name):
      "written as '\(name)', and this program reads '\(SweepHeader.signature)'"
    case .torn: "the file ends here, in the middle"
    case .damaged: "this is not as it was written"
    case .damagedHeader: "the header, which ends here, is not as it was written"
    case .otherSeal: "closed by another key: another user's, or another machine's"
    case .impossible(let text): text
    }
  }
}
