import Foundation
import Testing

@testable import Command

/// Scenarios and their records, wherever the program is started and however a file is spelt.
@Suite struct FolderTests {
  let desk: Desk
  private let spellings: [(directory: String, word: String)]

  init() throws {
    desk = try Desk()
    try desk.write(Desk.calm, to: "Scenarios/basic/calm.json5")
    try desk.write("", to: "elsewhere/empty.txt")
    spellings = [
      (".", "basic/calm"), (".", "./Scenarios/basic/calm.json5"),
      (".", "Scenarios/basic/../basic//calm.json5"),
      (".", desk.directory + "/Scenarios/basic/calm.json5"), ("Scenarios/basic", "calm.json5"),
      ("Scenarios/basic", "calm"), ("Scenarios/basic", "Scenarios/basic/calm.json5"),
      ("elsewhere", "../Scenarios/basic/calm.json5"), ("elsewhere", "basic/calm"),
    ]
  }

  @Test func `a scenario gives the same page and record however it is spelt`() throws {
    let page = desk.run("run", "basic/calm")
    #expect(page.out.contains("lockstep run Scenarios/basic/calm.json5 --seed 1"))
    #expect(desk.run("test", "--update").status == 0)
    let record = try #require(desk.read("Results/basic/calm.txt"))
    for (directory, word) in spellings {
      #expect(desk.run("-C", directory, "run", word) == page, "\(directory) \(word)")
      let test = desk.run("-C", directory, "test", word)
      #expect(test.status == 0 && test.out.hasSuffix("\nheld    basic/calm, 3 runs\n"))
      #expect(desk.run("-C", directory, "test", word, "--update").status == 0)
      #expect(desk.read("Results/basic/calm.txt") == record)
    }
    // Twice the same file is tested once.
    #expect(desk.run("test", "basic", "basic/calm", "Scenarios").out.hasPrefix("1 scenario, "))
  }

