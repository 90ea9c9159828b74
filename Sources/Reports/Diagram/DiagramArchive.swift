public import Experiments
public import Simulator

/// What a picture of a part of a run is drawn from: messages, client operations, and moments of agents.
///
/// What it keeps is bounded: where there are more messages than can be told apart in a picture, their numbers
/// by lane and time remain.
public struct DiagramArchive {
  /// The part that is kept, in virtual time.
  public let part: ClosedRange<Nanoseconds>
  let agentCount: Int
  let clientCount: Int
  private(set) var arrows: [Arrow] = []
  private(set) var operations: [Operation] = []
  private(set) var marks: [Mark] = []
  /// By lane and column, what happened there.
  private(set) var activity: [[Int]]
  /// Whether there are too many messages for arrows.
  private(set) var isDense = false
  /// Messages on their way, by number; of those before the part the last, which may arrive in it. Only
  /// looked up.
  private var open: [Int64: Arrow] = [:]
  /// Places of operations that are under way, by number. Only looked up.
  private var underWay: [Int64: Int] = [:]

  /// Messages of which one can still be told from another.
  public static var mostMessages: Int { 1_500 }
  static var columns: Int { 480 }
  private static var mostMarks: Int { 3_000 }
  private static var mostOperations: Int { 20_000 }

  /// A message from one lane to another.
  struct Arrow {
    enum Fate { case arrived, lost, onItsWay }

    let kind: String
    let from: Int
    let to: Int
    let start: Nanoseconds
    var stop: Nanoseconds
    var fate = Fate.onItsWay
    /// Copies that the network made of it and that are still to arrive, itself among them.
    var copies = 1
    /// Whether another copy was there before it.
    var isAgain = false
  }

  /// A client's operation from call to return; nil if it has none.
  struct Operation {
    let lane: Int
    let start: Nanoseconds
    var end: Nanoseconds?
  }

  /// A moment of an agent.
  struct Mark {
    enum Kind { case crashed, started, durable, expired, harmed }

    let kind: Kind
    let lane: Int
    let time: Nanoseconds
  }

  /// An archive of a part of a session's run, which is at its start.
  public init(_ session: Session, part: ClosedRange<Nanoseconds>) {
    self.part = part
    agentCount = session.agentCount
    clientCount = session.clientCount
    activity = Array(
      repeating: Array(repeating: 0, count: DiagramArchive.columns),
      count: session.agentCount + session.clientCount)
  }

  private func lane(of agent: AgentID) -> Int { clientCount + agent.index }

  /// Takes the event that is over last.
  ///
  /// - Precondition: the session makes records.
  public mutating func add(_ session: Session) {
    let time = session.now
    for record in session.records {
      if time > part.upperBound {
        // Whether what is under way has an end is told later.
        if record.kind == .clientNote { tell(record, time) }
      } else if record.isSend {
        send(record, time)
      } else if record.isDelivery {
        arrive(record, time, .arrived)
      } else if record.isLoss {
        arrive(record, time, .lost)
      } else if record.kind == .clientNote {
        tell(record, time)
      } else if part.contains(time) {
        mark(record, time)
      }
    }
  }

  /// What is still on its way when the part is over, or the run.
  public mutating func finish() {
    let left = open.values.sorted { ($0.start, $0.from, $0.to) < ($1.start, $1.from, $1.to) }
    for arrow in left where arrow.stop >= part.lowerBound { keep(arrow) }
    open = [:]
  }

  private func ends(_ record: Record) -> (from: Int, to: Int)? {
    guard let agent = record.agent else { return nil }
    switch record.kind {
    case .requestSent: return record.client.map { (Int($0), lane(of: agent)) }
    case .replySent: return record.client.map { (lane(of: agent), Int($0)) }
    default: return record.peer.map { (lane(of: agent), lane(of: $0)) }
    }
  }

  private mutating func send(_ record: Record, _ time: Nanoseconds) {
    guard let message = record.message, let ends = ends(record) else { return }
    count(ends.from, time)
    var arrow = Arrow(
      kind: record.contentName, from: ends.from, to: ends.to, start: time, stop: time)
    arrow.copies = record.copies
    if arrow.copies == 0 {
      arrow.fate = .lost
      if part.contains(time) { keep(arrow) }
      return
    }
    for detail in record.details where detail.name == "arrives" {
      if case .time(let due) = detail.value { arrow.stop = due }
    }
    // A message that a cut holds has no time to arrive yet.
    if arrow.stop == time { arrow.stop = .max }
    open[message] = arrow
  }

  private mutating func arrive(_ record: Record, _ time: Nanoseconds, _ fate: Arrow.Fate) {
    guard let message = record.message else { return }
    if fate == .arrived {
      if record.kind == .replyDelivered, let client = record.client {
        count(Int(client), time)
      } else if let agent = record.agent {
        count(lane(of: agent), time)
      }
    }
    guard var arrow = open.removeValue(forKey: message) else { return }
    arrow.stop = time
    arrow.fate = fate
    if part.contains(time) { keep(arrow) }
    if arrow.copies < 2 { return }
    arrow.copies -= 1
    arrow.isAgain = true
    arrow.fate = .onItsWay
    open[message] = arrow
  }

  private mutating func keep(_ arrow: Arrow) {
    if isDense { return }
    arrows.append(arrow)
    if arrows.count > DiagramArchive.mostMessages {
      isDense = true
      arrows = []
    }
  }

  private mutating func count(_ lane: Int, _ time: Nanoseconds) {
    guard part.contains(time), activity.indices.contains(lane) else { return }
    let span = Swift.max(1, part.upperBound - part.lowerBound)
    let share = Double(time - part.lowerBound) / Double(span)
    let column = Int(share * Double(DiagramArchive.columns))
    activity[lane][Swift.min(DiagramArchive.columns - 1, column)] += 1
  }

  private mutating func tell(_ record: Record, _ time: Nanoseconds) {
    guard let step = OperationStep(record) else { return }
    switch step.phase {
    case .invoked:
      guard time <= part.upperBound, case .integer(let client)? = record.content["client"],
        client > 0,
        operations.count < DiagramArchive.mostOperations
      else { return }
      underWay[step.operation] = operations.count
      operations.append(Operation(lane: Int(client) - 1, start: time))
    case .completed, .failed:
      guard let place = underWay.removeValue(forKey: step.operation) else { return }
      operations[place].end = time
      // Those that were over before the part leave room for others.
      if time < part.lowerBound, place == operations.count - 1 { operations.removeLast() }
    case .unknown, .other: return
    }
  }

  private mutating func mark(_ record: Record, _ time: Nanoseconds) {
    guard marks.count < DiagramArchive.mostMarks, let agent = record.agent else { return }
    let kind: Mark.Kind
    switch record.kind {
    case .durable: kind = .durable
    case .expired: kind = .expired
    case .diskHarmed: kind = .harmed
    case .life:
      let word = record.content.kind ?? ""
      if word.contains("crash") {
        kind = .crashed
      } else if word.contains("start") && time > 0 {
        kind = .started
      } else {
        return
      }
    default: return
    }
    marks.append(Mark(kind: kind, lane: lane(of: agent), time: time))
  }
}
