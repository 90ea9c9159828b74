public import Experiments
public import Simulator

/// A form in which a trace is written, for people or for other tools.
public enum TraceFormat: String, Word {
  /// One line an event.
  case text
  /// One line of JSON a record.
  case json
  /// One row a record, with a heading (RFC 4180).
  case csv
  /// Vector clocks, for ShiViz.
  case shiviz
  /// Chrome's trace events, for Perfetto and `chrome://tracing`.
  case chrome
  /// A sequence diagram of Mermaid.
  case mermaid
  /// What agents were after each event in which one stated a fact, as Apalache and Quint write traces.
  case itf
  /// Client operations as Jepsen keeps histories, in EDN.
  case jepsen

  /// What it is for, in words.
  public var about: String {
    switch self {
    case .text: "one line an event"
    case .json: "one line of JSON a record"
    case .csv: "one row a record"
    case .shiviz: "vector clocks, for ShiViz"
    case .chrome: "trace events, for Perfetto and chrome://tracing"
    case .mermaid: "a sequence diagram, for excerpts of some hundred messages"
    case .itf: "states of agents, as Apalache and Quint write traces"
    case .jepsen: "client operations as Jepsen keeps histories"
    }
  }

  /// Writes a run in this form, as it goes on.
  public func exporter(of session: Session) -> any TraceExporter {
    switch self {
    case .text: LineExporter(RecordLine.text)
    case .json: LineExporter(RecordLine.json)
    case .csv: CSVExporter()
    case .shiviz: ShiVizExporter()
    case .chrome: ChromeExporter(session)
    case .mermaid: MermaidExporter(session)
    case .itf: ITFExporter(session)
    case .jepsen: JepsenExporter()
    }
  }
}

/// Writes a run in a form, event by event.
public protocol TraceExporter {
  /// What stands before everything else.
  mutating func begin() -> OutputText
  /// An event with the records of it that are wanted; the session is just after it.
  mutating func add(_ event: TraceEvent, in session: Session) -> OutputText
  /// What stands behind everything else; the session is where it was left.
  mutating func end(_ session: Session) -> OutputText
  /// What the form could not take, in words; nil if it took everything.
  var omission: String? { get }
}

extension TraceExporter {
  /// Nothing.
  public mutating func begin() -> OutputText { OutputText() }
  /// Nothing.
  public mutating func end(_ session: Session) -> OutputText { OutputText() }
  /// It takes everything.
  public var omission: String? { nil }
}

/// One line or more an event, which depend on nothing else.
struct LineExporter: TraceExporter {
  private let lines: (TraceEvent) -> OutputText

  init(_ lines: @escaping (TraceEvent) -> OutputText) { self.lines = lines }

  mutating func add(_ event: TraceEvent, in session: Session) -> OutputText { lines(event) }
}

extension Record {
  /// The agent, or the client, at which it happens; nil for faults.
  var host: String? { agentOrClient(isOfClient ? nil : agent) }

  /// The agent, or the client, at the other end of a message.
  var otherHost: String? {
    if isOfClient { return agent?.description }
    return peer?.description ?? client.map { "c\($0 + 1)" }
  }

  private func agentOrClient(_ agent: AgentID?) -> String? {
    agent?.description ?? client.map { "c\($0 + 1)" }
  }

  /// Whether it happens at a client although it names an agent.
  private var isOfClient: Bool {
    switch kind {
    case .requestSent, .requestLost, .replyDelivered, .woke, .alarmSet, .clientNote: true
    default: false
    }
  }

  /// Whether a message, request or reply is handed to the network.
  var isSend: Bool { kind == .sent || kind == .requestSent || kind == .replySent }

  /// Whether one arrives.
  var isDelivery: Bool {
    kind == .delivered || kind == .requestDelivered || kind == .replyDelivered
  }

  /// Whether one is lost on its way or at its target.
  var isLoss: Bool { kind == .lost || kind == .requestLost || kind == .replyLost }

  /// Number of copies that a send has put on their way or into a cut.
  var copies: Int {
    if details.contains(where: { $0.name == "again" }) { return 2 }
    return details.contains { $0.name == "lost" } ? 0 : 1
  }

  /// What it is made of in a word or two, such as `vote`.
  var contentName: String { content.kind ?? kind.word }
}
