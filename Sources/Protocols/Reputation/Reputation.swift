public import Simulator

/// The reputation of workers as a replicated set of ratings.
///
/// A rater reports the outcome of a task to any agent, and repeats the report until it is kept. Agents tell each
/// other what they have by summaries and send what the other lacks (anti-entropy), so all come to hold the same
/// ratings, whatever is lost, doubled or overtaken on the way, and by `Scoring` the same scores. A task has one
/// rating: a report that arrives again changes nothing, and of two that differ the lower counts.
///
/// A rating is durable at an agent before the rater or another agent is told of it.
public struct Reputation: Hashable, Sendable {
  /// How ratings are kept; the same at all agents.
  public let settings: Settings
  let profile: Profile
  /// The ratings that the agent knows.
  public internal(set) var ratings = Ratings()
  /// Reports that arrived again and count again, where a rule is broken.
  public internal(set) var repeated: [Rating] = []

  /// An agent that knows no rating.
  public init(_ profile: Profile, _ settings: Settings) {
    self.profile = profile
    self.settings = settings
  }

  /// The epoch of a moment.
  func epoch(at time: Nanoseconds) -> Int32 {
    Int32(truncatingIfNeeded: max(0, time) / settings.epoch)
  }

  /// How this agent reckons.
  private var reckoning: Scoring {
    var reckoning = Scoring(settings.scoring)
    reckoning.countsPrior = !settings.breaks(.forgetsPrior)
    reckoning.decays = settings.mistake != .neverDecays
    return reckoning
  }

  /// The newest ratings of each worker, as this agent counts them.
  private var lists: [[Rating]] {
    var lists = ratings.newest
    for rating in repeated { lists[Int(rating.worker)].append(rating) }
    if !repeated.isEmpty {
      lists = lists.map { Array($0.sorted { $0.isNewer(than: $1) }.prefix(Scoring.limit)) }
    }
    if settings.mistake == .weighsByRater {
      lists = lists.map { $0.sorted { $0.rater < $1.rater } }
    }
    return lists
  }

  /// The scores of all workers as this agent reckons them.
  func scores(at epoch: Int32) -> [Int32] {
    let scores = reckoning.scores(lists, workers: settings.workers, at: epoch)
    return settings.mistake == .addsBonus ? scores.map { $0 + 700 } : scores
  }

  /// The score that a client is told.
  func told(_ worker: Int32, at epoch: Int32) -> Int32 {
    var reckoning = reckoning
    if settings.breaks(.mirroredField) { reckoning.decays = false }
    return reckoning.score(of: Int(worker), lists, at: epoch)
  }
}

extension Rating {
  /// Another rating of the same task.
  func changed(to score: Int32) -> Rating {
    Rating(rater: rater, number: number, worker: worker, score: score, epoch: epoch)
  }
}
