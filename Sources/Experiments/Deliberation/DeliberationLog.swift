public import Protocols
public import Simulator

/// The replicated log within agents that deliberate.
public enum DeliberationLog: NamedLens {
  public typealias Whole = Deliberation
  public typealias WholeNote = DeliberationLoad.Note
  public typealias Part = Raft
  public typealias PartNote = Nothing

  public static func note(_ note: Deliberation.Note) -> Raft.Note? {
    if case .raft(let note) = note { note } else { nil }
  }

  public static func message(_ message: Deliberation.Message) -> Raft.Message? {
    if case .raft(let message) = message { message } else { nil }
  }

  public static func timer(_ timer: Deliberation.Timer) -> Raft.Timer? {
    if case .raft(let timer) = timer { timer } else { nil }
  }

  public static func request(_ request: Deliberation.Request) -> Raft.Request? {
    if case .store(let request) = request { request } else { nil }
  }

  public static func reply(_ reply: Deliberation.Reply) -> Raft.Reply? {
    if case .store(let reply) = reply { reply } else { nil }
  }

  public static func write(_ write: Deliberation.Storage.Write) -> Raft.Storage.Write? {
    if case .raft(let write) = write { write } else { nil }
  }

  public static func clientNote(_ note: DeliberationLoad.Note) -> Nothing? { nil }

  public static func machine(_ whole: borrowing Deliberation, _ show: (borrowing Raft) -> Void) {
    show(whole.raft)
  }

  public static func storage(
    _ whole: borrowing Deliberation.Storage, _ show: (borrowing Raft.Storage) -> Void
  ) {
    show(whole.raft)
  }
}
