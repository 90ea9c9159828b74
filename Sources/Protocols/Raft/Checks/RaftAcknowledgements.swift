import Simulator

/// Which requests' commands are committed, and which of them clients were told of.
struct RaftAcknowledgements: Sendable {
  /// An answer that says that a command took its place.
  struct Answer: Sendable {
    let id: RequestID
    let agent: AgentID
    let session: Raft.Session
  }

  private struct Request: Sendable {
    var attempt: Int32
    var session: Raft.Session
    var isOpen: Bool
  }

  /// The highest sequence of each session that is committed.
  private var committed = Raft.Table<Int32>(repeating: -1)
  /// By client, each a ring by attempt. An answer to a request that has left its ring is not
  /// judged.
  private var requests: [[Request]] = []
  /// The answers of this event.
  private var answers: [Answer] = []

  private static var shortestRing: Int { 16 }
  private static var longestRing: Int { 1 << 10 }
  /// Requests of clients beyond this number are not judged.
  private static var clientLimit: Int32 { 1 << 16 }

  mutating func commit(_ command: Raft.Command) {
    switch command {
    case .noop, .assign: break
    case .write(_, _, let session), .compareAndSet(_, _, _, let session):
      if session.sequence > committed[session.client] {
        committed[session.client] = session.sequence
      }
    }
  }

  mutating func request(_ session: Raft.Session, _ id: RequestID) {
    guard id.client >= 0, id.client < RaftAcknowledgements.clientLimit else { return }
    let client = Int(id.client)
    while requests.count <= client { requests.append([]) }
    if requests[client].isEmpty { widen(client, to: RaftAcknowledgements.shortestRing) }
    var place = self.place(of: id)
    while requests[client][place].isOpen, requests[client][place].attempt != id.attempt,
      requests[client].count < RaftAcknowledgements.longestRing
    {
      widen(client, to: requests[client].count * 2)
      place = self.place(of: id)
    }
    requests[client][place] = Request(attempt: id.attempt, session: session, isOpen: true)
  }

  mutating func answer(_ id: RequestID, by agent: AgentID) {
    guard let session = session(of: id) else { return }
    answers.append(Answer(id: id, agent: agent, session: session))
    forget(id)
  }

  /// A request was answered; its place may be used again.
  mutating func forget(_ id: RequestID) {
    if session(of: id) != nil { requests[Int(id.client)][place(of: id)].isOpen = false }
  }

  /// Takes the answers out and gives the first whose command is not committed.
  mutating func takeUncommitted() -> Answer? {
    defer { answers.removeAll(keepingCapacity: true) }
    return answers.first { $0.session.sequence > committed[$0.session.client] }
  }

  private func place(of id: RequestID) -> Int {
    Int(id.attempt) & (requests[Int(id.client)].count - 1)
  }

  private func session(of id: RequestID) -> Raft.Session? {
    guard id.client >= 0, Int(id.client) < requests.count, !requests[Int(id.client)].isEmpty else {
      return nil
    }
    let request = requests[Int(id.client)][place(of: id)]
    return request.attempt == id.attempt && request.session.sequence >= 0 ? request.session : nil
  }

  private mutating func widen(_ client: Int, to count: Int) {
    let nobody = Raft.Session(client: 0, sequence: -1)
    let old = requests[client]
    requests[client] = Array(
      repeating: Request(attempt: 0, session: nobody, isOpen: false), count: count)
    for request in old {
      requests[client][Int(request.attempt) & (count - 1)] = request
    }
  }
}
