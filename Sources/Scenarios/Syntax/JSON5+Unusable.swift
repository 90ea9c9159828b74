extension JSON5 {
  /// Bytes of a key or a text, at most: each is read again with every variant, and stands on one line.
  private static var longestText: Int { 20_000 }

  /// Reports what is well-formed and yet nothing that a scenario can say: a number that is not finite,
  /// and a key or a text that is too long or has a hidden character, which would end up in front of people.
  func complainOfUnusable(_ diagnostics: inout Diagnostics) {
    switch content {
    case .null, .boolean: break
    case .number(let number):
      if number.isFinite { break }
      diagnostics.add(
        position, "\(number.text) is not a number that a scenario can use", "write a finite number")
    case .text(let text):
      JSON5.complain(ofHidden: text, "text", at: position, &diagnostics)
    case .list(let elements):
      for element in elements { element.complainOfUnusable(&diagnostics) }
    case .object(let members):
      for member in members {
        JSON5.complain(ofHidden: member.key, "key", at: member.keyPosition, &diagnostics)
        member.value.complainOfUnusable(&diagnostics)
      }
    }
  }

  private static func complain(
    ofHidden text: String, _ kind: String, at position: Position, _ diagnostics: inout Diagnostics
  ) {
    guard text.utf8.count <= longestText else {
      return diagnostics.add(
        position, "the \(kind) has \(text.utf8.count) bytes", "at most \(longestText)")
    }
    guard let hidden = VisibleText.firstHidden(in: text) else { return }
    diagnostics.add(
      position, "the \(kind) holds the character \(VisibleText.name(hidden)), which cannot be seen",
      "remove it; names and texts are of one line, in characters that show")
  }
}
