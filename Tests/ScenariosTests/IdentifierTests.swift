import Testing

@testable import Scenarios

@Suite struct IdentifierTests {
  @Test func `the table says of characters of Unicode 15 what its category does`() {
    var wrong: [UInt32] = []
    // All that names are made of, and beyond that what stands on either side of a change, and samples.
    let borders = Identifier.changes.flatMap { [$0 >> 2, ($0 >> 2) - 1] }
    for value in Array(0..<0x3400) + borders + Array(stride(from: 0x3400, to: 0x10FFFF, by: 61)) {
      guard let scalar = Unicode.Scalar(value), !isNewer(scalar) else { continue }
      let (begins, continues) = expected(scalar)
      if Identifier.canBegin(scalar) != begins || Identifier.canContinue(scalar) != continues {
        wrong.append(value)
      }
    }
    #expect(wrong.isEmpty)
  }

  private func isNewer(_ scalar: Unicode.Scalar) -> Bool {
    (scalar.properties.age?.major ?? 0) > 15
  }

  /// ECMAScript 5.1, section 7.6.
  private func expected(_ scalar: Unicode.Scalar) -> (begins: Bool, continues: Bool) {
    if scalar == "$" || scalar == "_" { return (true, true) }
    if scalar == "\u{200C}" || scalar == "\u{200D}" { return (false, true) }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .letterNumber:
      return (true, true)
    case .nonspacingMark, .spacingMark, .decimalNumber, .connectorPunctuation: return (false, true)
    default: return (false, false)
    }
  }
}
