public import Protocols
public import Simulator

/// The replicated log within the replicas of a budget.
public enum BudgetLog: ClientlessLens {
  public typealias Whole = Budget
  public typealias WholeNote = Nothing
  public typealias Part = Raft
  public typealias PartNote = Nothing

  public static func note(_ note: Budget.Note) -> Raft.Note? {
    if case .raft(let note) = note { note } else { nil }
  }

  public static func message(_ message: Budget.Message) -> Raft.Message? {
    if case .raft(let message) = message { message } else { nil }
  }

  public static func timer(_ timer: Budget.Timer) -> Raft.Timer? {
    if case .raft(let timer) = timer { timer } else { nil }
  }

  public static func write(_ write: Budget.Storage.Write) -> Raft.Storage.Write? {
    if case .raft(let write) = write { write } else { nil }
  }

  public static func machine(_ whole: borrowing Budget, _ show: (borrowing Raft) -> Void) {
    whole.showLog(show)
  }

  public static func storage(
    _ whole: borrowing Budget.Storage, _ show: (borrowing Raft.Storage) -> Void
  ) {
    show(whole.raft)
  }
}
