public import Simulator

extension Reputation: Machine {
  public mutating func start(
    from storage: Storage, _ recovery: Recovery, _ turn: inout Turn<Reputation>
  ) {
    if settings.mistake != .forgets { ratings = storage.ratings }
    repeated = storage.repeated
    // Agents that start together do not compare together.
    let wait = turn.random.within(1...settings.interval)
    if profile.clusterSize > 1 { turn.setTimer(.compare, after: wait) }
    turn.setTimer(.epoch, after: settings.epoch - max(0, turn.now) % settings.epoch)
  }

  public mutating func receive(
    _ message: Message, from sender: AgentID, _ turn: inout Turn<Reputation>
  ) {
    switch message {
    case .summary(let summaries, let isFirst):
      send(ratings.missing(from: summaries, limit: settings.batch), to: sender, &turn)
      if isFirst { turn.send(.summary(ratings.summaries, isFirst: false), to: sender) }
    case .ratings(let ratings): for rating in ratings { learn(rating, &turn) }
    }
  }

  public mutating func expire(_ timer: Timer, _ turn: inout Turn<Reputation>) {
    switch timer {
    case .compare:
      let others = UInt64(profile.clusterSize - 1)
      let drawn = Int(turn.random.below(others))
      let other = drawn < profile.id.index ? drawn : drawn + 1
      turn.send(.summary(ratings.summaries, isFirst: true), to: AgentID(other))
      turn.setTimer(.compare, after: settings.interval)
    case .epoch:
      stateScores(&turn)
      turn.setTimer(.epoch, after: settings.epoch)
    }
  }

  public mutating func accept(
    _ request: Request, _ id: RequestID, _ turn: inout Turn<Reputation>
  ) {
    switch request {
    case .report(let rating):
      guard isKnown(rating) else { return turn.respond(.unknown, to: id) }
      if settings.mistake == .keepsAhead { turn.respondAhead(.kept, to: id) }
      learn(rating, isReport: true, &turn)
      if settings.mistake != .keepsAhead { turn.respond(.kept, to: id) }
    case .ask(let worker):
      guard worker >= 0, worker < settings.workers else {
        return turn.respond(.unknown, to: id)
      }
      let epoch = epoch(at: turn.now)
      let score = told(worker, at: epoch)
      turn.note(.answered(worker: worker, score, epoch: epoch))
      turn.respond(.score(worker: worker, score, Tier(score)), to: id)
    }
  }

  /// Whether a rating is of a rater and a worker that there are.
  private func isKnown(_ rating: Rating) -> Bool {
    rating.rater >= 0 && rating.rater < settings.raters && rating.number >= 1
      && rating.number <= 1_000_000 && rating.worker >= 0 && rating.worker < settings.workers
      && (0...Scoring.highest).contains(rating.score)
  }
}

/// Ratings and scores.
extension Reputation {
  /// Takes a rating in, and asks the disk for it if it changes anything.
  private mutating func learn(
    _ rating: Rating, isReport: Bool = false, _ turn: inout Turn<Reputation>
  ) {
    if settings.mistake == .takesLatest, let other = ratings[rating.rater, rating.number],
      other != rating
    {
      ratings.replace(other, by: rating)
      turn.persist(.rated(rating))
      return turn.note(.replaced(rating))
    }
    switch ratings.insert(rating) {
    case .added:
      turn.persist(.rated(rating))
      turn.note(.counted(rating))
    case .replaced:
      turn.persist(.rated(rating))
      turn.note(.replaced(rating))
    case .none:
      guard isReport, settings.breaks(.duplicatesCount) || settings.mistake == .countsTwice else {
        return
      }
      repeated.append(rating)
      turn.persist(.repeated(rating))
      turn.note(.counted(rating))
    }
  }

  private func send(_ ratings: [Rating], to target: AgentID, _ turn: inout Turn<Reputation>) {
    if ratings.isEmpty { return }
    switch settings.mistake {
    case .spreadsAhead: turn.sendAhead(.ratings(ratings), to: target)
    case .rounds:
      turn.send(.ratings(ratings.map { $0.changed(to: $0.score / 10 * 10) }), to: target)
    default: turn.send(.ratings(ratings), to: target)
    }
  }

  private func stateScores(_ turn: inout Turn<Reputation>) {
    let epoch = epoch(at: turn.now)
    var scores = scores(at: epoch)
    if settings.mistake == .reckonsOtherwise, profile.id.index == 0 {
      scores[0] = Scoring.prior
    }
    for (worker, score) in scores.enumerated() {
      turn.note(
        .scored(
          worker: Int32(truncatingIfNeeded: worker), score, epoch: epoch,
          digest: ratings.digest))
    }
  }
}

extension Reputation {
  /// What an agent knows, as tools show it.
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("count", ratings.count)
    visitor.field("digest", ratings.digest)
    visitor.field("ratings", ratings)
    visitor.field("repeated", list: repeated)
  }
}
