import Experiments
import Foundation
import Testing

@testable import Command

@Suite struct `show stops where it is told` {
  private func desk() throws -> Desk {
    let desk = try Desk(
      program: Program(Registry.standard, name: "lockstep", example: "raft/leader-in-minority"))
    try desk.write(
      """
      { protocol: "raft", agents: 5, duration: "4s", load: { clients: 2, rate: "100/s" },
        faults: [{ name: "split", at: "2s", isolate: "leader", for: "1s" }] }
      """, to: "Scenarios/small.json5")
    return desk
  }

  @Test(arguments: [
    ("leader elected", "at 0."), ("commit 20", "at 0."), ("split", "at 2.000000000s"),
    ("split begins", "at 2.000000000s"), ("split ends", "at 3.000000000s"),
    ("became leader", "at 0."), ("became leader 2", "at 2."), ("event 1234", "after 1,234 events"),
  ])
  func `a name is a moment`(_ name: String, _ expected: String) throws {
    let desk = try desk()
    let shown = desk.run("show", "small", "--until", name)
    #expect(shown.status == 0 && shown.err == "")
    let second = shown.out.split(separator: "\n")[1]
    #expect(second.contains(expected), "\(second)")
  }

  @Test(arguments: [
    ["--until", "split ends"], ["--at", "2.5s", "--agent", "n2"], [], ["--until", "became leader"],
  ])
  func `the last line shows the same page again`(_ options: [String]) throws {
    let desk = try desk()
    let shown = desk.run(["show", "small", "--seed", "7"] + options)
    let last = try #require(shown.out.split(separator: "\n").last)
    #expect(last.hasPrefix("lockstep show Scenarios/small.json5 --seed 7 --"))
    let line = last.split(separator: "'", omittingEmptySubsequences: false)
    var words = line[0].split(separator: " ").dropFirst().map { String($0) }
    if line.count > 1 { words.append(String(line[1])) }
    #expect(desk.run(words) == shown)
  }

  @Test func `a name that nothing has is refused with the nearest one`() throws {
    let desk = try desk()
    for (name, near) in [
      ("leader electd", "'leader elected'"), ("splt", "'split'"),
      ("becme leader", "'became leader'"),
      ("split end", "'split ends'"),
    ] {
      let shown = desk.run("show", "small", "--until", name)
      #expect(shown.status == 2 && shown.out == "")
      #expect(
        shown.err
          == "lockstep show: '\(name)' is no milestone, fault or note of this run; did you mean \(near)?\n"
      )
    }
    let both = desk.run("show", "small", "--until", "split", "--at", "1s")
    #expect(both.status == 2 && both.err.contains("both say when"))
  }

  @Test func `what never comes is said so`() throws {
    let desk = try desk()
    for (name, progress) in [
      ("commit 1000000", ", with "), ("became leader 99", "\n"), ("event 10000000", "\n"),
    ] {
      let shown = desk.run("show", "small", "--until", name)
      #expect(shown.status == 1 && shown.out == "")
      let start = "lockstep show: '\(name)' was not reached; the run ended at 4s\(progress)"
      #expect(shown.err.hasPrefix(start), "\(shown.err)")
    }
  }

  @Test func `what holds nothing is none`() throws {
    let shown = try desk().run("show", "small", "--at", "0s", "--agent", "n1")
    #expect(shown.out.contains("store none\n"))
    #expect(!shown.out.split(separator: "\n").contains { $0.hasSuffix(" ") })
  }
}
