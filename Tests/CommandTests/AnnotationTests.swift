import Foundation
import Testing

@testable import Command

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What a test tells other tools: lines of files, summaries and times.
@Suite struct AnnotationTests {
  let desk: Desk

  init() throws { desk = try Desk() }

  /// Fails in every seed by the expectation in its fourth line.
  private static let failing = """
    // Too strict.
    { about: "Strict", protocol: "gossip", agents: 3, duration: "1s", seeds: "1..3",
      expect: { moderation: true,
        "delivery max": "< 1ms" } }
    """

  @Test func `GitHub is told the line of the expectation, once for all seeds`() throws {
    try desk.write(Self.failing, to: "Scenarios/strict.json5")
    let test = desk.run("test", "--annotate", "github")
    #expect(test.status == 1)
    let commands = test.out.split(separator: "\n").filter { $0.hasPrefix("::") }
    let failed = [
      "::error file=Scenarios/strict.json5,line=4,col=5,title=strict failed",
      "delivery max: \"< 1ms\": 1ms%0A3 seeds: 1..3%0Alockstep run Scenarios/strict.json5 --seed 1",
    ]
    let new = [
      "::warning file=Scenarios/strict.json5,line=1,title=strict%3A no recorded result",
      "lockstep test --update records it",
    ]
    #expect(commands.map { String($0) } == [failed, new].map { $0.joined(separator: "::") })
    // The page comes first.
    #expect(test.out.hasPrefix("1 scenario, 3 runs: 0 held, 1 failed"))
  }

