public import Protocols
public import Simulator

/// The coordinating agent within an agent of a team.
public enum TeamParts: NamedLens {
  public typealias Whole = TeamAgent
  public typealias WholeNote = TeamClientNote
  public typealias Part = CoordinatingAgent
  public typealias PartNote = AgentLoad.Note

  public static var showsTimeline: Bool { false }

  @inlinable
  public static func note(_ note: TeamAgent.Note) -> CoordinatingAgent.Note? {
    if case .parts(let note) = note { note } else { nil }
  }

  @inlinable
  public static func message(_ message: TeamAgent.Message) -> CoordinatingAgent.Message? {
    if case .parts(let message) = message { message } else { nil }
  }

  @inlinable
  public static func timer(_ timer: TeamAgent.Timer) -> CoordinatingAgent.Timer? {
    if case .parts(let timer) = timer { timer } else { nil }
  }

  /// Only the agent itself asks its parts, and nobody sees that.
  @inlinable
  public static func request(_ request: TeamAgent.Request) -> CoordinatingAgent.Request? { nil }

  @inlinable
  public static func reply(_ reply: TeamAgent.Reply) -> CoordinatingAgent.Reply? { nil }

  @inlinable
  public static func write(
    _ write: TeamAgent.Storage.Write
  ) -> CoordinatingAgent.Storage.Write? {
    if case .parts(let write) = write { write } else { nil }
  }

  @inlinable
  public static func clientNote(_ note: TeamClientNote) -> AgentLoad.Note? { nil }

  @inlinable
  public static func machine(
    _ whole: borrowing TeamAgent, _ show: (borrowing CoordinatingAgent) -> Void
  ) {
    show(whole.parts)
  }

  @inlinable
  public static func storage(
    _ whole: borrowing TeamAgent.Storage, _ show: (borrowing CoordinatingAgent.Storage) -> Void
  ) {
    show(whole.parts)
  }
}

/// A part that the agent asks for something by itself, and so may step with any input.
public enum AskedPart<L: NamedLens>: NamedLens {
  public typealias Whole = L.Whole
  public typealias WholeNote = L.WholeNote
  public typealias Part = L.Part
  public typealias PartNote = L.PartNote

  public static var partName: String? { L.partName }
  public static var showsTimeline: Bool { L.showsTimeline }
  @inlinable public static var isSteppedAlone: Bool { false }

  public static func renamed(_ name: String) -> String? { L.renamed(name) }

  @inlinable
  public static func note(_ note: Whole.Note) -> Part.Note? { L.note(note) }

  @inlinable
  public static func message(_ message: Whole.Message) -> Part.Message? { L.message(message) }

  @inlinable
  public static func timer(_ timer: Whole.Timer) -> Part.Timer? { L.timer(timer) }

  @inlinable
  public static func request(_ request: Whole.Request) -> Part.Request? { L.request(request) }

  @inlinable
  public static func reply(_ reply: Whole.Reply) -> Part.Reply? { L.reply(reply) }

  @inlinable
  public static func write(_ write: Whole.Storage.Write) -> Part.Storage.Write? {
    L.write(write)
  }

  @inlinable
  public static func clientNote(_ note: WholeNote) -> PartNote? { L.clientNote(note) }

  @inlinable
  public static func machine(_ whole: borrowing Whole, _ show: (borrowing Part) -> Void) {
    L.machine(whole, show)
  }

  @inlinable
  public static func storage(
    _ whole: borrowing Whole.Storage, _ show: (borrowing Part.Storage) -> Void
  ) {
    L.storage(whole, show)
  }
}
