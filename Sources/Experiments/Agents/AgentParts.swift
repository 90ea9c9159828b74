public import Protocols
import Simulator

// One lens a part: the compiler sees to it that each says all.

/// The deliberation within coordinating agents.
public enum DeliberationPart: NamedLens {
  public typealias Whole = CoordinatingAgent
  public typealias WholeNote = AgentLoad.Note
  public typealias Part = Deliberation
  public typealias PartNote = DeliberationLoad.Note

  @inlinable public static var isSteppedAlone: Bool { true }

  public static func renamed(_ name: String) -> String? {
    name == "finished" ? "proposals finished" : nil
  }

  @inlinable
  public static func note(_ note: CoordinatingAgent.Note) -> Deliberation.Note? {
    if case .deliberation(let note) = note { note } else { nil }
  }

  @inlinable
  public static func message(_ message: CoordinatingAgent.Message) -> Deliberation.Message? {
    if case .deliberation(let message) = message { message } else { nil }
  }

  @inlinable
  public static func timer(_ timer: CoordinatingAgent.Timer) -> Deliberation.Timer? {
    if case .deliberation(let timer) = timer { timer } else { nil }
  }

  @inlinable
  public static func request(_ request: CoordinatingAgent.Request) -> Deliberation.Request? {
    if case .deliberation(let request) = request { request } else { nil }
  }

  @inlinable
  public static func reply(_ reply: CoordinatingAgent.Reply) -> Deliberation.Reply? {
    if case .deliberation(let reply) = reply { reply } else { nil }
  }

  @inlinable
  public static func write(
    _ write: CoordinatingAgent.Storage.Write
  ) -> Deliberation.Storage.Write? {
    if case .deliberation(let write) = write { write } else { nil }
  }

  @inlinable
  public static func clientNote(_ note: AgentLoad.Note) -> DeliberationLoad.Note? {
    if case .deliberation(let note) = note { note } else { nil }
  }

  @inlinable
  public static func machine(
    _ whole: borrowing CoordinatingAgent, _ show: (borrowing Deliberation) -> Void
  ) {
    show(whole.deliberation)
  }

  @inlinable
  public static func storage(
    _ whole: borrowing CoordinatingAgent.Storage, _ show: (borrowing Deliberation.Storage) -> Void
  ) {
    show(whole.deliberation)
  }
}

/// The election within coordinating agents.
public enum ElectionPart: NamedLens {
  public typealias Whole = CoordinatingAgent
  public typealias WholeNote = AgentLoad.Note
  public typealias Part = Election
  public typealias PartNote = ElectionLoad.Note

  public static var partName: String? { "election" }
  public static var showsTimeline: Bool { false }
  @inlinable public static var isSteppedAlone: Bool { true }

  @inlinable
  public static func note(_ note: CoordinatingAgent.Note) -> Election.Note? {
    if case .election(let note) = note { note } else { nil }
  }

  @inlinable
  public static func message(_ message: CoordinatingAgent.Message) -> Election.Message? {
    if case .election(let message) = message { message } else { nil }
  }

  @inlinable
  public static func timer(_ timer: CoordinatingAgent.Timer) -> Election.Timer? {
    if case .election(let timer) = timer { timer } else { nil }
  }

  @inlinable
  public static func request(_ request: CoordinatingAgent.Request) -> Election.Request? {
    if case .election(let request) = request { request } else { nil }
  }

  @inlinable
  public static func reply(_ reply: CoordinatingAgent.Reply) -> Election.Reply? {
    if case .election(let reply) = reply { reply } else { nil }
  }

  @inlinable
  public static func write(
    _ write: CoordinatingAgent.Storage.Write
  ) -> Election.Storage.Write? {
    if case .election(let write) = write { write } else { nil }
  }

  @inlinable
  public static func clientNote(_ note: AgentLoad.Note) -> ElectionLoad.Note? {
    if case .election(let note) = note { note } else { nil }
  }

  @inlinable
  public static func machine(
    _ whole: borrowing CoordinatingAgent, _ show: (borrowing Election) -> Void
  ) {
    show(whole.election)
  }

  @inlinable
  public static func storage(
    _ whole: borrowing CoordinatingAgent.Storage, _ show: (borrowing Election.Storage) -> Void
  ) {
    show(whole.election)
  }
}

