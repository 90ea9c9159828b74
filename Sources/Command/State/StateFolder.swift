import Foundation
import Reports

/// The user's own folder for what a program keeps between its runs: journals of sweeps that were stopped,
/// and the key that closes journals.
struct StateFolder: Sendable {
  /// From the top.
  let path: String

  init(path: String) { self.path = path }

  /// Where programs of this name keep such things: `$XDG_STATE_HOME`, else `~/.local/state`.
  init(program: String, environment: [String: String]) {
    // A relative path is to be ignored, by the specification of base directories.
    let named = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? NSHomeDirectory()
    let name = program.split(separator: "/").last.map { String($0) } ?? "lockstep"
    path = (named ?? home + "/.local/state") + "/" + name
  }

  /// Where journals lie that were not named.
  var journals: String { path + "/journals" }

  /// Why it cannot be used.
  struct Refusal: Error {
    let line: String
  }

  /// Makes the folder of journals, for this user alone, unless it is there; refuses one that others can
  /// write to. Journals that nobody has gone on with for a month are removed.
  func prepareJournals() throws(Refusal) {
    _ = try opened(path)
    let folder = try opened(journals)
    let names = try? FileManager.default.contentsOfDirectory(atPath: journals)
    for name in (names ?? []).sorted() where name.hasSuffix(".journal") {
      StateFolder.removeIfStale(name, in: folder.fileDescriptor)
    }
  }

  /// Journals that were last written longer ago than this, in seconds, are of sweeps given up.
  static let longestRest = 30 * 86_400

  private static func removeIfStale(_ name: String, in folder: Int32) {
    guard let file = try? PlainFile.opened(name, in: folder, O_RDWR, isOwn: true),
      let status = try? PlainFile.status(of: file.fileDescriptor),
      Int(Date().timeIntervalSince1970) - modified(status) > longestRest,
      flock(file.fileDescriptor, LOCK_EX | LOCK_NB) == 0
    else { return }
    // Safe: the name is passed for the length of the call. If it fails, the next sweep tries again.
    _ = unsafe unlinkat(folder, name, 0)
  }

  /// When a file was last written, in seconds since 1970.
  private static func modified(_ status: stat) -> Int {
    #if canImport(Darwin)
      status.st_mtimespec.tv_sec
    #else
      status.st_mtim.tv_sec
    #endif
  }

  /// A folder of this user, made unless it is there.
  private func opened(_ folder: String) throws(Refusal) -> FileHandle {
    let parent = Files.parent(folder)
    // A failure shows when the folder itself is opened.
    try? FileManager.default.createDirectory(
      atPath: parent, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    // Safe: the path is passed for the length of the call.
    _ = unsafe mkdir(folder, 0o700)
    // Safe: as above.
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw refusal(folder, PlainFile.Refusal(errno)) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do throws(PlainFile.Refusal) {
      let status = try PlainFile.status(of: descriptor)
      try PlainFile.check(status, isKind: S_IFDIR, isOwn: true)
    } catch {
      throw refusal(folder, error)
    }
    return handle
  }

  private func refusal(_ path: String, _ cause: PlainFile.Refusal) -> Refusal {
    Refusal(line: "cannot use \(path): \(cause.reason)")
  }
}

extension StateFolder {
  /// The seal of journals of this user on this machine: its key is made when it is first asked for.
  func seal() throws(Refusal) -> RowSeal {
    let folder = try opened(path)
    do throws(PlainFile.Refusal) {
      return try key(in: folder.fileDescriptor)
    } catch {
      throw refusal(path + "/key", error)
    }
  }

  private func key(in folder: Int32) throws(PlainFile.Refusal) -> RowSeal {
    do throws(PlainFile.Refusal) {
      return try read(in: folder)
    } catch {
      guard error.isMissing else { throw error }
      try make(in: folder)
    }
    return try read(in: folder)
  }

  private func read(in folder: Int32) throws(PlainFile.Refusal) -> RowSeal {
    let file = try PlainFile.opened("key", in: folder, O_RDONLY, isOwn: true)
    guard try PlainFile.status(of: file.fileDescriptor).st_mode & 0o077 == 0 else {
      throw PlainFile.Refusal("others may read it; remove it, and a new one is made")
    }
    let text = (try? file.read(upToCount: 100)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    guard let secret = StateFolder.secret(text), let seal = RowSeal(secret: secret) else {
      throw PlainFile.Refusal("it is damaged; remove it, and a new one is made")
    }
    return seal
  }

  /// Makes a key; if another program makes one at the same time, there is one of the two.
  private func make(in folder: Int32) throws(PlainFile.Refusal) {
    var random = SystemRandomNumberGenerator()
    let secret = (0..<RowSeal.secretSize).map { _ in UInt8.random(in: .min ... .max, using: &random)
    }
    let name = ".key-\(UInt64.random(in: .min ... .max, using: &random))"
    let file = try PlainFile.opened(
      name, in: folder, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600, isOwn: true)
    // Safe: the names are passed for the length of the calls.
    defer { unsafe unlinkat(folder, name, 0) }
    do {
      try file.write(contentsOf: Data(StateFolder.text(of: secret).utf8))
      try file.synchronize()
    } catch {
      throw PlainFile.Refusal(Files.reason(error))
    }
    // A link takes its place whole or not at all, and never that of another.
    // Safe: as above.
    guard unsafe linkat(folder, name, folder, "key", 0) == 0 || errno == EEXIST else {
      throw PlainFile.Refusal(errno)
    }
  }

  private static func text(of secret: [UInt8]) -> String {
    secret.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined() + "\n"
  }

  private static func secret(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var digits = Substring(text)
    guard digits.popLast() == "\n" else { return nil }
    while !digits.isEmpty {
      guard let byte = UInt8(digits.prefix(2), radix: 16) else { return nil }
      bytes.append(byte)
      digits = digits.dropFirst(2)
    }
    return text == StateFolder.text(of: bytes) ? bytes : nil
  }
}
