import Foundation

/// A public declaration of the sources, as far as its documentation is concerned.
struct Declaration {
  let target: String
  /// File and line.
  let location: String
  /// The type or protocol that it stands in, with those around it in front: `Record.Kind`.
  let scope: String
  let keyword: Substring
  /// For an initialiser with its first label: `init(code:)`.
  let name: String
  /// Whether it is a requirement in the protocol itself.
  let isRequirement: Bool
  let isDocumented: Bool
}

/// Finds what is declared public by its lines alone; the compiler is not asked.
///
/// Looked at is what says `public` and what a public protocol requires. The cases of an enumeration are
/// not: what its comment and their names leave open is for their author to see.
struct DeclarationReader {
  private(set) var declarations: [Declaration] = []
  /// The protocols that types and protocols state, by name.
  private(set) var conformances: [String: Set<String>] = [:]

  private struct Scope {
    let name: String
    let isPublicProtocol: Bool
  }

  private var scopes: [Scope?] = []
  /// The line that opens a type or an extension, until its brace.
  private var header = ""
  private var isInText = false

  private static let typeKeywords: Set<Substring> = [
    "struct", "enum", "class", "protocol", "actor", "extension",
  ]
  private static let memberKeywords: Set<Substring> = [
    "func", "var", "let", "init", "subscript", "typealias", "associatedtype",
  ]
  private static let modifiers: Set<Substring> = [
    "public", "open", "package", "internal", "private", "fileprivate", "set", "static", "final",
    "mutating", "nonmutating", "consuming", "borrowing", "override", "indirect", "convenience",
    "lazy", "weak", "nonisolated", "unsafe", "safe", "inlinable", "inline", "__always", "never",
    "frozen", "usableFromInline", "discardableResult", "retroactive",
  ]

  mutating func read(_ source: LayerTests.Source) {
    scopes = []
    for (index, line) in source.lines.enumerated() {
      let wasInText = isInText
      if !(line.components(separatedBy: "\"\"\"").count % 2 == 1) { isInText.toggle() }
      if wasInText { continue }
      let code = LayerTests.code(line)
      note(LayerTests.words(code), code, index, source)
      follow(code)
    }
  }

  private mutating func note(
    _ words: [Substring], _ code: String, _ index: Int, _ source: LayerTests.Source
  ) {
    let leading = words.prefix { Self.modifiers.contains($0) }
    guard leading.count < words.count else { return }
    let keyword = words[leading.count]
    let opensType = Self.typeKeywords.contains(keyword)
    guard opensType || Self.memberKeywords.contains(keyword) else { return }
    if opensType { header = " " }
    let isPublic = leading.contains("public") || leading.contains("open")
    let isRequired = !opensType && scopes.last??.isPublicProtocol == true
    guard keyword != "extension", isPublic || isRequired else { return }
    let next = source.lines.dropFirst(index + 1).first.map(LayerTests.code) ?? ""
    declarations.append(
      Declaration(
        target: source.target, location: "\(source.name):\(index + 1)",
        scope: scopes.last??.name ?? "", keyword: keyword,
        name: Self.name(keyword, code + next),
        isRequirement: isRequired, isDocumented: Self.isDocumented(source.lines[..<index])))
  }

  /// Enters and leaves scopes at the braces of a line.
  private mutating func follow(_ code: String) {
    for character in code {
      if character == "{" {
        scopes.append(header.isEmpty ? nil : open())
        header = ""
      } else if character == "}" {
        _ = scopes.popLast()
      } else if !header.isEmpty {
        header.append(character)
      }
    }
    if !header.isEmpty { header.append(" ") }
  }

  /// The scope that a header opens; what it conforms to is kept.
  private mutating func open() -> Scope {
    let head = Self.withoutGenerics(header.components(separatedBy: " where ")[0])
    let parts = head.split(separator: ":", maxSplits: 1)
    let words = parts[0].split(separator: " ").drop { !Self.typeKeywords.contains($0) }
    let own = String(words.dropFirst().first ?? "")
    let name = scopes.last.flatMap { $0 }.map { "\($0.name).\(own)" } ?? own
    if parts.count > 1 {
      let stated = parts[1].split(separator: ",").compactMap { $0.split(separator: " ").last }
      conformances[name, default: []].formUnion(stated.map { String($0) })
    }
    return Scope(
      name: name, isPublicProtocol: words.first == "protocol" && header.contains("public "))
  }

  private static func withoutGenerics(_ text: String) -> String {
    var depth = 0
    return text.filter { character in
      if character == "<" { depth += 1 }
      defer { if character == ">" { depth -= 1 } }
      return depth == 0
    }
  }

  private static func name(_ keyword: Substring, _ code: String) -> String {
    guard let start = code.range(of: keyword == "init" ? "init" : "\(keyword) ") else { return "" }
    let rest = code[start.upperBound...]
    if keyword == "init" {
      guard let open = rest.firstIndex(of: "(") else { return "init" }
      let parameters = rest[rest.index(after: open)...].drop { $0 == " " }
      let label = parameters.prefix { $0 != ":" && $0 != ")" && $0 != " " }
      return label.isEmpty ? "init()" : "init(\(label):)"
    }
    if keyword == "func", rest.first?.isLetter == false, rest.first != "`" {
      return String(rest.prefix { $0 != " " && $0 != "(" })  // an operator
    }
    return String(rest.prefix { $0 != "(" && $0 != ":" && $0 != "<" && $0 != " " })
      .replacingOccurrences(of: "`", with: "")
  }

  /// Whether a doc comment stands above, with nothing but attributes and other comments in between.
  private static func isDocumented(_ above: ArraySlice<Substring>) -> Bool {
    for line in above.reversed() {
      let text = line.drop { $0 == " " }
      if text.hasPrefix("///") { return true }
      if text.hasPrefix("//") { continue }
      // What is left of a line of attributes without them: `@inlinable var x` declares something.
      let rest = LayerTests.code(text).replacing(#/@\w+(\([^)]*\))?/#, with: "")
      guard text.hasPrefix("@"), rest.allSatisfy({ $0 == " " }) else { return false }
    }
    return false
  }
}
