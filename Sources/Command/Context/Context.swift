import Experiments
import Foundation
import Scenarios

/// What surrounds a command: everything that it reads or writes but its arguments.
package struct Context: Sendable {
  package let program: Program
  package let console: Console
  package let files: Files
  /// Reads standard input: at most `limit` bytes and one more.
  let input: @Sendable (_ limit: Int) -> [UInt8]
  /// Where journals of interrupted sweeps lie.
  let journalDirectory: String
  /// Tells this build of the program from others.
  let build: String

  /// The protocols that scenarios can name.
  var registry: Registry { program.registry }

  /// The same as if the program had been started in a directory.
  func inside(_ directory: String) -> Context {
    Context(
      program: program, console: console,
      files: Files(root: Files.plain(files.absolute(directory))),
      input: input, journalDirectory: journalDirectory, build: build)
  }

  /// The surroundings of this program.
  static func standard(
    _ program: Program, failed: @escaping @Sendable () -> Void
  ) -> Context {
    let environment = ProcessInfo.processInfo.environment
    let temporary = FileManager.default.temporaryDirectory.path
    return Context(
      program: program, console: .standard(environment: environment, failed: failed),
      files: Files(root: FileManager.default.currentDirectoryPath),
      input: { limit in
        Array((try? FileHandle.standardInput.read(upToCount: limit + 1)) ?? Data())
      },
      journalDirectory: temporary + "/lockstep-\(getuid())", build: executableMark)
  }

  /// Size and date of the executable: a journal's rows hold for the build that made them.
  private static var executableMark: String {
    let path = Bundle.main.executablePath ?? CommandLine.arguments[0]
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    let size = (attributes?[.size] as? NSNumber)?.int64Value ?? 0
    let date = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    return "\(size)-\(Int64(date * 1_000))"
  }
}
