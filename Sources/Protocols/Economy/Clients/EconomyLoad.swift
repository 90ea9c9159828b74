public import Simulator

/// Clients that have items and tasks auctioned, and money paid.
///
/// A client asks again until it knows how its request ended, of one replica after the other, under the same
/// session: so it is done once.
public struct EconomyLoad: Load {
  public typealias Subject = Economy
  public typealias Note = EconomyClientNote

  /// What clients do, the same for the whole run.
  public let settings: Settings
  public var clientCount: Int { settings.clients }

  private var clients: [Client]

  private struct Client: Sendable {
    /// Number of the last attempt.
    var attempt: Int32 = 0
    /// Number of its last request.
    var sequence: Int32 = 0
    /// Which replica it asks.
    var target = 0
    /// Requests without an end, by their last attempt.
    var open = KeyedList<Int32, Open>()
  }

  private struct Open: Hashable, Sendable {
    let sequence: Int32
    let request: Economy.Request
    let askedAt: Nanoseconds
    /// The auction that it has opened, as far as the client knows.
    var auction: Int32?
    /// How often it was sent on to another replica since it was asked for last.
    var redirects = 0
  }

  /// Replicas that send a client on in circles do not keep it busy.
  private static var mostRedirects: Int { 3 }

  /// Clients that have not started.
  public init(_ settings: Settings) {
    self.settings = settings
    clients = (0..<settings.clients).map { Client(target: $0 % settings.replicas) }
  }

  public mutating func start(_ client: Int32, _ turn: inout LoadTurn<EconomyLoad>) {
    if let every = settings.every {
      let first = settings.start + Swift.max(1, every.sample(turn.random.next()))
      if first < settings.stop { turn.wake(client, alarm: .arrival, after: first - turn.now) }
    }
    for (place, scripted) in settings.script.enumerated() where scripted.client == client {
      turn.wake(
        client, alarm: .script(Int32(truncatingIfNeeded: place)), after: scripted.time - turn.now)
    }
  }

  public mutating func wake(
    _ client: Int32, _ alarm: Alarm, _ turn: inout LoadTurn<EconomyLoad>
  ) {
    switch alarm {
    case .arrival: arrive(client, &turn)
    case .script(let place): _ = ask(settings.script[Int(place)].wish, by: client, &turn)
    case .patience(let attempt): retry(attempt, client, &turn)
    case .close(let sequence): close(sequence, client, &turn)
    }
  }

  private mutating func arrive(_ client: Int32, _ turn: inout LoadTurn<EconomyLoad>) {
    guard let every = settings.every else { return }
    var wish = Wish()
    if turn.random.happens(settings.payments) {
      wish.pay = Int32(truncatingIfNeeded: 1 + turn.random.below(UInt64(settings.bidders)))
      wish.coins = turn.random.within(1...settings.payment)
    } else {
      let place = Int(turn.random.below(UInt64(settings.mechanisms.count)))
      wish.auction = settings.mechanisms[place]
    }
    _ = ask(wish, by: client, &turn)
    // No interval of nothing: the clock would stand still.
    let wait = Swift.max(1, every.sample(turn.random.next()))
    if turn.now + wait < settings.stop { turn.wake(client, alarm: .arrival, after: wait) }
  }

  public mutating func ask(
    _ wish: Wish, by client: Int32, _ turn: inout LoadTurn<EconomyLoad>
  ) -> Bool {
    let index = Int(client)
    let owner = Int32(truncatingIfNeeded: settings.bidders + index % settings.owners)
    let session = Raft.Session(client: client, sequence: clients[index].sequence + 1)
    let request: Economy.Request
    if let mechanism = wish.auction {
      request = .open(mechanism, owner: owner, session)
    } else if let bidder = wish.pay, bidder <= settings.bidders {
      request = .pay(from: owner, to: bidder - 1, coins: wish.coins, session)
    } else {
      return false
    }
    clients[index].sequence += 1
    let isAuction = wish.auction != nil
    turn.note(.asked(client: client, sequence: session.sequence, isAuction: isAuction))
    submit(
      Open(sequence: session.sequence, request: request, askedAt: turn.now), client, &turn)
    return true
  }

