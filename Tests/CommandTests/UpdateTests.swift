import Foundation
import Testing

@testable import Command

/// Records change together or not at all.
@Suite struct UpdateTests {
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.write(Desk.calm, to: "Scenarios/a.json5")
    try desk.write(Desk.calm, to: "Scenarios/deep/b.json5")
  }

  private var folder: String { desk.path("Results") }

  @Test func `an update that was stopped before its log is dropped`() throws {
    try desk.write("old a", to: "Results/a.txt")
    try desk.write("new a", to: "Results/.update/0")
    try desk.write("0\0a.t", to: "Results/.update/log.part")
    let test = desk.run("test")
    #expect(test.err.contains("Results: dropped an update that was not written whole"))
    #expect(desk.read("Results/a.txt") == "old a")
    #expect(try desk.names(in: "Results") == ["a.txt"])
  }

  @Test func `an update that was stopped after its log is finished by the next test`() throws {
    try desk.write("old a", to: "Results/a.txt")
    try desk.write("old c", to: "Results/c.txt")
    // The first change was made already.
    try desk.write("new b", to: "Results/.update/1")
    try desk.write("0\0a.txt\01\0deep/b.txt\0-\0c.txt\0", to: "Results/.update/log")
    let test = desk.run("test", "a")
    #expect(test.err.contains("Results: finished an update of 3 records"))
    #expect(desk.read("Results/a.txt") == "old a" && desk.read("Results/deep/b.txt") == "new b")
    #expect(try desk.names(in: "Results") == ["a.txt", "deep"])
  }

  @Test func `a log that came with the folder reaches nothing outside of it`() throws {
    try desk.write("mine", to: "victim")
    try desk.link("Results", to: "elsewhere")
    try FileManager.default.createDirectory(
      atPath: desk.path("elsewhere"), withIntermediateDirectories: false)
    try desk.link("elsewhere/out.txt", to: "../victim")
    try desk.write("forged", to: "Results/.update/0")
    let paths = ["../victim", "out.txt", desk.path("victim"), "deep/../../victim", ""]
    let log = paths.map { "0\0\($0)\0-\0\($0)\0../../victim\0z.txt\0" }.joined()
    try desk.write(log, to: "Results/.update/log")
    _ = desk.run("test")
    #expect(desk.read("victim") == "mine")
    #expect(try desk.names(in: "elsewhere") == ["out.txt"])
  }

  @Test func `an update changes all records, keeps their modes and links, and leaves no litter`()
    throws
  {
    try desk.write("old", to: "Results/a.txt")
    try desk.write("old", to: "outside/b.txt")
    // Safe: the path is passed for the length of the call.
    #expect(unsafe chmod(desk.path("Results/a.txt"), 0o600) == 0)
    try desk.write("scenario: Scenarios/gone.json5\n", to: "Results/gone.txt")
    try desk.write("", to: "Results/deep/notes.md")
    try desk.link("Results/deep/b.txt", to: "../../outside/b.txt")
    let update = desk.run("test", "--update")
    #expect(update.status == 0 && update.out.contains("removed Results/gone.txt"))
    #expect(try FileStatus(desk.path("Results/a.txt")).permissions == 0o600)
    #expect(try #require(desk.read("outside/b.txt")).hasPrefix("scenario: Scenarios/deep/b.json5"))
    #expect(try desk.names(in: "Results") == ["a.seeds", "a.txt", "deep"])
    #expect(try desk.names(in: "Results/deep") == ["b.seeds", "b.txt", "notes.md"])
    #expect(desk.run("test").status == 0)
  }

  @Test func `a record that cannot be written is told before anything is run`() throws {
    try desk.write("", to: "Results/deep/b.txt/in-the-way")
    let update = desk.run("test", "--update")
    #expect(update.status == 2 && update.out.isEmpty)
    #expect(update.err.contains("Results/deep/b.txt: it is a directory"))
    #expect(desk.read("Results/a.txt") == nil)
  }

  @Test func `an update that fails half way changes nothing`() throws {
    var log = UpdateLog(folder: folder)
    try desk.write("old", to: "Results/a.txt")
    log.add(folder + "/a.txt", "new")
    log.add(folder + "/b.txt", "new")
    // A directory under the name of what is staged second.
    try desk.write("", to: "Results/.update/kept/file")
    #expect(throws: SystemError.self) { try log.commit() }
    #expect(desk.read("Results/a.txt") == "old" && desk.read("Results/b.txt") == nil)
  }

  @Test func `a failing scenario is recorded only if that is asked for`() throws {
    try desk.write(
      Desk.calm.replacingOccurrences(of: "<= 1ms", with: "< 1ms"), to: "Scenarios/bad.json5")
    let update = desk.run("test", "--update")
    #expect(update.status == 1)
    #expect(update.out.contains("FAILED  bad"))
    #expect(update.out.contains("not recorded, as it fails; 'lockstep test --update --failing'"))
    #expect(desk.read("Results/bad.txt") == nil && desk.read("Results/a.txt") != nil)
    #expect(desk.run("test", "--json").out.contains("\"leftOut\": false"))
    #expect(desk.run("test", "--update", "--json").out.contains("\"leftOut\": true"))
    #expect(desk.run("test", "--update", "--failing").status == 1)
    #expect(desk.read("Results/bad.txt") != nil)
    #expect(desk.run("test", "--failing").status == 2)
  }

  @Test func `an unreadable record is not called new, and lines may end as elsewhere`() throws {
    _ = desk.run("test", "--update")
    let record = try #require(desk.read("Results/a.txt"))
    try desk.write(record.replacing("\n", with: "\r\n"), to: "Results/a.txt")
    #expect(desk.run("test", "a").out.contains("\nheld    a"))
    try FileManager.default.removeItem(atPath: desk.path("Results/a.txt"))
    try desk.link("Results/a.txt", to: "a.txt")
    let test = desk.run("test", "a", "--junit", "out.xml")
    #expect(test.status == 1)
    #expect(
      test.out.contains("\nUNREAD  a, 3 runs\n        Results/a.txt cannot be read: its path"))
    #expect(try #require(desk.read("out.xml")).contains("type=\"Unreadable\""))
    #expect(desk.run("test", "a", "--json").out.contains("\"record\": \"unreadable\""))
  }
}
