/// Shows what a terminal would obey, and what nobody would see, by its number.
///
/// Text of other people - names, paths, words of a command line - may hold characters that move the
/// cursor, break the line, turn the direction of what follows or have no shape at all. Every place
/// where text leaves for a person passes it through here; text that was shown once stays as it is.
public enum VisibleText {
  /// The text on one line, with hidden characters as `\n`, `\r`, `\t` or `\u{1b}`.
  public static func line(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    let scalars = Array(text.unicodeScalars)
    var shown = String.UnicodeScalarView()
    for index in scalars.indices {
      if isHidden(index, of: scalars) {
        shown.append(contentsOf: name(scalars[index]).unicodeScalars)
      } else {
        shown.append(scalars[index])
      }
    }
    return String(shown)
  }

  /// The first character that would not be seen as itself, or nil if there is none.
  public static func firstHidden(in text: String) -> Unicode.Scalar? {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return nil }
    let scalars = Array(text.unicodeScalars)
    for index in scalars.indices where isHidden(index, of: scalars) { return scalars[index] }
    return nil
  }

  /// How a hidden character is shown.
  public static func name(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default: "\\u{" + String(scalar.value, radix: 16) + "}"
    }
  }

  /// Whether a character has no shape of its own, whatever stands beside it: controls, line and
  /// paragraph separators, marks of direction, fillers, and most of what Unicode calls ignorable.
  public static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0xAD, 0x34F, 0x61C, 0x115F...0x1160, 0x17B4...0x17B5,
      0x180B...0x180F, 0x200B, 0x200E...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0x3164, 0xFEFF,
      0xFFA0, 0xFFF0...0xFFFB, 0xFFFE...0xFFFF, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A,
      0xE0000...0xE0FFF:
      true
    default: false
    }
  }

  /// Whether a character is hidden, or can be by what stands beside it.
  public static func mayHide(_ scalar: Unicode.Scalar) -> Bool {
    isHidden(scalar) || (0x200C...0x200D).contains(scalar.value)
      || (0xFE00...0xFE0F).contains(scalar.value)
  }

  private static func isHidden(_ index: Int, of scalars: [Unicode.Scalar]) -> Bool {
    let scalar = scalars[index]
    switch scalar.value {
    case 0x200C...0x200D:
      // Joiners change the shape of neighbours in scripts from Arabic on, and of emoji. Elsewhere two
      // texts that look alike would differ by one.
      return
        !(hasNeighbour(index - 1, of: scalars, from: 0x600)
        && hasNeighbour(index + 1, of: scalars, from: 0x600))
    case 0xFE00...0xFE0F:
      // Selects the form of a symbol or an ideograph.
      return !hasNeighbour(index - 1, of: scalars, from: 0x2000)
    default:
      return isHidden(scalar)
    }
  }

  /// Whether a character that is seen stands there, from a number on. A selector of emoji counts.
  private static func hasNeighbour(
    _ index: Int, of scalars: [Unicode.Scalar], from lowest: UInt32
  ) -> Bool {
    guard scalars.indices.contains(index) else { return false }
    let scalar = scalars[index]
    let isJoiner = scalar.value == 0x200C || scalar.value == 0x200D
    return scalar.value >= lowest && !isJoiner && !isHidden(scalar)
  }
}
