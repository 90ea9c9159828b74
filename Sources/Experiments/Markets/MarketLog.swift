public import Protocols
public import Simulator

/// The replicated log within the replicas of an exchange.
public enum MarketLog: ClientlessLens {
  public typealias Whole = Market
  public typealias WholeNote = Nothing
  public typealias Part = Raft
  public typealias PartNote = Nothing

  public static func note(_ note: Market.Note) -> Raft.Note? {
    if case .raft(let note) = note { note } else { nil }
  }

  public static func message(_ message: Market.Message) -> Raft.Message? {
    if case .raft(let message) = message { message } else { nil }
  }

  public static func timer(_ timer: Market.Timer) -> Raft.Timer? {
    if case .raft(let timer) = timer { timer } else { nil }
  }

  public static func write(_ write: Market.Storage.Write) -> Raft.Storage.Write? {
    if case .raft(let write) = write { write } else { nil }
  }

  public static func machine(_ whole: borrowing Market, _ show: (borrowing Raft) -> Void) {
    whole.showLog(show)
  }

  public static func storage(
    _ whole: borrowing Market.Storage, _ show: (borrowing Raft.Storage) -> Void
  ) {
    show(whole.raft)
  }
}
