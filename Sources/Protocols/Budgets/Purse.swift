/// What a budget's log has come to: the money, and how far each task is.
///
/// Money is set aside when a task is granted, and spent when its worker starts it. A grant that is taken back in
/// between frees its money; what was started stays spent.
public struct Purse: Hashable, Sendable {
  /// Account 0 has what may be spent; what was spent is in the treasury.
  private(set) var ledger: Ledger
  /// By task.
  public private(set) var states: [State]
  private let mistake: Budget.Mistake?

  /// How far a task is.
  public enum State: UInt8, Hashable, Sendable {
    case open
    case granted
    case started
    case done
  }

  /// A purse with so many coins.
  public init(coins: Int64, tasks: Int, _ mistake: Budget.Mistake? = nil) {
    let coins = mistake == .overspends ? coins * 1000 : coins
    ledger = Ledger(accounts: 1, each: Ledger.Money(coins: coins))
    states = Array(repeating: .open, count: tasks)
    self.mistake = mistake
  }

  /// Coins that nothing is set aside of.
  public var free: Int64 { ledger.accounts[0].free.coins }
  /// Coins that are set aside for tasks that were granted.
  public var held: Int64 { ledger.accounts[0].held.coins }
  /// Coins that were spent.
  public var spent: Int64 { ledger.accounts[2].free.coins }

  /// Applies a deed at its index.
  ///
  /// - Returns: whether it had an effect.
  public mutating func apply(_ deed: Deed) -> Bool {
    guard deed.subject >= 0, deed.subject < states.count, deed.amount >= 0 else { return false }
    let (task, id) = (Int(deed.subject), Ledger.HoldID(deed.subject))
    switch (deed.kind, states[task]) {
    case (.reserve, .open):
      guard ledger.reserve(Ledger.Money(coins: deed.amount), of: 0, under: id) else { return false }
      states[task] = .granted
    case (.commit, .granted):
      if let rest = ledger.hold(id)?.rest { _ = ledger.settle(id, to: ledger.treasury, rest) }
      ledger.release(id)
      states[task] = .started
    case (.cancel, .granted):
      ledger.release(id)
      states[task] = .open
    case (.result, .started): states[task] = .done
    default: return false
    }
    return true
  }
}