  @Test func `a name cannot speak to GitHub`() throws {
    let name = "a,b%0A::error::c\n::warning::d"
    try desk.write(Self.failing, to: "Scenarios/\(name).json5")
    let test = desk.run("test", "--annotate", "github")
    let commands = test.out.split(separator: "\n").filter { $0.contains("::") && $0.hasPrefix(":") }
    #expect(commands.count == 2)
    #expect(
      commands[0].contains(
        "file=Scenarios/a%2Cb%250A%3A%3Aerror%3A%3Ac%0A%3A%3Awarning%3A%3Ad.json5,"))
    #expect(GitHubAnnotations.data("1%\n2\r") == "1%25%0A2\\r")
  }

  @Test func `files are named from the repository's top, wherever the test runs`() throws {
    try desk.write("", to: ".git/HEAD")
    try desk.write(Self.failing, to: "sub/Scenarios/strict.json5")
    let test = desk.run("-C", "sub", "test", "--annotate", "github", "--junit", "out.xml")
    #expect(test.out.contains("::error file=sub/Scenarios/strict.json5,line=4,"))
    #expect(try #require(desk.read("sub/out.xml")).contains("file=\"sub/Scenarios/strict.json5\""))
  }

  @Test func `GitLab gets a report alone on standard output, and the log the page`() throws {
    try desk.write(Self.failing, to: "Scenarios/strict.json5")
    let test = desk.run("test", "--annotate", "gitlab")
    #expect(test.status == 1)
    let value = try JSONSerialization.jsonObject(with: Data(test.out.utf8))
    let issues = try #require(value as? [[String: Any]])
    #expect(issues.count == 2)
    let location = try #require(issues[0]["location"] as? [String: Any])
    #expect(location["path"] as? String == "Scenarios/strict.json5")
    #expect((location["lines"] as? [String: Any])?["begin"] as? Int == 4)
    #expect(issues[0]["severity"] as? String == "critical")
    #expect(Set(issues.compactMap { $0["fingerprint"] as? String }).count == 2)
    #expect(issues.allSatisfy { $0["description"] is String && $0["check_name"] is String })
    #expect(test.err.contains("FAILED  strict, 3 runs\n"))
    // The same remark in the next build has the same fingerprint.
    #expect(desk.run("test", "--annotate", "gitlab").out == test.out)
  }

  @Test func `a suite that passes gives GitLab an empty report, and GitHub nothing`() throws {
    try desk.write(Desk.calm, to: "Scenarios/calm.json5")
    #expect(desk.run("test", "--update").status == 0)
    #expect(desk.run("test", "--annotate", "gitlab").out == "[]\n")
    #expect(desk.run("test", "--annotate", "github").out == desk.run("test").out)
  }

  @Test func `a kind that is none, or two for standard output, is refused before anything runs`()
    throws
  {
    try desk.write(Desk.calm, to: "Scenarios/calm.json5")
    for (words, reason) in [
      (["--annotate", "gitlib"], "did you mean 'gitlab'?"),
      (["--annotate", "github", "--json"], "leave one out"),
    ] {
      let test = desk.run(["test"] + words)
      #expect(test.status == 2 && test.out.isEmpty && test.err.contains(reason), "\(test.err)")
    }
  }

  @Test func `a summary in Markdown tells what failed and moved, and escapes what others wrote`()
    throws
  {
    try desk.write(Self.failing, to: "Scenarios/<b>|*x*`@me`.json5")
    _ = desk.run("test", "--markdown", "out.md")
    let text = try #require(desk.read("out.md"))
    #expect(text.hasPrefix("### lockstep test: not passed\n\n1 scenario, 3 runs: 0 held, 1 failed"))
    #expect(text.contains("<b>failed</b> &lt;b&gt;\\|\\*x\\*\\`&#64;me\\`</summary>"))
    #expect(text.contains("`` Scenarios/<b>|*x*`@me`.json5 ``"))
    #expect(
      text.contains("- line 4, delivery max: \"&lt; 1ms\": 1ms\\\n  3 seeds: 1..3: `` lockstep run")
    )
    #expect(text.contains("It has no recorded result."))
  }

  @Test func `a summary of very many scenarios stays within what a note takes`() throws {
    for number in 0..<120 {
      let name = String(repeating: "long-name-", count: 16) + "\(number)"
      try desk.write(Self.failing, to: "Scenarios/\(name).json5")
    }
    _ = desk.run("test", "--markdown", "out.md")
    let text = try #require(desk.read("out.md"))
    #expect(text.utf8.count < 65_536)
    #expect(text.contains("more scenarios, left out for length."))
    #expect(
      text.components(separatedBy: "<details>").count
        == text.components(separatedBy: "</details>").count)
  }

  @Test func `a summary of moved numbers has them in a table, and passes when all held`() throws {
    let text = Desk.calm.replacing("1..3", with: "1..20")
    try desk.write(text, to: "Scenarios/calm.json5")
    #expect(desk.run("test", "--update").status == 0)
    #expect(desk.run("test", "--markdown", "held.md").status == 0)
    #expect(
      desk.read("held.md")
        == "### lockstep test: passed\n\n1 scenario, 20 runs: 1 held, 0 failed, 0 moved or new\n")
    try desk.write(
      text.replacing("agents: 3,", with: "agents: 3, network: { delay: \"0.5ms\" },"),
      to: "Scenarios/calm.json5")
    _ = desk.run("test", "--markdown", "moved.md")
    let moved = try #require(desk.read("moved.md"))
    #expect(moved.contains("#### Moved most\n\n|  | measure | window |"))
    #expect(moved.contains("| better | delivery p50 | whole | calm | 1 ms | 500 µs | -500 µs ± "))
    #expect(moved.contains("<b>better</b> calm</summary>"))
    let github = desk.run("test", "--annotate", "github").out
    #expect(github.contains("::warning file=Scenarios/calm.json5,line=1,title=calm%3A better in "))
    #expect(github.contains("%0Abetter: delivery p50 1 ms → 500 µs, -500 µs ± "))
  }

  @Test func `JUnit has files, lines and times that add up`() throws {
    try desk.write(Self.failing, to: "Scenarios/strict.json5")
    try desk.write(Desk.calm, to: "Scenarios/calm.json5")
    _ = desk.run("test", "--junit", "out.xml")
    let text = try #require(desk.read("out.xml"))
    let cases = TestCases()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = cases
    #expect(parser.parse())
    let strict = cases.all.filter { $0["classname"] == "strict" && $0["name"] != "recorded result" }
    #expect(strict.count == 3 && strict.allSatisfy { $0["line"] == "4" })
    #expect(cases.all.allSatisfy { Double($0["time"] ?? "") != nil && $0["file"] != nil })
    let calm = cases.all.filter { $0["classname"] == "calm" }
    #expect(calm.allSatisfy { $0["line"] == nil && $0["file"] == "Scenarios/calm.json5" })
    #expect(cases.suites.allSatisfy { Double($0["time"] ?? "") != nil })
  }

  /// The attributes of test cases and suites.
  private final class TestCases: NSObject, XMLParserDelegate {
    var all: [[String: String]] = []
    var suites: [[String: String]] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      if name == "testcase" {
        all.append(attributes)
      } else if name.hasPrefix("testsuite") {
        suites.append(attributes)
      }
    }
  }
}
