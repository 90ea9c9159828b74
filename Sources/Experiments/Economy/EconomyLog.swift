public import Protocols
public import Simulator

/// The replicated log within agents of an economy.
public enum EconomyLog: NamedLens {
  public typealias Whole = Economy
  public typealias WholeNote = EconomyClientNote
  public typealias Part = Raft
  public typealias PartNote = Nothing

  public static var showsTimeline: Bool { false }

  public static func note(_ note: Economy.Note) -> Raft.Note? {
    if case .raft(let note) = note { note } else { nil }
  }

  public static func message(_ message: Economy.Message) -> Raft.Message? {
    if case .raft(let message) = message { message } else { nil }
  }

  public static func timer(_ timer: Economy.Timer) -> Raft.Timer? {
    if case .raft(let timer) = timer { timer } else { nil }
  }

  public static func request(_ request: Economy.Request) -> Raft.Request? { nil }

  public static func reply(_ reply: Economy.Reply) -> Raft.Reply? { nil }

  public static func write(_ write: Raft.Storage.Write) -> Raft.Storage.Write? { write }

  public static func clientNote(_ note: EconomyClientNote) -> Nothing? { nil }

  public static func machine(_ whole: borrowing Economy, _ show: (borrowing Raft) -> Void) {
    whole.withLog(show)
  }

  public static func storage(
    _ whole: borrowing Raft.Storage, _ show: (borrowing Raft.Storage) -> Void
  ) {
    show(whole)
  }
}
