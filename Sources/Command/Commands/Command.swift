/// One command of the program.
protocol Command: Sendable {
  static var syntax: Syntax { get }

  static func run(_ arguments: Arguments, _ context: Context) throws(Complaint) -> ExitStatus
}
