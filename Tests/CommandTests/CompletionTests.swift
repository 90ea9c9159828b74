import Foundation
import Testing

@testable import Command

@Suite struct CompletionTests {
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.write(Desk.calm, to: "Scenarios/basic/calm.json5")
    try desk.write(Desk.uneven, to: "Scenarios/uneven.json5")
    try desk.write("", to: "part1")
    for shell in ["bash", "zsh", "fish"] {
      try desk.write(desk.run("completion", shell).out, to: "completion.\(shell)")
    }
  }

  /// What a shell prints, or nil where it is not on the machine.
  private func shell(_ words: String...) throws -> (status: Int32, output: String)? {
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    shell.arguments = words
    shell.currentDirectoryURL = URL(fileURLWithPath: desk.directory)
    let output = Pipe()
    shell.standardOutput = output
    shell.standardError = output
    try shell.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    shell.waitUntilExit()
    if shell.terminationStatus == 127 { return nil }
    return (shell.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `each shell that is there reads its completion without a complaint`(_ name: String) throws {
    if let result = try shell(name, "-n", "completion.\(name)") {
      #expect(result.status == 0 && result.output.isEmpty, "\(result.output)")
    } else {
      #expect(name != "bash", "bash is missing")
    }
  }

  @Test(arguments: [
    ("sw", "sweep"), ("sweep --see", "--seeds"), ("run --wi", "--width"), ("run b", "basic/calm"),
    ("test unev", "uneven"), ("merge par", "part1"), ("sweep x --out par", "part1"),
    ("list mea", "measures"), ("new go", "gossip"), ("help tra", "trace"), ("completion f", "fish"),
    ("-C Scen", "Scenarios"), ("-C Scenarios swee", "sweep"), ("run x --seed ", ""),
  ])
  func `bash completes commands, options, values and scenarios`(_ line: String, _ word: String)
    throws
  {
    let parts = line.split(separator: " ", omittingEmptySubsequences: false)
    let words = "lockstep " + parts.map { "'\($0)'" }.joined(separator: " ")
    let script = """
      source completion.bash
      COMP_WORDS=(\(words)); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      _lockstep; echo "${COMPREPLY[*]}"
      """
    let result = try #require(try shell("bash", "-c", script))
    #expect(result.status == 0)
    #expect(result.output == word + "\n")
  }

  @Test func `a press of the tab key runs nothing that a file is called`() throws {
    for name in ["$(touch ran)", "`touch ran`", "a;touch ran", "plain-1.é", "it_is+fine"] {
      try desk.write(Desk.calm, to: "Scenarios/hostile/\(name).json5")
    }
    let script = """
      source completion.bash
      COMP_WORDS=(lockstep run hostile/); COMP_CWORD=2
      _lockstep; printf '%s\n' "${COMPREPLY[@]}"
      """
    let result = try #require(try shell("bash", "-c", script))
    #expect(result.output == "hostile/it_is+fine\n")
    #expect(desk.read("ran") == nil)
  }

  @Test func `every command and option is in every completion`() throws {
    let program = desk.context.program
    for name in ["bash", "zsh", "fish"] {
      let text = try #require(desk.read("completion.\(name)"))
      for syntax in program.commands.map({ $0.syntax(program) }) {
        #expect(text.contains(syntax.name), "\(name)")
        for option in syntax.options {
          #expect(text.contains(name == "fish" ? "-l \(option.name.dropFirst(2))" : option.name))
        }
      }
    }
    let typo = desk.run("completion", "bsh")
    #expect(typo.status == 2 && typo.err.contains("did you mean 'bash'?"))
  }
}
