import Experiments
import Testing

@testable import Command

@Suite struct ArgumentsTests {
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.write(Desk.calm, to: "Scenarios/basic/calm.json5")
  }

  @Test(arguments: Program(.standard).commands.map { $0.syntax(Program(.standard)).name })
  func `the help of each command shows an example that its syntax takes`(_ name: String) throws {
    let help = desk.run(name, "--help")
    #expect(help.status == 0 && help.err.isEmpty)
    #expect(help.out.contains("Example"))
    #expect(desk.run("help", name).out == help.out)
    let syntaxes = desk.context.program.commands.map { $0.syntax(desk.context.program) }
    let syntax = try #require(syntaxes.first { $0.name == name })
    for example in syntax.examples {
      // What stands between quotes is one word.
      let words = example.line.split(separator: "'", omittingEmptySubsequences: false).enumerated()
        .flatMap { place, part in
          place % 2 == 1 ? [String(part)] : part.split(separator: " ").map { String($0) }
        }
      #expect(words.first == name)
      let own = words.dropFirst().prefix { $0 != "|" }
      #expect(throws: Never.self) { try Arguments(Array(own), syntax) }
    }
  }

  @Test func `a mistyped command, option, scenario and variant each suggest the nearest`() {
    #expect(desk.run("swep").err.contains("did you mean 'sweep'?"))
    #expect(desk.run("run", "calm", "--sed", "3").err.contains("did you mean '--seed'?"))
    #expect(desk.run("run", "basic/clam").err.contains("did you mean 'basic/calm'?"))
    #expect(desk.run("run", "kalm").err.contains("did you mean 'basic/calm'?"))
    #expect(desk.run("basic/calm").err.contains("did you mean 'lockstep run basic/calm'?"))
    #expect(desk.run("describe", "deliverry").err.contains("did you mean 'delivery'?"))
  }

  @Test func `wrong arguments end with status 2 and leave standard output empty`() {
    let lines = [
      ["run"], ["run", "a", "b"], ["run", "basic/calm", "--seed"],
      ["run", "basic/calm", "--seed", "x"], ["run", "basic/calm", "--seed", "-1"],
      ["run", "basic/calm", "--seed", "1", "--seed", "2"], ["run", "basic/calm", "--json=yes"],
      ["run", "basic/calm", "--width", "0"], ["nonsense"], ["merge"], ["describe"],
      ["run", "basic/calm", "--variant", "x"], ["list", "something"], ["new", "rafd"],
      ["help", "rnu"],
    ]
    for words in lines {
      let result = desk.run(words)
      #expect(result.status == 2, "\(words)")
      #expect(result.out.isEmpty, "\(words)")
      #expect(result.err.hasPrefix("lockstep") || result.err.contains(":1:1:"), "\(words)")
    }
  }

  @Test func `the bare command, help and version print and succeed`() {
    #expect(desk.run([]).out.contains("Try"))
    #expect(desk.run("--help").out.contains("Exit status"))
    #expect(desk.run("--version").out == "lockstep \(Program.lockstepVersion), engine 1\n")
    #expect(desk.run([]).status == 0 && desk.run("--version").status == 0)
  }

  @Test func `values may follow a sign of equality, and two dashes end the options`() throws {
    let equal = desk.run("run", "basic/calm", "--seed=9")
    #expect(equal.status == 0)
    #expect(equal.out == desk.run("run", "basic/calm", "--seed", "9").out)
    #expect(desk.run("run", "--", "--seed").err.contains("--seed:1:1: there is no such file"))
  }
}
