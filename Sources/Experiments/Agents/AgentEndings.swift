public import Protocols
public import Simulator

/// Whether all that was begun in a run came to an end, where the part does not say so itself.
public struct AgentEndings: Watcher {
  public typealias Subject = CoordinatingAgent
  public typealias LoadNote = AgentLoad.Note

  private var leaders: LeaderBoard
  /// Operations on the store that are not over.
  private var openOperations: Int64 = 0

  /// - Parameters:
  ///   - scopes: those that are to have a leader.
  ///   - directory: the agents and the scopes that they are in.
  init(_ scopes: [Election.Scope], _ directory: Election.Directory) {
    leaders = LeaderBoard(scopes, directory)
  }

  public mutating func stepped(
    _ machine: borrowing CoordinatingAgent, _ agent: AgentID, at time: Nanoseconds
  ) {
    leaders.stepped(machine.election, agent)
  }

  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    leaders.changed(agent, change)
  }

  public mutating func clientNoted(_ note: AgentLoad.Note, at time: Nanoseconds) {
    switch note.clientEvent {
    case .invoked?: openOperations += 1
    case .completed?, .failed?, .unknown?: openOperations -= 1
    case .redirected?, .retried?, nil: break
    }
  }

  /// - Precondition: the measures of synchronisation have been stated.
  public func report(into report: inout WatchReport) {
    report.flag(
      "operations finished", openOperations == 0,
      about: "Whether every operation on the store was answered or given up.")
    report.flag(
      "elections finished", leaders.isSettled,
      about: "Whether all agents that run at the end take the same one for their leader.")
    guard let unfinished = report.total(of: "unfinished updates") else {
      preconditionFailure("the measure of unfinished updates is gone")
    }
    report.flag(
      "updates finished", unfinished == 0,
      about: "Whether the origin of every update reported it complete, or who is missing.")
  }
}

extension AgentLoad.Note: ClientEventNote, RegisterNote {
  /// What a note of the store's clients says of an operation; nil for the notes of other clients.
  public var clientEvent: ClientEvent? {
    if case .store(let note) = self { note.clientEvent } else { nil }
  }

  /// What a note of the store's clients says of a key; nil for the notes of other clients.
  public var registerEvent: RegisterEvent? {
    if case .store(let note) = self { note.registerEvent } else { nil }
  }
}
