import Foundation

/// Where a command was told to write a result, tried before anything is run.
///
/// A regular file is replaced whole, and keeps its mode; a link stays, and what it leads to is replaced.
/// Into a device or a pipe the result is written as into any.
package struct OutputFile: Sendable {
  /// As the command line names it.
  let name: String
  private let path: String
  private let console: Console?
  private let stop: StopSignal

  private enum Place {
    /// A regular file, or one to come, from the top and without a link.
    case file(String)
    /// A device or a pipe, from the top.
    case stream(String)
    /// A file that is already open, as standard output is.
    case open(Int32)
  }

  /// Finds out whether it can be written, without changing anything or waiting for a reader.
  package init(_ name: String, _ context: Context) throws(Complaint) {
    try self.init(name, context.files, context.console, context.stop)
  }

  init(
    _ name: String, _ files: Files, _ console: Console? = nil, _ stop: StopSignal = .never
  ) throws(Complaint) {
    self.name = name
    path = files.absolute(name)
    self.console = console
    self.stop = stop
    do throws(SystemError) {
      if case .file(let file) = try place() { try OutputFile.attempt(file) }
    } catch {
      throw complaint(error)
    }
  }

  /// Writes the result.
  package func write(_ text: String) throws(Complaint) { try write { $0.put(text) } }

  /// Writes a long result piece by piece.
  func write(by write: (TextSink) -> Void) throws(Complaint) {
    func pour(into number: Int32) throws(SystemError) {
      let sink = TextSink(number)
      write(sink)
      try sink.finish()
    }
    do throws(SystemError) {
      switch try place() {
      case .file(let file):
        try OutputFile.makeDirectories(to: file)
        try StagedFile.replace(file, by: write)
      case .stream(let path):
        let file = try opened(path)
        try withExtendedLifetime(file) { () throws(SystemError) in try pour(into: file.number) }
      case .open(let descriptor): try pour(into: descriptor)
      }
    } catch {
      throw complaint(error)
    }
  }

  private func complaint(_ error: SystemError) -> Complaint {
    if error.code == EINTR, let status = stop.status {
      return Complaint(
        "cannot write \(name): stopped by \(stop.name) while it had no reader", status)
    }
    // What can never be written into is a mistake of the command line.
    let isMistake = error.code == EISDIR || error.code == ENOTSUP
    let reason = error.code == ENOTSUP ? "it is no file, device or pipe" : error.words
    return Complaint("cannot write \(name): \(reason)", isMistake ? .wrongInput : .programFailed)
  }

  private func place() throws(SystemError) -> Place {
    let status: FileStatus
    do throws(SystemError) {
      status = try FileStatus(path)
    } catch {
      guard error.code == ENOENT else { throw error }
      if path.hasSuffix("/") { throw SystemError(EISDIR) }
      return .file(OutputFile.end(of: path))
    }
    switch status.kind {
    case .directory: throw SystemError(EISDIR)
    case .socket, .other: throw SystemError(ENOTSUP)
    case .file, .device, .pipe: break
    }
    // Safe: the path is passed for the length of the call.
    guard unsafe faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == 0 else { throw SystemError(errno) }
    if status.kind != .file { return .stream(path) }
    // Replacing the file behind standard output would take away what is printed as well.
    for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
      if let own = try? FileStatus(of: descriptor), own.isSame(as: status) {
        return .open(descriptor)
      }
    }
    return .file(Files.real(path) ?? OutputFile.end(of: path))
  }

  /// Where a link leads to which nothing is yet; the path itself if it is none.
  private static func end(of path: String) -> String {
    var path = Files.plain(path)
    for _ in 0..<40 {
      guard let next = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else {
        return path
      }
      path = Files.plain(next.hasPrefix("/") ? next : Files.parent(path) + "/" + next)
    }
    return path
  }

  /// Whether a file could be made or replaced, and the directories on its way.
  private static func attempt(_ file: String) throws(SystemError) {
    var directory = Files.parent(file)
    while true {
      do throws(SystemError) {
        guard try FileStatus(directory).kind == .directory else { throw SystemError(ENOTDIR) }
        break
      } catch {
        guard error.code == ENOENT, directory != "/" else { throw error }
        directory = Files.parent(directory)
      }
    }
    try StagedFile.attempt(in: directory)
  }

  static func makeDirectories(to file: String) throws(SystemError) {
    let directory = Files.parent(file)
    // Safe: the path is passed for the length of the call.
    if unsafe mkdir(directory, 0o777) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, directory != "/" else {
      // One that is there is used, also where none could be made.
      if (try? FileStatus(directory).kind) == .directory { return }
      throw SystemError(errno)
    }
    try makeDirectories(to: directory)
    // Safe: as above.
    guard unsafe mkdir(directory, 0o777) == 0 || errno == EEXIST else { throw SystemError(errno) }
  }

  /// Opens a device or a pipe; waits for the reader of a pipe, until a signal asks to stop.
  private func opened(_ path: String) throws(SystemError) -> Descriptor {
    var hasSaid = false
    while true {
      do throws(SystemError) {
        let file = try Descriptor.opened(path, O_WRONLY | O_NONBLOCK | O_NOCTTY)
        _ = fcntl(file.number, F_SETFL, fcntl(file.number, F_GETFL) & ~O_NONBLOCK)
        return file
      } catch {
        // No process has the pipe open for reading.
        guard error.code == ENXIO, (try? FileStatus(path).kind) == .pipe else { throw error }
        if stop.isAsked { throw SystemError(EINTR) }
        if !hasSaid { console?.complain("waiting for a reader of the pipe \(name)") }
        hasSaid = true
        usleep(20_000)
      }
    }
  }
}
