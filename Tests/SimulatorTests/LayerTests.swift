import Foundation
import Testing

/// What the sources may look like: who imports whom, what is banned, how long things are.
struct LayerTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let core = ["Simulator", "Protocols", "Checks", "Scenarios", "Experiments"]
  static let imports: [String: Set<String>] = [
    "Simulator": [],
    "Protocols": ["Simulator"],
    "Checks": ["Simulator"],
    "Scenarios": ["Simulator"],
    "Experiments": ["Simulator", "Protocols", "Checks", "Scenarios"],
    "Reports": ["Simulator", "Protocols", "Checks", "Scenarios", "Experiments"],
    "Command": [
      "Simulator", "Protocols", "Checks", "Scenarios", "Experiments", "Reports", "Foundation",
    ],
  ]

  struct Source {
    let target: String
    let name: String
    let lines: [Substring]
  }

  static func sources() throws -> [Source] {
    let folder = root.appending(path: "Sources")
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return try names.filter { $0.hasSuffix(".swift") }.sorted().map { name in
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      return Source(
        target: String(name.prefix { $0 != "/" }), name: name,
        lines: text.split(separator: "\n", omittingEmptySubsequences: false))
    }
  }

  /// A line without its comment and the contents of its string literals, for words and braces.
  static func code(_ line: Substring) -> String {
    var result = ""
    var isQuoted = false
    var previous: Character = " "
    for character in line {
      if character == "\"", previous != "\\" { isQuoted.toggle() }
      if !isQuoted, character == "/", previous == "/" { return String(result.dropLast()) }
      if !isQuoted { result.append(character) }
      previous = character
    }
    return result
  }

  static func words(_ line: String) -> [Substring] {
    line.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "`" }
  }

  static func importedModule(_ line: Substring) -> Substring? {
    let words = words(code(line))
    guard let place = words.firstIndex(of: "import"), place + 1 < words.count else { return nil }
    let modifiers: Set<Substring> = [
      "public", "internal", "package", "private", "testable", "fileprivate",
    ]
    guard words[..<place].allSatisfy({ modifiers.contains($0) }) else { return nil }
    return words[place + 1]
  }

  @Test func `imports point downward only`() throws {
    for source in try Self.sources() {
      guard let allowed = Self.imports[source.target] else { continue }
      for module in source.lines.compactMap(Self.importedModule) {
        #expect(allowed.contains(String(module)), "\(source.name) imports \(module)")
      }
    }
  }

  @Test func `no name says manager, handler, util, helper or process`() throws {
    let banned = ["Manager", "Handler", "Util", "Helper", "Handle", "Process"]
    let declaring: Set<Substring> = [
      "struct", "class", "enum", "protocol", "actor", "typealias",
    ]
    for source in try Self.sources() {
      for line in source.lines {
        let words = Self.words(Self.code(line))
        for (keyword, name) in zip(words, words.dropFirst()) {
          if declaring.contains(keyword) {
            #expect(
              !banned.contains { name.contains($0) && name != "ProcessInfo" },
              "\(source.name): \(name)")
          } else if keyword == "func" {
            let isBanned =
              name.hasPrefix("handle") || name.hasPrefix("process")
              || banned.prefix(4).contains { name.contains($0) }
            #expect(!isBanned, "\(source.name): \(name)")
          }
        }
      }
    }
  }

  @Test func `no file is longer than 400 lines and no function longer than 70`() throws {
    for source in try Self.sources() {
      #expect(source.lines.count <= 401, "\(source.name) has \(source.lines.count) lines")
      for (name, length) in Self.functionLengths(source.lines) {
        #expect(length <= 70, "\(source.name): \(name) has \(length) lines")
      }
    }
  }

  /// Every function and initialiser with the number of lines from its opening line to its closing brace.
  static func functionLengths(_ lines: [Substring]) -> [(name: String, length: Int)] {
    var result: [(String, Int)] = []
    for (start, line) in lines.enumerated() {
      let text = code(line)
      let words = words(text)
      let begins =
        words.contains("func")
        || words.contains { $0 == "init" } && !text.contains(".init")
          && !text.contains("= ") && text.contains("init(")
      guard begins else { continue }
      var depth = 0
      var end = start
      search: for (place, next) in lines[start...].enumerated() {
        for character in code(next) {
          if character == "{" { depth += 1 }
          if character == "}" { depth -= 1 }
          if depth < 0 { break search }  // a requirement of a protocol, which has no body
          if character == "}", depth == 0 {
            end = start + place
            break search
          }
        }
      }
      result.append((text.trimmingCharacters(in: .whitespaces), end - start + 1))
    }
    return result
  }

  @Test func `nothing of the core draws order or randomness from the process`() throws {
    let banned = [
      ".hashValue", "SystemRandomNumberGenerator", ".shuffled()", ".randomElement(", ".random(in:",
      "Hasher(", "import Foundation", "import Glibc", "import Dispatch", "ContinuousClock",
    ]
    for source in try Self.sources() where Self.core.contains(source.target) {
      for line in source.lines {
        let text = Self.code(line)
        for word in banned { #expect(!text.contains(word), "\(source.name): \(text)") }
      }
    }
  }

  @Test func `the top level of the repository holds nothing else`() throws {
    let allowed: Set<String> = [
      "Package.swift", "README.md", "Sources", "Tests", "Scenarios", "Results",
    ]
    for name in try FileManager.default.contentsOfDirectory(atPath: Self.root.path) {
      #expect(name.hasPrefix(".") || allowed.contains(name), "\(name) stands at the top level")
    }
  }

  @Test func `a function that is too long is found`() {
    let body = Array(repeating: Substring("    work()"), count: 70)
    let lines = [Substring("  func long() {")] + body + [Substring("  }")]
    #expect(Self.functionLengths(lines).map { $0.length } == [72])
  }
}
