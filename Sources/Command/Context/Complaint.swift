import Scenarios

/// Why a command cannot go on: the lines to show and the status to end with.
package struct Complaint: Error {
  let lines: [String]
  package let status: ExitStatus
  /// Whether the lines say themselves what they are about, by a file and a place in it.
  let isPlaced: Bool

  package init(_ lines: [String], _ status: ExitStatus = .wrongInput, isPlaced: Bool = false) {
    self.lines = lines
    self.status = status
    self.isPlaced = isPlaced
  }

  package init(_ line: String, _ status: ExitStatus = .wrongInput) { self.init([line], status) }

  /// The mistakes of a scenario file, one line each, with the file as it was spelt.
  init(_ error: ScenarioError, file: String) {
    let lines = error.diagnostics.map {
      Diagnostic(
        file: file, position: $0.position, message: $0.message, suggestion: $0.suggestion
      ).description
    }
    self.init(lines, isPlaced: true)
  }

  /// One that concerns a scenario file as a whole.
  init(file: String, _ message: String) { self.init(["\(file):1:1: \(message)"], isPlaced: true) }

  /// The lines as they are shown by a command, named with its program.
  func lines(of command: String) -> [String] {
    isPlaced ? lines : ["\(command): \(lines[0])"] + lines.dropFirst()
  }
}
