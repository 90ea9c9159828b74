/// A case of an enumeration that people write and read by one word.
///
/// With a raw value of type `String` the word is the raw value: the case's name unless another is
/// written. So a word without a case cannot be written.
public protocol Word: Hashable, Sendable, CaseIterable, Fielded, CustomStringConvertible {
  /// What scenario files and reports call it.
  var word: String { get }
}

extension Word where Self: RawRepresentable, RawValue == String {
  @inlinable public var word: String { rawValue }
}

extension Word {
  /// The case of a word, or nil if there is none.
  public init?(word: String) {
    for value in Self.allCases where value.word == word {
      self = value
      return
    }
    return nil
  }

  /// All words, in the order of the cases.
  public static var words: [String] { allCases.map { $0.word } }

  /// Position among the cases, from 0.
  /// - Complexity: linear in the number of cases.
  @inlinable
  public var ordinal: Int {
    var place = 0
    for value in Self.allCases {
      if value == self { break }
      place += 1
    }
    return place
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) { visitor.kind(ordinal, word) }

  public var description: String { word }
}