  @Test func `a link on the way to a scenario makes no other one of it`() throws {
    try desk.link("link.json5", to: "Scenarios/basic/calm.json5")
    try desk.link("elsewhere/basics", to: "../Scenarios/basic")
    try desk.link("home", to: desk.directory)
    #expect(desk.run("test", "--update").status == 0)
    let page = desk.run("run", "basic/calm")
    let spellings = [
      (".", "link.json5"), (".", desk.path("link.json5")), ("elsewhere", "basics/calm.json5"),
      ("elsewhere", "basics"), ("elsewhere/basics", "calm"), ("elsewhere/basics", "."),
      // What two dots mean behind a link.
      ("elsewhere", "basics/../basic/calm.json5"), ("home/elsewhere", "basic/calm"),
      (".", desk.path("home/Scenarios/basic/calm.json5")), ("/", desk.path("home/Scenarios")),
      ("/", desk.path("Scenarios/basic/calm.json5")),
    ]
    for (directory, word) in spellings {
      let test = desk.run("-C", directory, "test", word)
      #expect(test.status == 0, "\(directory) \(word): \(test.err)")
      #expect(test.out.hasSuffix("\nheld    basic/calm, 3 runs\n"), "\(directory) \(word)")
      if word.hasSuffix(".json5"), directory != "/" {
        #expect(desk.run("-C", directory, "run", word) == page, "\(directory) \(word)")
      }
    }
    #expect(
      desk.run("test", "link.json5", "basic", "home/Scenarios").out.hasPrefix("1 scenario, "))
    #expect(try desk.names() == ["Results", "Scenarios", "elsewhere", "home", "link.json5"])
    #expect(try desk.names(in: "Results") == ["basic"])
  }

  @Test func `a link among scenarios to a file elsewhere is a scenario by its own name`() throws {
    try desk.write(Desk.calm, to: "elsewhere/shared.json5")
    try desk.link("Scenarios/shared.json5", to: "../elsewhere/shared.json5")
    #expect(desk.run("test", "--update").out.contains("wrote   shared"))
    #expect(desk.run("test", "Scenarios/shared.json5").status == 0)
    #expect(try desk.names(in: "Results") == ["basic", "shared.seeds", "shared.txt"])
  }

  @Test func `every scenario is tested from any folder below the one that holds them`() throws {
    for directory in [".", "Scenarios", "Scenarios/basic", "elsewhere"] {
      #expect(desk.run("-C", directory, "test").out.contains("NEW     basic/calm"), "\(directory)")
    }
    #expect(desk.run("-C", "elsewhere", "test", "--update").status == 0)
    #expect(desk.read("Results/basic/calm.txt") != nil)
    try desk.write("scenario: Scenarios/gone.json5\n", to: "Results/gone.txt")
    #expect(desk.run("-C", "elsewhere", "test").out.contains("ORPHAN  Results/gone.txt"))
    #expect(desk.run("-C", "elsewhere", "list").out.contains("basic/calm"))
    #expect(desk.run("-C", "elsewhere", "schema", "--write").status == 0)
    #expect(desk.read("Scenarios/schema.json") != nil)
  }

  @Test func `a scenario of another project keeps its own record, and its replay line works`()
    throws
  {
    #expect(desk.run("test", "--update").status == 0)
    let other = try Desk()
    try other.write(Desk.uneven, to: "Scenarios/uneven.json5")
    let path = desk.directory + "/Scenarios/basic/calm.json5"
    #expect(other.run("test", path).status == 0)
    let line = "lockstep run \(path) --seed 5"
    #expect(other.run("run", path, "--seed", "5").out.hasSuffix(line + "\n"))
    try desk.write("scenario: Scenarios/basic/calm.json5\n", to: "Results/basic/calm.txt")
    #expect(other.run("test", path).out.contains("\nMOVED   basic/calm"))
  }

  @Test func `a file outside every folder of scenarios says that it has no record`() throws {
    try desk.write(Desk.calm, to: "loose.json5")
    let test = desk.run("test", "loose.json5")
    #expect(test.status == 0)
    #expect(
      test.out.contains("held    loose, 3 runs\n        no record to compare with, so a change of"))
    #expect(test.out.contains("'lockstep test FOLDER --update' writes\n"))
    #expect(test.out.contains("; 1 without a record, guarded by expectations and checks alone\n"))
    #expect(desk.run("test", "loose.json5", "--json").out.contains("\"record\": \"none\""))
    _ = desk.run("test", "loose.json5", "--junit", "out.xml")
    #expect(try #require(desk.read("out.xml")).contains("no record to compare with"))
    #expect(desk.run("test", "loose.json5", "--update").out.contains("no record to compare with"))
  }

  @Test func `a test without a folder of scenarios is refused and not passed`() throws {
    let bare = try Desk()
    let result = bare.run("test")
    #expect(result.status == 2 && result.out.isEmpty)
    #expect(result.err.contains("no folder Scenarios/ here or in any directory above"))
  }

  @Test func `mistakes are placed in the file as it was spelt`() throws {
    try desk.write("{ protocol: 1 }", to: "Scenarios/basic/wrong.json5")
    let error = desk.run("-C", "Scenarios/basic", "run", "wrong.json5").err
    #expect(error.hasPrefix("wrong.json5:1:"))
    #expect(desk.run("-C", "elsewhere", "test").err.hasPrefix(desk.directory + "/Scenarios/"))
  }

  @Test func `a directory to start in comes before the command, and must be one`() throws {
    let page = desk.run("run", "basic/calm")
    #expect(desk.run("-C", "Scenarios", "-C", "basic", "run", "calm") == page)
    for words in [["-C"], ["-C", "nowhere", "list"], ["run", "-C", "Scenarios", "basic/calm"]] {
      let result = desk.run(words)
      #expect(result.status == 2 && result.out.isEmpty, "\(words)")
      #expect(result.err.contains("-C"), "\(words)")
    }
  }

  @Test func `a dash reads the scenario from standard input, and its replay line does again`() {
    let page = desk.run(["run", "-"], input: Desk.calm)
    #expect(page.status == 0 && page.out.hasSuffix("lockstep run - --seed 1\n"))
    #expect(desk.run(["run", "-", "--seed", "1"], input: Desk.calm) == page)
    #expect(desk.run(["trace", "-"], input: Desk.calm).out == desk.run("trace", "basic/calm").out)
    let wrong = desk.run(["run", "-"], input: "{ protocol: 1 }")
    #expect(wrong.status == 2 && wrong.err.hasPrefix("<stdin>:1:"))
  }
}
