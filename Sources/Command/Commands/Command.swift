package import Reports

/// One command of a program.
package protocol Command: Sendable {
  /// What it takes, in the words of a program.
  static func syntax(_ program: Program) -> Syntax

  /// What its `--json` gives; empty if it has none.
  static var json: [JSONField] { get }

  static func run(_ arguments: Arguments, _ context: Context) throws(Complaint) -> ExitStatus
}

extension Command {
  package static var json: [JSONField] { [] }
}
