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
  /// Where journals of interrupted sweeps lie, and the key that closes them.
  let state: StateFolder
  /// Tells this build of the program from others; nil if it cannot be told.
  let build: @Sendable () -> String?
  /// Where a person sits, or nil.
  var terminal: Terminal?
  /// Whether the command was asked to stop.
  package var stop = StopSignal.never

  /// The protocols that scenarios can name.
  var registry: Registry { program.registry }

  /// The same as if the program had been started in a directory.
  func inside(_ directory: String) -> Context {
    Context(
      program: program, console: console,
      files: Files(root: Files.real(files.absolute(directory)) ?? files.absolute(directory)),
      input: input, state: state, build: build, terminal: terminal, stop: stop)
  }

  /// The surroundings of this program.
  static func standard(_ program: Program) -> Context {
    let environment = ProcessInfo.processInfo.environment
    return Context(
      program: program, console: .standard(environment: environment),
      files: Files(root: FileManager.default.currentDirectoryPath),
      input: { limit in
        Array((try? FileHandle.standardInput.read(upToCount: limit + 1)) ?? Data())
      },
      state: StateFolder(program: program.name, environment: environment),
      build: { Executable.digest }, terminal: .ofProcess(), stop: .ofProcess)
  }
}
