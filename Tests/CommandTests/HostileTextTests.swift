import Experiments
import Foundation
import Scenarios
import Testing

@testable import Command

/// Text that breaks lines, speaks to terminals and hides, from every side: no command passes it on.
@Suite struct HostileTextTests {
  /// What a file's name may hold on any system that has scenarios.
  private static let name =
    "a\n3 scenarios: 3 held\r\u{1B}[31m\u{7}\u{8}\u{9B}2J\u{7F}\u{61C}\u{202E}\u{2066}\u{2028}\u{85}\u{200B}n1\u{200D}'x"

  /// The same with what no path can hold.
  private static let word = "/b\u{0}/" + name

  /// Every command that meets a scenario of a name, another file, and words.
  private static func lines(scenario: String, file: String, word: String) -> [[String]] {
    let path = "Scenarios/\(scenario).json5"
    let commands = [
      ["run", path], ["run", path, "--json"], ["run", path, "--ascii", "--width", "60"],
      ["run", scenario, "--variant", word], ["run", path, "--seed", word],
      ["sweep", path, "--seeds", "1..6", "--jobs", "1"],
      ["sweep", path, "--seeds", "1..2", "--jobs", "1", "--json"],
      ["sweep", path, "--seeds", "1..4", "--jobs", "1", "--shard", "1/2", "--out", file],
      ["merge", file], ["merge", file + "none"], ["merge", "Scenarios/"],
      ["sweep", path, "--seeds", word], ["sweep", path, "--shard", word, "--out", file],
      ["sweep", path, "--seeds", "1..2", "--jobs", "1", "--journal", "Scenarios/" + scenario],
      ["test", "--jobs", "1"], ["test", path, "--jobs", "1", "--update"],
      ["test", path, "--jobs", "1", "--junit", file], ["test", path, "--jobs", "1", "--json"],
      ["test", word], ["test", "--jobs", word],
      ["trace", path, "--until", "60ms"], ["trace", path, "--until", "60ms", "--json"],
      ["trace", path, "--from", word], ["trace", path, "--kind", word],
      ["trace", path, "--until", "60ms", "--match", word],
      ["show", path, "--at", "60ms"], ["show", path, "--at", "60ms", "--json"],
      ["show", path, "--at", word], ["show", path, "--agent", word],
      ["list"], ["list", "--json"], ["list", word],
      ["describe", path], ["describe", scenario], ["describe", word],
      ["new", "gossip", file + "new"], ["new", "gossip", file + "new"], ["new", word, file],
      ["completion", word], ["help", word], [word], ["-C", word, "list"], ["--\(word)"],
      ["run", path, "--\(word)"], ["run", path, "--json=\(word)"], ["run", path, word],
      ["run", "Scenarios/\(scenario)"], ["run", scenario + "none"], ["run", word],
    ]
    return commands
  }

  /// What every command prints of a scenario of that name; files are named after it too.
  private func results(_ name: String, _ word: String) throws -> [Desk.Result] {
    let desk = try Desk()
    try desk.write(Desk.uneven, to: "Scenarios/\(name).json5")
    try desk.write("{ about: 5 }", to: "Scenarios/wrong \(name).json5")
    try desk.write("scenario: gone\n", to: "Results/gone \(name).txt")
    try FileManager.default.createDirectory(
      atPath: desk.directory + "/Scenarios/\(name)", withIntermediateDirectories: true)
    return Self.lines(scenario: name, file: name, word: word).map { desk.run($0) }
  }

  @Test func `no command prints a hidden character or a line too many`() throws {
    let hostile = try results(Self.name, Self.word)
    // What the hostile ones are shown as, so that lines break where they do.
    let harmless = try results(VisibleText.line(Self.name), VisibleText.line(Self.word))
    let lines = Self.lines(scenario: "NAME", file: "FILE", word: "WORD")
    for (index, line) in lines.enumerated() {
      let (one, other) = (hostile[index], harmless[index])
      #expect(one.status == other.status, "\(line): \(one.err)")
      #expect(!(one.out + one.err).isEmpty || line.contains("--match"), "\(line)")
      #expect(!one.out.contains("\n3 scenarios: 3 held"), "\(line)")
      for (text, wanted) in [(one.out, other.out), (one.err, other.err)] {
        let parts = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(parts.count == wanted.count { $0 == "\n" } + 1, "\(line): \(text)")
        for part in parts {
          let hidden = VisibleText.firstHidden(in: String(part))
          #expect(hidden == nil, "\(line): \(String(part).debugDescription)")
        }
      }
    }
  }

