import Experiments
import Foundation
import Testing

@testable import Command

@Suite struct `report writes a page` {
  private func desk() throws -> Desk {
    let desk = try Desk(
      program: Program(Registry.standard, name: "lockstep", example: "raft/leader-in-minority"))
    try desk.write(
      """
      { protocol: "raft", agents: 3, duration: "2s", load: { clients: 2, rate: "50/s" },
        expect: { "commits": "> 5" } }
      """, to: "Scenarios/small.json5")
    try desk.write(
      """
      { protocol: "raft", agents: 3, duration: "1s", expect: { "commits": "> 5000" },
        load: { clients: 1, rate: "5/s" } }
      """, to: "Scenarios/failing.json5")
    return desk
  }

  @Test func `a run is told by its status and stands in the page`() throws {
    let desk = try desk()
    let held = desk.run("report", "small", "--seed", "7", "--out", "run.html")
    #expect(held.status == 0 && held.err == "")
    #expect(held.out.hasPrefix("wrote run.html: ") && held.out.hasSuffix(" events, the run held\n"))
    let page = try #require(desk.read("run.html"))
    #expect(page.contains("lockstep run Scenarios/small.json5 --seed 7"))
    let failed = desk.run("report", "failing", "--out", "run.html")
    #expect(failed.status == 1 && failed.out.hasSuffix("the run failed\n"))
    #expect(desk.read("run.html") != page)
  }

  @Test(arguments: [
    (["small"], "report needs --out FILE"),
    (["small", "--out", "a.html", "--from", "3s"], "before --from"),
    (["small", "--out", "a.html", "--from", "1s", "--until", "0.5s"], "--until is before --from"),
    (["smal", "--out", "a.html"], "small"),
    (["small", "--oute", "a.html"], "--out"),
  ])
  func `what cannot be is refused before anything is written`(
    line: [String], reason: String
  ) throws {
    let desk = try desk()
    let result = desk.run(["report"] + line)
    #expect(result.status == 2 && result.out == "" && result.err.contains(reason), "\(result.err)")
    #expect(desk.read("a.html") == nil)
  }

  @Test func `a part is smaller than the whole, and says what it holds`() throws {
    let desk = try desk()
    _ = desk.run("report", "small", "--out", "whole.html")
    _ = desk.run("report", "small", "--from", "1s", "--until", "1.1s", "--out", "part.html")
    let part = try #require(desk.read("part.html"))
    #expect(part.contains("\"from\":1000000000,\"until\":1100000000"))
    #expect(try part.utf8.count < #require(desk.read("whole.html")).utf8.count)
  }
}
