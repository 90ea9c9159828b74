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

  /// Takes in what is committed anew: the entries of a log after an index, up to another.
  mutating func commit(_ log: Raft.Log, from first: Raft.Index, to end: Raft.Index) {
    for place in first..<end {
      switch log[place + 1].command {
      case .noop, .assign, .deed, .openSession, .configure, .finalize: break
      case .write(_, _, let session), .compareAndSet(_, _, _, let session):
        if session.sequence > committed[session.client] {
          committed[session.client] = session.sequence
        }
      }
    }
  }

  mutating func request(_ session: Raft.Session, _ id: RequestID) {
    guard id.client >= 0, id.client < RaftAcknowledgements.clientLimit else { return }
    let client = Int(id.client)
    while requests.count <= client { requests.append([]) }
    let request = Request(attempt: id.attempt, session: session, isOpen: true)
    RaftAcknowledgements.open(request, in: &requests[client])
  }

  mutating func answer(_ id: RequestID, by agent: AgentID) {
    guard let session = close(id) else { return }
    answers.append(Answer(id: id, agent: agent, session: session))
  }

  /// A request was answered; its place may be used again.
  mutating func forget(_ id: RequestID) { _ = close(id) }

  /// Takes the answers out and gives the first whose command is not committed.
  mutating func takeUncommitted() -> Answer? {
    defer { answers.removeAll(keepingCapacity: true) }
    return answers.first { $0.session.sequence > committed[$0.session.client] }
  }

  /// - Returns: the session of the request that was answered, if it is known.
  private mutating func close(_ id: RequestID) -> Raft.Session? {
    guard id.client >= 0, Int(id.client) < requests.count else { return nil }
    return RaftAcknowledgements.close(id.attempt, in: &requests[Int(id.client)])
  }

  private static func close(_ attempt: Int32, in ring: inout [Request]) -> Raft.Session? {
    if ring.isEmpty { return nil }
    let place = Int(attempt) & (ring.count - 1)
    guard ring[place].attempt == attempt, ring[place].session.sequence >= 0 else { return nil }
    ring[place].isOpen = false
    return ring[place].session
  }

  private static func open(_ request: Request, in ring: inout [Request]) {
    if ring.isEmpty { widen(&ring, to: shortestRing) }
    var place = Int(request.attempt) & (ring.count - 1)
    while ring[place].isOpen, ring[place].attempt != request.attempt, ring.count < longestRing {
      widen(&ring, to: ring.count * 2)
      place = Int(request.attempt) & (ring.count - 1)
    }
    ring[place] = request
  }

  private static func widen(_ ring: inout [Request], to count: Int) {
    let nobody = Raft.Session(client: 0, sequence: -1)
    let old = ring
    ring = Array(repeating: Request(attempt: 0, session: nobody, isOpen: false), count: count)
    for request in old { ring[Int(request.attempt) & (count - 1)] = request }
  }
}