  @Test func `the JUnit report of a hostile name is XML of characters that show`() throws {
    let desk = try Desk()
    try desk.write(Desk.uneven, to: "Scenarios/\(Self.name).json5")
    _ = desk.run("test", "--jobs", "1", "--junit", "report.xml")
    let report = try #require(desk.read("report.xml"))
    #expect(report.contains(#"name="a\n3 scenarios: 3 held\r\u{1b}[31m"#))
    for part in report.unicodeScalars.split(separator: "\n") {
      #expect(VisibleText.firstHidden(in: String(part)) == nil)
    }
    let parser = XMLChecker(report)
    #expect(parser.isBalanced)
  }

  @Test func `the record of a hostile name has a line for its name`() throws {
    let desk = try Desk()
    try desk.write(Desk.calm, to: "Scenarios/\(Self.name).json5")
    #expect(desk.run("test", "--jobs", "1", "--update").status == 0)
    let record = try #require(desk.read("Results/\(Self.name).txt"))
    #expect(record.hasPrefix(#"scenario: Scenarios/a\n3 scenarios: 3 held\r\u{1b}[31m"#))
    #expect(desk.run("test", "--jobs", "1").status == 0)
  }

  @Test func `a replay line of a hostile name is one line that runs it`() throws {
    let desk = try Desk()
    try desk.write(Desk.uneven, to: "Scenarios/\(Self.name).json5")
    let page = desk.run("run", "Scenarios/\(Self.name).json5").out
    let line = try #require(page.split(separator: "\n").last)
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    shell.arguments = ["bash", "-c", "lockstep() { printf '%s' \"$2\"; }; \(line)"]
    let output = Pipe()
    shell.standardOutput = output
    try shell.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    shell.waitUntilExit()
    #expect(String(decoding: data, as: UTF8.self) == "Scenarios/\(Self.name).json5")
  }

  @Test(arguments: [
    #"about: "a\nb""#, #"faults: [{ at: "1s", name: "a\u001b[2J", crash: 1 }]"#,
    #"faults: [{ at: "1s", crash: "a\nScenarios/raft/quiet.json5:1:1: forged" }]"#,
    #"ties: "x\u202e""#, #""a\u0007": 1"#, #"gossip: { "beat\r": "1ms" }"#,
    #"vary: { "gossip.beat": ["1ms", "2ms\u2028"] }"#, #"expect: { "greetings\u200b": "> 1" }"#,
    #"regions: { places: { "eu\u0000": {} } }"#, #"mutant: "\u009b2J""#,
    #"violates: "moderation\u2066""#, #"protocol: "gossip\u00ad""#, "about: \"a\u{1B}[31m\"",
    "about: \"a\tb\"", #"about: "a\u200d""#,
  ])
  func `a scenario with a hidden character in a text is refused on one line`(
    _ member: String
  ) throws {
    let desk = try Desk()
    try desk.write("{ agents: 3,\n  \(member) }", to: "it.json5")
    for command in ["run", "sweep", "test", "trace", "show", "describe"] {
      let result = desk.run(command, "it.json5")
      #expect(result.status == 2 && result.out.isEmpty)
      #expect(result.err.hasPrefix("it.json5:2:"))
      #expect(
        result.err.hasSuffix(
          "which cannot be seen; remove it; names and texts are of one line, in characters that show\n"
        ))
      #expect(result.err.count { $0.isNewline } == 1)
    }
  }

  @Test func `progress on a terminal is the one line that is overwritten`() throws {
    let desk = try Desk(showsProgress: true)
    try desk.write(Desk.calm, to: "Scenarios/\(Self.name).json5")
    let result = desk.run("sweep", "Scenarios/\(Self.name).json5", "--jobs", "1")
    let rest = result.err.components(separatedBy: "\r\u{1B}[K").joined()
    #expect(rest.count { $0.isNewline } == 1)
    #expect(rest.unicodeScalars.allSatisfy { $0 == "\n" || !VisibleText.isHidden($0) })
  }
}

/// Whether the tags of a text close one another.
private final class XMLChecker {
  let isBalanced: Bool

  init(_ text: String) {
    var open: [Substring] = []
    var isBalanced = true
    for part in text.split(separator: "<").dropFirst() {
      guard let end = part.firstIndex(of: ">") else {
        isBalanced = false
        continue
      }
      let tag = part[..<end]
      if tag.hasPrefix("/") {
        isBalanced = isBalanced && open.popLast() == tag.dropFirst()
      } else if !tag.hasSuffix("/") && !tag.hasPrefix("?") {
        open.append(tag.prefix { $0 != " " })
      }
    }
    self.isBalanced = isBalanced && open.isEmpty
  }
}
