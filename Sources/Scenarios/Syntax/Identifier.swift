/// What a key without quotes is made of: an IdentifierName of ECMAScript 5.1, section 7.6.
///
/// By general categories, as there: letters (L, Nl), `$` and `_`, and behind the first also marks (Mn,
/// Mc), digits (Nd), connectors (Pc) and the two joiners. By a table of its own, so that a file is read
/// alike whichever Unicode a toolchain knows, if any.
enum Identifier {
  /// Whether a word can begin with a character.
  static func canBegin(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "$", "_": true
    default: kind(scalar) == 2
    }
  }

  /// Whether a word that has begun can go on with a character.
  static func canContinue(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "$", "_", "0"..."9": true
    default: kind(scalar) > 0
    }
  }

  /// The kind of the last change at or before a character; 0 for ASCII.
  /// - Complexity: O(log n) in the length of the table.
  private static func kind(_ scalar: Unicode.Scalar) -> UInt32 {
    let wanted = scalar.value << 2 | 3
    var (low, high) = (0, changes.count)
    while low < high {
      let middle = (low + high) / 2
      if changes[middle] <= wanted { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? 0 : changes[low - 1] & 3
  }
}
