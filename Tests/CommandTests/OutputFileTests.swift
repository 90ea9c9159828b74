import Foundation
import Testing

@testable import Command

/// Results are written where they were asked to be, and nothing finished is lost.
@Suite struct OutputFileTests {
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.write(Desk.uneven, to: "Scenarios/uneven.json5")
  }

  private func sweep(_ words: String...) -> Desk.Result {
    desk.run(["sweep", "uneven", "--seeds", "1..6"] + words)
  }

  private func status(_ name: String) throws -> FileStatus { try FileStatus(desk.path(name)) }

  @Test func `a file that is replaced keeps its mode and its owner`() throws {
    try desk.write("old", to: "part")
    // Only an administrator can give a file away.
    let owner: uid_t = geteuid() == 0 ? 12_345 : geteuid()
    // Safe: the path is passed for the length of the call.
    #expect(unsafe chown(desk.path("part"), owner, gid_t.max) == 0)
    #expect(unsafe chmod(desk.path("part"), 0o640) == 0)
    #expect(sweep("--out", "part").err.contains("wrote 6 runs to part"))
    #expect(try #require(desk.read("part")).hasPrefix("lockstep sweep"))
    #expect(try status("part").permissions == 0o640 && status("part").owner == owner)
  }

  @Test func `a link stays, and what it leads to is replaced or made`() throws {
    try desk.write("old", to: "real/part")
    try desk.link("link", to: "real/part")
    try desk.link("dangling", to: "real/new")
    for (link, target) in [("link", "real/part"), ("dangling", "real/new")] {
      _ = sweep("--out", link)
      #expect(
        try FileManager.default.destinationOfSymbolicLink(atPath: desk.path(link)) == target)
      #expect(try #require(desk.read(target)).hasPrefix("lockstep sweep"))
    }
    #expect(try desk.names(in: "real") == ["new", "part"])
  }

  @Test func `a pipe and a device are written into and stay what they are`() throws {
    // Safe: the path is passed for the length of the call.
    #expect(unsafe mkfifo(desk.path("pipe"), 0o600) == 0)
    let reader = try Descriptor.opened(desk.path("pipe"), O_RDWR | O_NONBLOCK)
    _ = sweep("--out", "pipe")
    #expect(try status("pipe").kind == .pipe)
    let text = String(decoding: try reader.readAll(limit: 14), as: UTF8.self)
    #expect(text == "lockstep sweep")
    // Only an administrator makes devices.
    guard geteuid() == 0 else { return }
    let null = try FileStatus("/dev/null")
    #expect(unsafe mknod(desk.path("null"), S_IFCHR | 0o666, null.device) == 0)
    #expect(sweep("--out", "null").err.contains("wrote 6 runs to null"))
    #expect(try status("null").kind == .device)
  }

  @Test func `a pipe without a reader is waited for until a signal comes`() throws {
    // Safe: the path is passed for the length of the call.
    #expect(unsafe mkfifo(desk.path("pipe"), 0o600) == 0)
    let whole = sweep()
    let polls = Locked(0)
    let stop = StopSignal {
      // Sweeps are over by then.
      polls.use { count in
        count += 1
        return count > 400 ? SIGTERM : nil
      }
    }
    let result = desk.run(
      ["sweep", "uneven", "--seeds", "1..6", "--jobs", "1", "--out", "pipe"], stop: stop)
    #expect(result.err.contains("waiting for a reader of the pipe pipe"))
    #expect(result.status == 143 && result.out == whole.out)
  }

  @Test func `what is no file, device or pipe is refused before anything is run`() throws {
    try desk.write("", to: "file")
    for (path, reason, status) in [
      ("Scenarios", "it is a directory", 2 as Int32), ("new/", "it is a directory", 2),
      ("file/part", "a part of its path is no directory", 3),
    ] {
      for words in [
        ["sweep", "uneven", "--out", path], ["test", "--junit", path],
      ] {
        let result = desk.run(words)
        #expect(result.status == status && result.out.isEmpty, "\(words)")
        #expect(result.err.contains("cannot write \(path): \(reason)"), "\(result.err)")
        #expect(!result.err.contains("runs in"), "\(words)")
      }
    }
  }

  @Test func `a socket is refused`() throws {
    let number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    let socket = Descriptor(number)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let place = "/tmp/lockstep-\(UInt32.random(in: .min ... .max))"
    defer { StagedFile.remove(place) }
    // Safe: the path is shorter than the field, and both live as long as the calls.
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: place.utf8) }
    let isBound = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(socket.number, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
    #expect(isBound)
    let result = sweep("--out", place)
    #expect(result.status == 2)
    #expect(result.err.contains("it is no file, device or pipe"))
  }

  @Test func `trying a place leaves nothing there`() throws {
    _ = try OutputFile("new/folder/part", desk.context.files)
    #expect(desk.context.files.kind("new") == .missing)
    try desk.write("old", to: "there/part")
    _ = try OutputFile("there/part", desk.context.files)
    #expect(try desk.names(in: "there") == ["part"])
    #expect(desk.read("there/part") == "old")
  }

  @Test func `a write that fails at the end keeps the journal and prints the result`() throws {
    let whole = sweep()
    let full = sweep("--out", "/dev/full")
    #expect(full.status == 3 && full.out == whole.out)
    #expect(full.err.contains("cannot write /dev/full: no space is left on the device"))
    #expect(full.err.contains("finished runs are kept in"))
    let again = sweep("--out", "part")
    #expect(again.err.contains("going on after 6 runs") && again.out == whole.out)
    #expect(try desk.names(in: "state/journals").isEmpty)
    let test = desk.run("test", "uneven", "--junit", "/dev/full")
    #expect(test.status == 3 && test.out.contains("uneven"))
  }

  @Test func `the schema and new scenarios go through links too`() throws {
    try desk.write("old", to: "elsewhere.json")
    try desk.link("Scenarios/schema.json", to: "../elsewhere.json")
    #expect(desk.run("schema", "--write").status == 0)
    #expect(try #require(desk.read("elsewhere.json")).hasPrefix("{"))
    #expect(desk.run("new", "gossip", "file/").status != 0)
  }

  @Test func `the system's reasons are in plain words`() {
    #expect(SystemError(EACCES).words == "permission denied")
    #expect(SystemError(ENOSPC).words == "no space is left on the device")
    #expect(SystemError(EROFS).words == "read-only file system")
    #expect(Files.reason(SystemError(EPIPE)) == "its reader has closed it")
  }

  @Test func `what may not be read or written says so`() throws {
    try desk.link("loop.json5", to: "loop.json5")
    let loop = desk.run("run", "loop.json5")
    #expect(loop.status == 2 && loop.err.contains("too many symbolic links"), "\(loop.err)")
    // An administrator may read and write anything.
    guard geteuid() != 0 else { return }
    try desk.write("", to: "closed/file")
    #expect(unsafe chmod(desk.path("closed/file"), 0) == 0)
    #expect(desk.run("run", "closed/file").err.contains("cannot be read: permission denied"))
    #expect(sweep("--out", "closed/file").err.contains("permission denied"))
    #expect(unsafe chmod(desk.path("closed"), 0) == 0)
    defer { _ = unsafe chmod(desk.path("closed"), 0o700) }
    #expect(desk.run("run", "closed/file").err.contains("cannot be read: permission denied"))
  }

  @Test func `both bounds of a number are named`() {
    let result = desk.run("run", "uneven", "--seed", "18446744073709551616")
    #expect(result.err.contains("from 0 to 18446744073709551615"))
  }
}
