public import Simulator

/// The promises of replicated reputation, checked in every step of a run; `ReputationCheck` lists them.
///
/// - Complexity: O(1) a rating; O(n log n) in an agent's ratings where it states scores.
public struct ReputationInvariants: Observer {
  public typealias Subject = Reputation
  public typealias LoadNote = ReputationClientNote

  /// The first violation, if any.
  public private(set) var violation: Violation?
  public var hasViolation: Bool { violation != nil }

  private let settings: Reputation.Settings
  private var agents: [Agent]
  /// What raters have reported, by task.
  private var reported: [Task: [Rating]] = [:]
  /// What each attempt has reported.
  private var attempts: [RequestID: Task] = [:]
  /// The scores that were stated.
  private var scores: [Statement: Int32] = [:]

  private struct Task: Hashable {
    let rater: Int32
    let number: Int32

    init(_ rating: Rating) { (rater, number) = (rating.rater, rating.number) }
  }

  private struct Statement: Hashable {
    let digest: UInt64
    let epoch: Int32
    let worker: Int32
  }

  private struct Agent: Sendable {
    var durable: [Task: Rating] = [:]
    var counted: Set<Task> = []
    /// Scores that it has stated in this step.
    var stated: [(worker: Int32, score: Int32, epoch: Int32)] = []
  }

  /// Watches a run of so many agents from its start.
  public init(_ settings: Reputation.Settings, agentCount: Int) {
    self.settings = settings
    agents = Array(repeating: Agent(), count: agentCount)
  }

  public mutating func submitted(
    _ request: Reputation.Request, _ id: RequestID, to agent: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    guard case .report(let rating) = request else { return }
    reported[Task(rating), default: []].append(rating)
    attempts[id] = Task(rating)
  }

  public mutating func noted(
    _ note: Reputation.Note, by agent: AgentID, at time: Nanoseconds
  ) {
    switch note {
    case .counted(let rating):
      if agents[agent.index].counted.insert(Task(rating)).inserted { return }
      report(.oneEffect, "\(agent.description) counts \(Self.text(rating)) again", time)
    case .replaced: return
    case .scored(let worker, let score, let epoch, let digest):
      state(worker, score, epoch, by: agent, at: time)
      let key = Statement(digest: digest, epoch: epoch, worker: worker)
      if let other = scores[key], other != score {
        report(
          .sameScore,
          "\(agent.description) gives worker \(worker + 1) \(score), and another \(other) by the "
            + "same ratings", time)
      }
      scores[key] = score
    case .answered(let worker, let score, let epoch):
      state(worker, score, epoch, by: agent, at: time)
    }
  }

  private mutating func state(
    _ worker: Int32, _ score: Int32, _ epoch: Int32, by agent: AgentID, at time: Nanoseconds
  ) {
    agents[agent.index].stated.append((worker, score, epoch))
    if score < 0 || score > Scoring.highest {
      report(.bounded, "\(agent.description) gives worker \(worker + 1) \(score)", time)
    }
  }

  /// Reckons again what the agent has stated, from the ratings that it has.
  public mutating func stepped(
    _ machine: borrowing Reputation, _ agent: AgentID, at time: Nanoseconds
  ) {
    let index = agent.index
    if machine.ratings.count < agents[index].durable.count {
      report(
        .monotone,
        "\(agent.description) has \(machine.ratings.count) ratings, and its disk "
          + "\(agents[index].durable.count)", time)
    }
    guard let epoch = agents[index].stated.first?.epoch else { return }
    let scoring = Scoring(settings.scoring)
    let stated = agents[index].stated
    // One, where a client asked; else all.
    let due =
      stated.count == 1
      ? [scoring.score(of: Int(stated[0].worker), machine.ratings.newest, at: epoch)]
      : scoring.scores(machine.ratings.newest, workers: settings.workers, at: epoch)
    for (place, (worker, score, _)) in stated.enumerated() where due[place] != score {
      report(
        .exactScore,
        "\(agent.description) gives worker \(worker + 1) \(score), and \(due[place]) is due", time)
    }
    agents[index].stated.removeAll(keepingCapacity: true)
  }

  public mutating func becameDurable(
    _ write: Reputation.Storage.Write, _ storage: borrowing Reputation.Storage,
    of agent: AgentID, at time: Nanoseconds
  ) {
    guard case .rated(let rating) = write else { return }
    let task = Task(rating)
    if !(reported[task] ?? []).contains(rating) {
      report(
        .neverInvented, "\(agent.description) has \(Self.text(rating)), which nobody reported", time
      )
    }
    if let other = agents[agent.index].durable[task], !rating.counts(over: other) {
      report(
        .monotone,
        "\(agent.description) puts \(Self.text(rating)) in the place of \(other.score)", time)
    }
    agents[agent.index].durable[task] = rating
  }

  public mutating func storageChanged(
    _ storage: borrowing Reputation.Storage, of agent: AgentID, at time: Nanoseconds
  ) {
    agents[agent.index].durable = [:]
    for rating in storage.ratings.all { agents[agent.index].durable[Task(rating)] = rating }
    agents[agent.index].counted = Set(agents[agent.index].durable.keys)
  }

  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    guard case .crashed = change else { return }
    agents[agent.index].counted = Set(agents[agent.index].durable.keys)
    agents[agent.index].stated = []
  }

  public mutating func sent(
    _ message: Reputation.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    guard case .ratings(let ratings) = message else { return }
    for rating in ratings {
      let known = agents[source.index].durable[Task(rating)]
      if let known, !rating.counts(over: known) { continue }
      report(
        .durableFirst,
        "\(source.description) sends \(Self.text(rating)), which its disk does not have", time)
    }
  }

  public mutating func responded(
    _ reply: Reputation.Reply, _ id: RequestID, by agent: AgentID, at time: Nanoseconds
  ) {
    guard reply == .kept, let task = attempts[id] else { return }
    if agents[agent.index].durable[task] != nil { return }
    report(
      .durableFirst,
      "\(agent.description) says that task \(task.rater + 1).\(task.number) is kept, and its disk "
        + "does not have it", time)
  }

  private static func text(_ rating: Rating) -> String {
    "\(rating.score) for task \(rating.rater + 1).\(rating.number)"
  }

  private mutating func report(
    _ check: ReputationCheck, _ message: String, _ time: Nanoseconds
  ) {
    if violation == nil { violation = Violation(check: check.word, message: message, time: time) }
  }
}
