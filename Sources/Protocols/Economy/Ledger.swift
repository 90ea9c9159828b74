/// Accounts with money and units, and what is set aside of them in holds.
///
/// Money and units are never made or lost: `total` is what the accounts were opened with, to the last coin.
/// An amount that is set aside stays its account's until the hold is settled or released. Two accounts
/// behind those of the agents take fees and what is slashed.
public struct Ledger: Hashable, Sendable {
  /// What belongs to an account.
  public struct Account: Hashable, Sendable {
    /// At its disposal.
    public internal(set) var free: Money
    /// Set aside in holds.
    public internal(set) var held = Money()

    /// Free and held together.
    public var all: Money { free + held }
  }

  /// Money and units.
  public struct Money: Hashable, Sendable {
    /// Coins.
    public var coins: Int64
    /// Units of what is traded.
    public var units: Int64

    /// An amount of each.
    @inlinable
    public init(coins: Int64 = 0, units: Int64 = 0) {
      self.coins = coins
      self.units = units
    }

    /// Whether neither is below 0.
    public var isSound: Bool { coins >= 0 && units >= 0 }

    /// Whether another can be taken from it.
    public func covers(_ other: Money) -> Bool { coins >= other.coins && units >= other.units }

    /// The sums of both.
    public static func + (left: Money, right: Money) -> Money {
      Money(coins: left.coins + right.coins, units: left.units + right.units)
    }

    /// The differences of both, which may be negative.
    public static func - (left: Money, right: Money) -> Money {
      Money(coins: left.coins - right.coins, units: left.units - right.units)
    }

    /// Adds both.
    public static func += (left: inout Money, right: Money) { left = left + right }
    /// Takes both away.
    public static func -= (left: inout Money, right: Money) { left = left - right }
  }

  /// What is set aside of an account, until it is settled or released.
  public struct Hold: Hashable, Sendable {
    /// Whose it is meanwhile.
    public let owner: Int32
    /// What is left of it; not negative.
    public internal(set) var rest: Money
  }

  /// What names a hold: what it is for, in the words of the layer above.
  public typealias HoldID = Int64

  /// By number, the agents' first, those of fees and of the treasury last.
  public internal(set) var accounts: [Account]
  private var holds = KeyedList<HoldID, Hold>()
  /// What all accounts hold together.
  public private(set) var held = Money()

  /// Opens accounts, each with the same, and two empty ones.
  public init(accounts count: Int, each: Money) {
    self.init(Array(repeating: each, count: count))
  }

  /// Opens accounts with these, and two empty ones.
  public init(_ endowments: [Money]) {
    precondition(endowments.allSatisfy { $0.isSound }, "an account starts with less than nothing")
    accounts = endowments.map { Account(free: $0) }
    accounts += [Account(free: Money()), Account(free: Money())]
  }

  /// Where fees go.
  public var feeAccount: Int32 { Int32(truncatingIfNeeded: accounts.count - 2) }
  /// Where goes what is slashed.
  public var treasury: Int32 { Int32(truncatingIfNeeded: accounts.count - 1) }

  /// An account; nil if there is none of this number.
  public subscript(number: Int32) -> Account? {
    isKnown(number) ? accounts[Int(number)] : nil
  }

  /// Whether there is an account of this number.
  public func isKnown(_ number: Int32) -> Bool { number >= 0 && number < accounts.count }

  /// A hold that is neither used up nor released.
  public func hold(_ id: HoldID) -> Hold? { holds.item(id) }

  /// The holds, in the order in which they were made.
  public var openHolds: [Hold] { holds.items }

  /// All there is, free and held.
  /// - Complexity: O(accounts).
  public var total: Money { accounts.reduce(into: Money()) { $0 += $1.all } }
}

/// What moves money; each either takes effect as a whole or changes nothing.
extension Ledger {
  /// Moves what is free from an account to another.
  /// - Returns: false if it is not there, or one of the accounts is not.
  public mutating func transfer(_ amount: Money, from source: Int32, to target: Int32) -> Bool {
    guard amount.isSound, isKnown(source), isKnown(target),
      accounts[Int(source)].free.covers(amount)
    else { return false }
    accounts[Int(source)].free -= amount
    accounts[Int(target)].free += amount
    return true
  }

  /// Sets something of an account aside.
  /// - Returns: false if it is not there, or the hold is open already.
  public mutating func reserve(_ amount: Money, of owner: Int32, under id: HoldID) -> Bool {
    guard amount.isSound, isKnown(owner), accounts[Int(owner)].free.covers(amount),
      holds.place(of: id) == nil
    else { return false }
    accounts[Int(owner)].free -= amount
    accounts[Int(owner)].held += amount
    held += amount
    holds.append(Hold(owner: owner, rest: amount), id)
    return true
  }

  /// Frees what is left of a hold.
  /// - Returns: what that was; nil if there is no such hold, as when it is released again.
  @discardableResult
  public mutating func release(_ id: HoldID) -> Money? {
    guard let place = holds.place(of: id) else { return nil }
    let hold = holds.remove(at: place)
    accounts[Int(hold.owner)].held -= hold.rest
    held -= hold.rest
    accounts[Int(hold.owner)].free += hold.rest
    return hold.rest
  }

  /// Pays from a hold: `amount` of which `fee` coins go to the account of fees, the rest to `target`.
  ///
  /// The hold stays open with what is left. So a settlement that is asked for again after the release finds
  /// no hold and changes nothing.
  /// - Returns: false if the hold has not so much, or there is no such hold or account.
  public mutating func settle(
    _ id: HoldID, to target: Int32, _ amount: Money, fee: Int64 = 0
  ) -> Bool {
    guard let place = holds.place(of: id), isKnown(target), amount.isSound,
      holds[place].rest.covers(amount), fee >= 0, fee <= amount.coins
    else { return false }
    let owner = Int(holds[place].owner)
    holds[place].rest -= amount
    accounts[owner].held -= amount
    held -= amount
    accounts[Int(target)].free += amount - Money(coins: fee)
    accounts[Int(feeAccount)].free.coins += fee
    return true
  }

  /// Takes coins of a hold for the treasury, as far as it has them.
  /// - Returns: how many.
  @discardableResult
  public mutating func slash(_ id: HoldID, coins: Int64) -> Int64 {
    guard let hold = hold(id) else { return 0 }
    let taken = Swift.max(0, Swift.min(coins, hold.rest.coins))
    return settle(id, to: treasury, Money(coins: taken)) ? taken : 0
  }
}

/// For planted mistakes alone.
extension Ledger {
  /// Moves coins that an account may not have, or that come from nowhere.
  mutating func force(_ coins: Int64, from source: Int32?, to target: Int32) {
    if let source { accounts[Int(source)].free.coins -= coins }
    accounts[Int(target)].free.coins += coins
  }
}
