public import Simulator

/// A fact that a client of an orchestration states for measures.
public enum OrchestrationNote: Traceable {
  public typealias Round = OrchestrationLoad.Round

  /// A run began; so many of its tasks are nobody's.
  case runBegan(Int32, dropped: Int32)
  /// The conductor began a round.
  case began(Round)
  /// The conductor collected a round's results and made the next model of them.
  case collected(Round, Collection)
  /// A result came when its round had been collected.
  case late(Round, task: Int32)
  /// The client lets its agent come to the round's barrier.
  case came(Int32, Round)
  /// The client was told how the barrier ended.
  case left(Int32, Round, Barrier.Reply)
  /// The client stops for good: there was no barrier.
  case gaveUp(Int32, Round)
  /// The client stops for good: its agent exited.
  case exited(Int32, Round)
  /// All runs are over; the distance of the model to the best one, in millionths.
  case ended(error: Int64)

  /// What a collection found.
  public struct Collection: Hashable, Sendable {
    public var taken: Int32 = 0
    /// Tasks without any result.
    public var missing: Int32 = 0
    /// Results that belong to another run.
    public var foreign: Int32 = 0
    /// Updates that were averaged though they come from another model.
    public var stale: Int32 = 0
    /// Updates that were refused because they come from another model.
    public var refused: Int32 = 0
    /// The model's weight afterwards, in millionths.
    public var weight: Int64 = 0

    public init() {}

    func feed(_ digest: inout Digest) {
      for count in [taken, missing, foreign, stale, refused] { digest.feed(Int(count)) }
      digest.feed(weight)
    }

    var text: String {
      var text = "\(taken) results"
      if missing > 0 { text += ", \(missing) missing" }
      if foreign > 0 { text += ", \(foreign) of another run" }
      if stale > 0 { text += ", \(stale) from another model" }
      if refused > 0 { text += ", \(refused) refused" }
      return text
    }
  }

  public func feed(_ digest: inout Digest) {
    switch self {
    case .runBegan(let run, let dropped):
      digest.feed(0)
      digest.feed(Int(run))
      digest.feed(Int(dropped))
    case .began(let round): feed(1, -1, round, &digest)
    case .collected(let round, let collection):
      feed(2, -1, round, &digest)
      collection.feed(&digest)
    case .late(let round, let task): feed(3, task, round, &digest)
    case .came(let client, let round): feed(4, client, round, &digest)
    case .left(let client, let round, let reply):
      feed(5, client, round, &digest)
      reply.feed(&digest)
    case .gaveUp(let client, let round): feed(6, client, round, &digest)
    case .exited(let client, let round): feed(7, client, round, &digest)
    case .ended(let error):
      digest.feed(8)
      digest.feed(error)
    }
  }

  private func feed(_ tag: Int, _ number: Int32, _ round: Round, _ digest: inout Digest) {
    digest.feed(tag)
    digest.feed(Int(number))
    round.feed(&digest)
  }

  public var description: String {
    switch self {
    case .runBegan(let run, let dropped):
      "run \(run &+ 1) begins" + (dropped > 0 ? " without \(dropped) of its tasks" : "")
    case .began(let round): "\(round.text) begins"
    case .collected(let round, let collection): "\(round.text) collected: \(collection.text)"
    case .late(let round, let task): "result of task \(task &+ 1) of \(round.text) is late"
    case .came(let client, let round): "client \(client &+ 1) comes in \(round.text)"
    case .left(let client, let round, let reply):
      "client \(client &+ 1) goes on after \(round.text): \(reply.description)"
    case .gaveUp(let client, let round): "client \(client &+ 1) gives up in \(round.text)"
    case .exited(let client, let round): "client \(client &+ 1) exits in \(round.text)"
    case .ended(let error): "all runs are over, \(error) millionths from the best model"
    }
  }
}
