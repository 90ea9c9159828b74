import Simulator

/// What a client states of one of its operations.
struct OperationStep {
  enum Phase {
    case invoked
    case completed
    /// It certainly had no effect.
    case failed
    /// It may have had an effect, or not.
    case unknown
    /// It goes on.
    case other
  }

  let phase: Phase
  /// The number of the operation, from 0, over all clients.
  let operation: Int64
  /// What was asked for, or what came of it.
  let content: Fields

  /// Nil if a record is not of an operation.
  init?(_ record: Record) {
    guard record.kind == .clientNote, case .integer(let number)? = record.content["operation"]
    else { return nil }
    operation = number
    let part: String
    switch record.content.kind {
    case "invoked": (phase, part) = (.invoked, "request")
    case "completed": (phase, part) = (.completed, "result")
    case "failed": (phase, part) = (.failed, "")
    case "unknown outcome": (phase, part) = (.unknown, "")
    default: (phase, part) = (.other, "")
    }
    if case .composite(let fields)? = record.content[part] {
      content = fields
    } else {
      content = Fields()
    }
  }
}