  private mutating func submit(
    _ open: Open, _ client: Int32, _ turn: inout LoadTurn<EconomyLoad>
  ) {
    let index = Int(client)
    clients[index].attempt += 1
    let attempt = clients[index].attempt
    clients[index].open.append(open, attempt)
    turn.submit(
      open.request, RequestID(client: client, attempt: attempt),
      to: AgentID(clients[index].target))
    turn.wake(client, alarm: .patience(attempt: attempt), after: settings.retry)
  }

  private mutating func take(_ attempt: Int32, _ client: Int32) -> Open? {
    let index = Int(client)
    return clients[index].open.place(of: attempt).map { clients[index].open.remove(at: $0) }
  }

  private mutating func retry(
    _ attempt: Int32, _ client: Int32, _ turn: inout LoadTurn<EconomyLoad>
  ) {
    guard var open = take(attempt, client) else { return }
    open.redirects = 0
    if turn.now - open.askedAt >= settings.patience {
      return turn.note(.gaveUp(client: client, sequence: open.sequence))
    }
    clients[Int(client)].target = (clients[Int(client)].target + 1) % settings.replicas
    turn.note(.askedAgain(client: client, sequence: open.sequence))
    submit(open, client, &turn)
  }

  public mutating func receive(
    _ reply: Economy.Reply, to id: RequestID, from agent: AgentID,
    _ turn: inout LoadTurn<EconomyLoad>
  ) {
    let client = id.client
    switch reply {
    case .opened(let auction): learn(auction, id, &turn)
    case .closed: break
    case .notLeader(let leader): if let leader { sendOn(id, to: leader, &turn) }
    case .ended(let auction, let isSettled):
      guard let open = take(id.attempt, client) else { return }
      turn.note(
        .ended(
          client: client, sequence: open.sequence, auction: auction, isSettled: isSettled,
          askedAt: open.askedAt))
    case .paid(let isMade):
      guard let open = take(id.attempt, client) else { return }
      turn.note(
        .paid(client: client, sequence: open.sequence, isMade: isMade, askedAt: open.askedAt))
    // It asks again when it is out of patience.
    case .refused(.halted): break
    case .refused(let verdict):
      guard let open = take(id.attempt, client) else { return }
      turn.note(.refused(client: client, sequence: open.sequence, verdict))
    }
  }

  /// Another replica is the auctioneer, as far as the one knows that was asked.
  private mutating func sendOn(
    _ id: RequestID, to leader: AgentID, _ turn: inout LoadTurn<EconomyLoad>
  ) {
    let index = Int(id.client)
    guard leader.index < settings.replicas, leader.index != clients[index].target,
      let place = clients[index].open.place(of: id.attempt),
      clients[index].open[place].redirects < EconomyLoad.mostRedirects
    else { return }
    clients[index].target = leader.index
    var open = clients[index].open.remove(at: place)
    open.redirects += 1
    submit(open, id.client, &turn)
  }

  /// Its auction is open: perhaps it will have the bidding closed.
  private mutating func learn(
    _ auction: Int32, _ id: RequestID, _ turn: inout LoadTurn<EconomyLoad>
  ) {
    let index = Int(id.client)
    guard let wait = settings.closeAfter,
      let place = clients[index].open.place(of: id.attempt),
      clients[index].open[place].auction == nil
    else { return }
    clients[index].open[place].auction = auction
    let sequence = clients[index].open[place].sequence
    turn.wake(id.client, alarm: .close(sequence: sequence), after: wait)
  }

  private mutating func close(
    _ sequence: Int32, _ client: Int32, _ turn: inout LoadTurn<EconomyLoad>
  ) {
    let index = Int(client)
    guard let open = clients[index].open.items.first(where: { $0.sequence == sequence }),
      let auction = open.auction
    else { return }
    clients[index].attempt += 1
    // Sessions of requests are positive, those of their ends negative.
    turn.submit(
      .close(auction: auction, Raft.Session(client: client, sequence: -sequence)),
      RequestID(client: client, attempt: clients[index].attempt),
      to: AgentID(clients[index].target))
  }
}
