import Foundation
import Testing

@testable import Command

/// Rows of a journal are taken for results, so it must be the user's own in every respect.
@Suite struct JournalTests {
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.write(Desk.uneven, to: "Scenarios/uneven.json5")
  }

  private func sweep(_ words: String...) -> Desk.Result {
    desk.run(["sweep", "uneven", "--seeds", "1..6"] + words)
  }

  private func path(_ name: String) -> String { desk.directory + "/" + name }

  /// Expects that nothing is run, and why.
  private func expectRefusal(_ journal: String, _ reason: String) {
    let result = sweep("--journal", journal)
    #expect(result.status == 2 && result.out.isEmpty)
    #expect(result.err.contains(reason), "\(result.err)")
  }

  @Test func `what is no file is refused as a journal and nothing waits for it`() throws {
    // Safe: the path is passed for the length of the call.
    #expect(unsafe mkfifo(path("pipe"), 0o600) == 0)
    expectRefusal("pipe", "it is a pipe")
    expectRefusal("/dev/zero", "it is a device")
    expectRefusal("Scenarios", "it is a directory")
  }

  @Test func `a link is not followed, and what it leads to is left alone`() throws {
    try desk.write("", to: "target")
    try FileManager.default.createSymbolicLink(
      atPath: path("link"), withDestinationPath: path("target"))
    expectRefusal("link", "it is a symbolic link")
    #expect(desk.read("target")?.isEmpty == true)
  }

  @Test func `a journal that others can write, or that is another user's, is refused`() throws {
    let whole = sweep("--journal", "journal")
    #expect(try mode("journal") & 0o022 == 0)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o664], ofItemAtPath: path("journal"))
    expectRefusal("journal", "others may write to it; 'chmod go-w'")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o644], ofItemAtPath: path("journal"))
    #expect(sweep("--journal", "journal").out == whole.out)
    // Only an administrator can give a file away.
    guard geteuid() == 0 else { return }
    try FileManager.default.setAttributes(
      [.ownerAccountID: 12_345], ofItemAtPath: path("journal"))
    expectRefusal("journal", "it belongs to another user")
  }

  @Test func `a journal of another user or machine is refused and left as it was`() throws {
    _ = sweep("--journal", "journal")
    let text = try #require(desk.read("journal"))
    try FileManager.default.removeItem(atPath: path("state/key"))
    expectRefusal("journal", "its rows cannot be trusted here")
    #expect(desk.read("journal") == text)
  }

  @Test func `parts are no journals and journals no parts`() throws {
    _ = sweep("--journal", "journal", "--out", "part")
    expectRefusal("part", "is a part for 'merge', no journal")
    let merged = desk.run("merge", "journal")
    #expect(merged.status == 2)
    #expect(
      merged.err.contains("journal: this is a journal, which holds only where it was written"))
  }

  @Test func `a journal of another build is refused`() throws {
    _ = sweep("--journal", "journal")
    let context = desk.context
    for (build, reason) in [("other", "another build of the program"), (nil, "its own file")] {
      let other = Context(
        program: context.program, console: context.console, files: context.files,
        input: context.input, state: context.state, build: { build })
      #expect(
        other.program.run(
          ["sweep", "uneven", "--seeds", "1..6", "--journal", "journal"], other) == .wrongInput)
      #expect(desk.complaints.contains(reason), "\(desk.complaints)")
    }
  }

  @Test func `an unnamed journal that cannot be trusted is done without`() throws {
    let whole = sweep()
    try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: path("state"))
    let open = sweep()
    #expect(open.out == whole.out && open.status == whole.status)
    #expect(open.err.contains("others may write to it"))
    #expect(open.err.contains("going on without a journal"))
    try FileManager.default.moveItem(atPath: path("state"), toPath: path("elsewhere"))
    try FileManager.default.createSymbolicLink(
      atPath: path("state"), withDestinationPath: path("elsewhere"))
    let linked = sweep()
    #expect(linked.out == whole.out && linked.err.contains("going on without a journal"))
  }

  @Test func `the state folder and the key are the user's alone`() throws {
    _ = sweep()
    #expect(try mode("state") == 0o700 && mode("state/journals") == 0o700)
    #expect(try mode("state/key") == 0o600)
    let key = try #require(desk.read("state/key"))
    #expect(key.count == 33)
    _ = sweep()
    #expect(desk.read("state/key") == key)
    #expect(desk.context.files.list("state", endings: [""]) == ["state/key"])
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o640], ofItemAtPath: path("state/key"))
    #expect(sweep().err.contains("state/key: others may read it"))
    try FileManager.default.removeItem(atPath: path("state/key"))
    let files = Files(root: desk.directory)
    for damaged in ["", String(key.dropLast()), key + "0", "zz" + key.dropFirst(2)] {
      try files.write(damaged, to: "state/key")
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o600], ofItemAtPath: path("state/key"))
      #expect(sweep().err.contains("state/key: it is damaged"))
    }
  }

  @Test func `programs that make the key at the same time end with one`() throws {
    let state = desk.context.state
    let keys = Locked<[String]>([])
    Workers.forEach(count: 8, jobs: 4) { _ in
      guard (try? state.seal()) != nil else { return }
      let key = desk.read("state/key") ?? ""
      keys.use { $0.append(key) }
    }
    #expect(keys.use { $0.count } == 8)
    #expect(Set(keys.use { $0 }).count == 1)
  }

  @Test func `journals of sweeps given up long ago are removed`() throws {
    _ = sweep()
    for (name, days) in [("old", 31.0), ("new", 29.0)] {
      try desk.write("", to: "state/journals/\(name).journal")
      try FileManager.default.setAttributes(
        [.modificationDate: Date() - days * 86_400],
        ofItemAtPath: path("state/journals/\(name).journal"))
    }
    _ = sweep()
    #expect(
      desk.context.files.list("state/journals", endings: [""]) == ["state/journals/new.journal"])
  }

  @Test func `state lies where the specification of base directories says`() {
    func path(_ program: String, _ environment: [String: String]) -> String {
      StateFolder(program: program, environment: environment).path
    }
    #expect(path("lockstep", ["HOME": "/h", "XDG_STATE_HOME": "/s"]) == "/s/lockstep")
    #expect(path("lockstep", ["HOME": "/h"]) == "/h/.local/state/lockstep")
    #expect(path("mine", ["HOME": "/h", "XDG_STATE_HOME": "here"]) == "/h/.local/state/mine")
    #expect(path("../mine", ["HOME": "/h", "XDG_STATE_HOME": ""]) == "/h/.local/state/mine")
    #expect(path("lockstep", [:]).hasSuffix("/.local/state/lockstep"))
  }

  @Test func `the digest of the executable is that of its content`() throws {
    let digest = try #require(Executable.digest)
    #expect(digest.count == 16 && digest == Executable.digest)
    try desk.write("one executable", to: "one")
    try desk.write("one executablf", to: "two")
    let one = try #require(Executable.digest(ofFile: path("one")))
    #expect(one != Executable.digest(ofFile: path("two")))
    #expect(Executable.digest(ofFile: path("three")) == nil)
  }

  private func mode(_ name: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path(name))
    return try #require(attributes[.posixPermissions] as? NSNumber).intValue
  }
}
