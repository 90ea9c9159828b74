public import Experiments
import Scenarios
import Simulator

/// A run as it stands now, for a terminal that is drawn over again and again: roles, terms and logs of agents,
/// what is on its way, faults, and what agents stated last.
public struct WatchPage {
  private let session: Session
  private let look: Look
  private let rows: Int
  private let state: String
  private let stated: [String]

  /// - Parameters:
  ///   - columns: columns of the terminal.
  ///   - rows: rows of the terminal; what does not fit is left out.
  ///   - state: how the view goes on, such as *paused*.
  ///   - stated: the latest notes, the last one at the end.
  public init(
    _ session: Session, columns: Int, rows: Int, color: Bool, state: String, stated: [String]
  ) {
    self.session = session
    look = Look(width: max(20, columns), hasColor: color, isASCII: false, substitutes: [:])
    self.rows = max(4, rows)
    self.state = state
    self.stated = stated
  }

  /// The lines, each with its end, at most as many as there are rows.
  public var lines: [OutputText] {
    let agents = agentLines
    let below = [PageLine()] + flight + [PageLine()] + faults
    let room = rows - head.count - 1 - below.count - 1
    var all = head + [PageLine()] + Array(agents.prefix(max(1, room)))
    if agents.count > max(1, room) {
      let rest = Int64(agents.count - max(1, room))
      all.append(PageLine("and \(CountText.counted(rest, "more agent"))", .faint))
    }
    all += below
    let left = rows - all.count - 1
    if left > 1, !stated.isEmpty {
      all.append(PageLine())
      all += stated.suffix(left - 1).map { PageLine($0, .faint) }
    }
    return all.prefix(rows).map { OutputText($0.cut(to: look.width), look) }
  }

  private var head: [PageLine] {
    let scenario = session.scenario
    var title = PageLine(scenario.about.isEmpty ? scenario.file : scenario.about, .heading)
    title.append(", \(scenario.vocabulary.name), seed \(session.seed)", .faint)
    var time = PageLine("\(Clock(end: scenario.duration).text(session.now)) of ")
    time.append("\(DurationText.text(scenario.duration)), event ")
    time.append("\(CountText.grouped(session.eventCount)), \(state)")
    if session.hasViolation, let violation = session.outcome().violation {
      time.append("  violation of \(violation.check)", .bad)
    }
    return [title, time]
  }

  // MARK: Agents

  private var agentLines: [PageLine] {
    let agents = (0..<session.agentCount).map { session.inspect(AgentID($0)) }
    let width = agents.map { $0.agent.description.count }.max() ?? 0
    let facts = agents.map { WatchPage.facts($0) }
    let widths = (0..<WatchPage.mostFacts).map { column in
      facts.map { column < $0.count ? Columns.count($0[column]) : 0 }.max() ?? 0
    }
    return agents.indices.map { index in
      let agent = agents[index]
      var line = PageLine(Columns.flushLeft(agent.agent.description, width + 2), .heading)
      line.append(WatchPage.role(agent, session.scenario.vocabulary.roleNames))
      for (text, width) in zip(facts[index], widths) {
        line.append("  \(Columns.flushLeft(text, width))")
      }
      if let log = WatchPage.log(agent) { line.append("  \(log)", .faint) }
      return line
    }
  }

  /// What the agent is: down, paused, or the role that it believes to have.
  private static func role(_ agent: AgentInspection, _ roles: [String]) -> PageLine {
    let width = 10
    guard agent.life == "running" || agent.life == "resuming" else {
      let style = agent.life == "down" ? Style.bad : .fault
      return PageLine(Columns.flushLeft(agent.life, width), style)
    }
    guard let role = agent.machine["role"]?.text else {
      return PageLine(Columns.flushLeft(agent.life, width), .plain)
    }
    let style: Style =
      roles.contains(role) ? .leader : Columns.contains(role, "candidate") ? .candidate : .faint
    return PageLine(Columns.flushLeft(role, width), style)
  }

  /// The most numbers and agents that are told of one.
  private static var mostFacts: Int { 4 }

  /// The first few numbers and agents that it holds, or could hold.
  private static func facts(_ agent: AgentInspection) -> [String] {
    let told = agent.machine.items.filter { item in
      switch item.value {
      case .integer, .agent, .none: true
      case .flag, .time, .text, .list, .composite: false
      }
    }
    return told.prefix(mostFacts).map { $0.text }
  }

  /// The terms of a log's last entries, as the figures of the Raft paper have them; how long other lists are
  /// says nothing here.
  private static func log(_ agent: AgentInspection) -> String? {
    guard case .list(let entries)? = agent.machine["log"], !entries.isEmpty else { return nil }
    let terms = entries.suffix(16).compactMap { entry -> String? in
      guard case .composite(let fields) = entry, let term = fields["term"] else { return nil }
      return term.text
    }
    if terms.isEmpty { return nil }
    return "log " + (entries.count > terms.count ? "… " : "") + terms.joined(separator: " ")
  }

  // MARK: Messages and faults

  /// The most links that are told.
  private static var mostLinks: Int { 8 }

  private var flight: [PageLine] {
    let messages = session.messagesInFlight()
    var lines = [
      PageLine("on their way: \(CountText.grouped(Int64(messages.count)))", .heading)
    ]
    var links: [(name: String, kinds: [(kind: String, count: Int64)])] = []
    for message in messages {
      let client = message.client.map { "c\($0 + 1)" } ?? ""
      let name =
        (message.source?.description ?? client) + " → "
        + (message.target?.description ?? client)
      let kind = (message.content.kind ?? "message") + (message.isHeld ? " (held)" : "")
      let link = links.firstIndex { $0.name == name } ?? links.count
      if link == links.count { links.append((name, [])) }
      if let place = links[link].kinds.firstIndex(where: { $0.kind == kind }) {
        links[link].kinds[place].count += 1
      } else {
        links[link].kinds.append((kind, 1))
      }
    }
    for link in links.prefix(WatchPage.mostLinks) {
      let kinds = link.kinds.map { $0.count > 1 ? "\($0.kind) ×\($0.count)" : $0.kind }
      lines.append(PageLine("  \(link.name)  \(kinds.joined(separator: ", "))"))
    }
    if links.count > WatchPage.mostLinks {
      let rest = Int64(links.count - WatchPage.mostLinks)
      lines.append(PageLine("  and on \(CountText.counted(rest, "more link"))", .faint))
    }
    return lines
  }

  /// The most faults that are told.
  private static var mostFaults: Int { 5 }

  private var faults: [PageLine] {
    ShowPage.faultLines(session).prefix(WatchPage.mostFaults).map {
      PageLine($0, Columns.contains($0, "under way") ? .fault : .faint)
    }
  }

  /// The same on one line, for what is no terminal.
  public static func line(_ session: Session) -> OutputText {
    let agents = (0..<min(session.agentCount, 12)).map { index in
      let agent = session.inspect(AgentID(index))
      let role = agent.life == "running" ? agent.machine["role"]?.text ?? "running" : agent.life
      let term = agent.machine["term"].map { " \($0.text)" } ?? ""
      return "\(AgentID(index)) \(role)\(term)"
    }
    let rest = session.agentCount > 12 ? ", and \(session.agentCount - 12) more" : ""
    let open = session.faultReports.filter { $0.began != nil && $0.ended == nil }
      .map { "; \($0.name) under way" }.joined()
    let flight = session.messagesInFlight().count
    let clock = Clock(end: session.scenario.duration).text(session.now)
    return OutputText(lines: [
      "\(clock)  \(agents.joined(separator: ", "))\(rest); \(flight) on their way\(open)"
    ])
  }
}