/// The synchronisation within coordinating agents.
public enum SynchronisationPart: NamedLens {
  public typealias Whole = CoordinatingAgent
  public typealias WholeNote = AgentLoad.Note
  public typealias Part = Synchroniser
  public typealias PartNote = UpdateNote

  public static var partName: String? { "synchronisation" }
  public static var showsTimeline: Bool { false }
  @inlinable public static var isSteppedAlone: Bool { true }

  @inlinable
  public static func note(_ note: CoordinatingAgent.Note) -> Synchroniser.Note? {
    if case .synchronisation(let note) = note { note } else { nil }
  }

  @inlinable
  public static func message(_ message: CoordinatingAgent.Message) -> Synchroniser.Message? {
    if case .synchronisation(let message) = message { message } else { nil }
  }

  @inlinable
  public static func timer(_ timer: CoordinatingAgent.Timer) -> Synchroniser.Timer? {
    if case .synchronisation(let timer) = timer { timer } else { nil }
  }

  @inlinable
  public static func request(_ request: CoordinatingAgent.Request) -> Synchroniser.Request? {
    if case .synchronisation(let request) = request { request } else { nil }
  }

  @inlinable
  public static func reply(_ reply: CoordinatingAgent.Reply) -> Synchroniser.Reply? {
    if case .synchronisation(let reply) = reply { reply } else { nil }
  }

  @inlinable
  public static func write(
    _ write: CoordinatingAgent.Storage.Write
  ) -> Synchroniser.Storage.Write? {
    if case .synchronisation(let write) = write { write } else { nil }
  }

  @inlinable
  public static func clientNote(_ note: AgentLoad.Note) -> UpdateNote? {
    if case .synchronisation(let note) = note { note } else { nil }
  }

  @inlinable
  public static func machine(
    _ whole: borrowing CoordinatingAgent, _ show: (borrowing Synchroniser) -> Void
  ) {
    show(whole.synchronisation)
  }

  @inlinable
  public static func storage(
    _ whole: borrowing CoordinatingAgent.Storage, _ show: (borrowing Synchroniser.Storage) -> Void
  ) {
    show(whole.synchronisation)
  }
}

/// The barrier within coordinating agents.
public enum BarrierPart: NamedLens {
  public typealias Whole = CoordinatingAgent
  public typealias WholeNote = AgentLoad.Note
  public typealias Part = Barrier
  public typealias PartNote = BarrierClientNote

  public static var partName: String? { "barrier" }
  public static var showsTimeline: Bool { false }
  @inlinable public static var isSteppedAlone: Bool { true }

  public static func renamed(_ name: String) -> String? {
    name == "finished" ? "barriers finished" : nil
  }

  @inlinable
  public static func note(_ note: CoordinatingAgent.Note) -> Barrier.Note? {
    if case .barrier(let note) = note { note } else { nil }
  }

  @inlinable
  public static func message(_ message: CoordinatingAgent.Message) -> Barrier.Message? {
    if case .barrier(let message) = message { message } else { nil }
  }

  @inlinable
  public static func timer(_ timer: CoordinatingAgent.Timer) -> Barrier.Timer? {
    if case .barrier(let timer) = timer { timer } else { nil }
  }

  @inlinable
  public static func request(_ request: CoordinatingAgent.Request) -> Barrier.Request? {
    if case .barrier(let request) = request { request } else { nil }
  }

  @inlinable
  public static func reply(_ reply: CoordinatingAgent.Reply) -> Barrier.Reply? {
    if case .barrier(let reply) = reply { reply } else { nil }
  }

  @inlinable
  public static func write(
    _ write: CoordinatingAgent.Storage.Write
  ) -> Barrier.Storage.Write? {
    if case .barrier(let write) = write { write } else { nil }
  }

  @inlinable
  public static func clientNote(_ note: AgentLoad.Note) -> BarrierClientNote? {
    if case .barrier(let note) = note { note } else { nil }
  }

  @inlinable
  public static func machine(
    _ whole: borrowing CoordinatingAgent, _ show: (borrowing Barrier) -> Void
  ) {
    show(whole.barrier)
  }

  @inlinable
  public static func storage(
    _ whole: borrowing CoordinatingAgent.Storage, _ show: (borrowing Barrier.Storage) -> Void
  ) {
    show(whole.barrier)
  }
}
