public import Simulator

extension EconomyLoad {
  /// Who asks for what, and when.
  public struct Settings: Hashable, Sendable {
    /// Number of clients; client `c` asks in the name of owner `c` modulo their number.
    public var clients: Int
    /// Accounts of bidders; the owners' follow.
    public var bidders: Int
    /// Agents that replicate the log, one of which is the auctioneer.
    public var replicas: Int
    /// Accounts of owners.
    public var owners = 1
    /// Time between two requests of a client; nil for none but those listed.
    public var every: Delay?
    /// When clients start asking.
    public var start: Nanoseconds = 0
    /// No request comes at this time or later, but for those listed.
    public var stop: Nanoseconds = .never
    /// The mechanisms of auctions, dealt at random.
    public var mechanisms: [Mechanism] = [.vickrey]
    /// Share of the requests that are payments from an owner to a bidder, and not auctions.
    public var payments = Ratio.never
    /// What is paid at the most.
    public var payment: Int64 = 1_000
    /// After which time a client asks again, of another replica.
    public var retry: Nanoseconds = .second
    /// After which time it gives up.
    public var patience: Nanoseconds = 60 * .second
    /// How long after an auction is opened its client asks for the end of the bidding; nil for never.
    public var closeAfter: Nanoseconds?
    /// In any order.
    public var script: [Scripted] = []

    /// Clients of a cluster.
    public init(clients: Int, bidders: Int, replicas: Int) {
      self.clients = clients
      self.bidders = bidders
      self.replicas = replicas
    }
  }

  /// A request at a time that a scenario names.
  public struct Scripted: Hashable, Sendable {
    /// When the client asks.
    public let time: Nanoseconds
    /// The client that asks, from 0.
    public let client: Int32
    /// What it asks for.
    public let wish: Wish

    /// A request of a client at a time.
    public init(at time: Nanoseconds, client: Int32, _ wish: Wish) {
      self.time = time
      self.client = client
      self.wish = wish
    }
  }

  /// An auction or a payment, as scenario files list it and a person asks for it.
  public struct Wish: Askable, Hashable {
    /// The mechanism of the auction to open.
    public var auction: Mechanism?
    /// The bidder to pay, from 1.
    public var pay: Int32?
    /// How much.
    public var coins: Int64 = 100

    public init() {}

    public mutating func declare(_ form: inout AskForm) {
      form.word("auction", &auction, about: "The mechanism of the auction to open.")
      form.integer(
        "pay", &pay, 1...200_000, about: "The agent that the client's owner pays, from 1.")
      form.integer("coins", &coins, 1...1_000_000, about: "How much it pays.")
    }

    public func mistake(_ given: Fields) -> AskMistake? {
      if (auction == nil) == (pay == nil) {
        return AskMistake(nil, "a request is one thing", "either auction or pay")
      }
      if auction != nil, given["coins"] != nil {
        return AskMistake("coins", "here this says nothing", "it belongs to pay")
      }
      return nil
    }
  }
}
