public import Simulator

extension Shape {
  /// One of the words of an enumeration.
  public static func word<W: Word>(of words: W.Type) -> Shape { .word(words.words) }
}

extension Values {
  /// The case that a key names, given or by default; nil if the key has no value.
  public func word<W: Word>(_ name: String, of words: W.Type) -> W? {
    self[name]?.text.flatMap { W(word: $0) }
  }
}
