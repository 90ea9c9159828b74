public import Simulator

/// Raters: each finishes tasks with workers drawn at random, and reports every outcome until it is kept.
///
/// A report goes to an agent drawn at random, each time. What a rater does comes from its stream alone.
public struct ReputationLoad: Load {
  public typealias Subject = Reputation
  public typealias Note = ReputationClientNote
  public typealias Alarm = RequestAlarm

  /// What raters do, the same for the whole run.
  public let settings: Settings
  private let truth: Reputation.Settings
  public var clientCount: Int { settings.raters }

  private var raters: [Rater]

  private struct Rater: Sendable {
    var attempt: Int32 = 0
    var tasks: Int32 = 0
    /// What is not answered, by attempt.
    var open = KeyedList<Int32, Open>()
  }

  private struct Open: Hashable, Sendable {
    let request: Reputation.Request
    let since: Nanoseconds
  }

  /// Raters that have not started.
  public init(_ settings: Settings, _ truth: Reputation.Settings) {
    self.settings = settings
    self.truth = truth
    raters = Array(repeating: Rater(), count: settings.raters)
  }

  public mutating func start(_ client: Int32, _ turn: inout LoadTurn<ReputationLoad>) {
    guard let interval = settings.interval else { return }
    let wait = settings.start + interval.sample(turn.random.next())
    if wait < settings.stop { turn.wake(client, alarm: .arrival, after: wait) }
  }

  public mutating func wake(
    _ client: Int32, _ alarm: Alarm, _ turn: inout LoadTurn<ReputationLoad>
  ) {
    switch alarm {
    case .arrival: arrive(client, &turn)
    case .script: return
    case .patience(let attempt):
      guard let open = close(attempt, client) else { return }
      switch open.request {
      case .report: submit(open, client, &turn)
      case .ask(let worker): turn.note(.gaveUp(client: client, worker: worker))
      }
    }
  }

  private mutating func arrive(_ client: Int32, _ turn: inout LoadTurn<ReputationLoad>) {
    guard let interval = settings.interval else { return }
    let worker = Int32(truncatingIfNeeded: turn.random.below(UInt64(truth.workers)))
    if turn.random.happens(settings.asks) {
      turn.note(.asked(client: client, worker: worker))
      submit(Open(request: .ask(worker: worker), since: turn.now), client, &turn)
    } else {
      rate(worker, client, &turn)
    }
    // No interval of nothing: the clock would stand still.
    let wait = Swift.max(1, interval.sample(turn.random.next()))
    if turn.now + wait < settings.stop { turn.wake(client, alarm: .arrival, after: wait) }
  }

  private mutating func rate(
    _ worker: Int32, _ client: Int32, _ turn: inout LoadTurn<ReputationLoad>
  ) {
    raters[Int(client)].tasks += 1
    let noise = Int32(
      truncatingIfNeeded: turn.random.within(-Int64(settings.noise)...Int64(settings.noise)))
    let honest = Swift.min(Swift.max(truth.quality(of: worker) + noise, 0), Scoring.highest)
    let rating = Rating(
      rater: client, number: raters[Int(client)].tasks, worker: worker,
      score: client < settings.liars ? lie(worker) : honest,
      epoch: Int32(truncatingIfNeeded: turn.now / truth.epoch))
    turn.note(.reported(rating))
    submit(Open(request: .report(rating), since: turn.now), client, &turn)
    if client < settings.liars, turn.random.happens(settings.seconds) {
      submit(Open(request: .report(rating.changed(to: honest)), since: turn.now), client, &turn)
    }
  }

  private func lie(_ worker: Int32) -> Int32 {
    switch settings.lies {
    case .slander: 0
    case .praise: Scoring.highest
    case .collusion: worker % 4 == 0 ? Scoring.highest : 0
    }
  }

  private mutating func submit(
    _ open: Open, _ client: Int32, _ turn: inout LoadTurn<ReputationLoad>
  ) {
    raters[Int(client)].attempt += 1
    let attempt = raters[Int(client)].attempt
    raters[Int(client)].open.append(open, attempt)
    let agent = AgentID(Int(turn.random.below(UInt64(settings.agents))))
    turn.submit(open.request, RequestID(client: client, attempt: attempt), to: agent)
    turn.wake(client, alarm: .patience(attempt), after: settings.patience)
  }

  private mutating func close(_ attempt: Int32, _ client: Int32) -> Open? {
    let index = Int(client)
    return raters[index].open.place(of: attempt).map { raters[index].open.remove(at: $0) }
  }

  public mutating func receive(
    _ reply: Reputation.Reply, to id: RequestID, from agent: AgentID,
    _ turn: inout LoadTurn<ReputationLoad>
  ) {
    guard let open = close(id.attempt, id.client) else { return }
    switch (reply, open.request) {
    case (.kept, .report(let rating)):
      turn.note(
        .kept(client: id.client, number: rating.number, after: turn.now - open.since))
    case (.score(let worker, let score, _), _):
      turn.note(.told(client: id.client, worker: worker, score, after: turn.now - open.since))
    default: return
    }
  }
}
