import Foundation
import Testing

@testable import Command

@Suite struct RunTests {
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.write(Desk.calm, to: "Scenarios/basic/calm.json5")
    try desk.write(Desk.uneven, to: "Scenarios/uneven.json5")
  }

  @Test func `a run is the same every time and another seed is another run`() {
    let run = desk.run("run", "basic/calm")
    #expect(run.status == 0 && run.err.isEmpty)
    #expect(desk.run("run", "basic/calm") == run)
    #expect(desk.run("run", "basic/calm", "--seed", "2").out != run.out)
  }

  @Test func `a path, a name and a name with its ending mean the same file`() {
    let run = desk.run("run", "basic/calm")
    #expect(desk.run("run", "Scenarios/basic/calm.json5") == run)
    #expect(desk.run("run", "basic/calm.json5") == run)
  }

  @Test func `the page names the line that replays it`() {
    let run = desk.run("run", "basic/calm", "--seed", "5")
    #expect(run.out.contains("lockstep run Scenarios/basic/calm.json5 --seed 5"))
  }

  @Test func `what is printed as JSON is JSON`() throws {
    let commands = [
      ["run", "basic/calm"], ["sweep", "basic/calm"], ["test"], ["list"], ["list", "measures"],
    ]
    for words in commands {
      let result = desk.run(words + ["--json"])
      #expect(throws: Never.self, "\(words)") {
        try JSONSerialization.jsonObject(with: Data(result.out.utf8))
      }
    }
  }

  @Test func `a trace ends at the fingerprint of the run and a disturbed draw changes it`() throws {
    let trace = desk.run("trace", "basic/calm")
    #expect(trace.status == 0)
    #expect(desk.run("trace", "basic/calm") == trace)
    let disturbed = desk.run("trace", "Scenarios/uneven.json5", "--disturb", "3")
    #expect(disturbed.out != desk.run("trace", "Scenarios/uneven.json5").out)
  }

  @Test func `a missing file, a directory, a binary file and an endless one are told apart`() throws
  {
    #expect(desk.run("run", "nothing/here").err.contains("nothing/here:1:1: there is no such file"))
    let directory = desk.run("run", "basic")
    #expect(directory.err.contains("this is a directory; name a scenario file in it, such as"))
    try desk.write("\u{0}\u{1}\u{2}ELF", to: "binary")
    for path in ["nothing/here", "basic", "binary", "/dev/zero", ""] {
      let result = desk.run("run", path)
      #expect(result.status == 2 && result.out.isEmpty, "\(path)")
      #expect(result.err.contains(":1:"), "\(path)")
    }
  }

  @Test func `all mistakes of a file are printed and nothing is run`() throws {
    try desk.write(
      """
      { protocol: "gossip", agents: 3, duration: "1 parsec",
        netwrok: {}, gossip: { beat: 3 }, expect: { "delivery p98": "< 1ms" } }
      """, to: "wrong.json5")
    for words in [["run"], ["sweep"], ["test"], ["trace"], ["describe"]] {
      let result = desk.run(words + ["wrong.json5"])
      #expect(result.status == 2 && result.out.isEmpty)
      let lines = result.err.split(separator: "\n")
      #expect(lines.count >= 3)
      #expect(lines.allSatisfy { $0.hasPrefix("wrong.json5:") })
    }
  }
}
