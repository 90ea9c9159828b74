/// One command of a program.
package protocol Command: Sendable {
  /// What it takes, in the words of a program.
  static func syntax(_ program: Program) -> Syntax

  static func run(_ arguments: Arguments, _ context: Context) throws(Complaint) -> ExitStatus
}
