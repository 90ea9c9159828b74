import Experiments
import Reports
import Scenarios
import Simulator

/// What a person does to the run, each as a fault of a scenario.
extension Debugger {
  func act(_ word: DebugWord, _ line: DebugLine) throws(Complaint) -> OutputText {
    switch word {
    case .crash: return try crash(line)
    case .pause: return try begin("{ pause: \(try target(line)) }", "pause \(line.rest)")
    case .cut: return try cut(line)
    case .ask: return try ask(line)
    case .order: return try order(line)
    default:
      guard line.rest.hasPrefix("{") else {
        throw Complaint("act takes a fault in braces, such as act { pause: \"leader\" }")
      }
      return try begin(line.rest, "deed")
    }
  }

  /// Does what a fault of a scenario says, and tells what came of it.
  private func begin(_ text: String, _ name: String) throws(Complaint) -> OutputText {
    if session.hasViolation { throw Complaint(whyNoFurther) }
    let index: Int
    do throws(ScenarioError) {
      index = try session.act(text, name: Debugger.plainName(name))
    } catch {
      // Where in a text that this program has written helps nobody.
      throw Complaint(
        error.diagnostics.map { $0.message + ($0.suggestion.map { "; \($0)" } ?? "") })
    }
    let report = session.faultReports[index]
    if report.began == nil { throw Complaint("nobody meets that now") }
    let effect =
      report.tookEffect
      ? "\(CountText.grouped(report.effects)) \(report.kind.effectNoun(report.effects))"
      : report.kind.ending == .atOnce ? "it changed nothing" : "nothing is changed so far"
    return "\(report.name): \(report.targets); \(effect)\n" + place
  }

  /// A name that files take.
  private static func plainName(_ text: String) -> String {
    let name = String(VisibleText.line(text).filter { $0 != "#" && $0 != "\"" }.prefix(60))
    return name.isEmpty || name == "start" ? "deed" : name
  }

  /// Whom words mean, as scenarios write it: agents by their numbers.
  private func targets(_ words: [String]) throws(Complaint) -> String {
    var parts: [String] = []
    for word in words {
      if word.hasPrefix("n"), Int(word.dropFirst()) != nil {
        parts.append("\(try Debugger.agent(word, of: session.agentCount).index + 1)")
      } else if let number = Int(word) {
        parts.append("\(number)")
      } else {
        parts.append(JSON5.quoted(word))
      }
    }
    return parts.count == 1 ? parts[0] : "[\(parts.joined(separator: ", "))]"
  }

  private func target(_ line: DebugLine) throws(Complaint) -> String {
    guard line.words.count > 1 else {
      throw Complaint("\(line.words[0]) takes an agent, such as n1, or \"leader\"")
    }
    return try targets(Array(line.words.dropFirst()))
  }

  private func crash(_ line: DebugLine) throws(Complaint) -> OutputText {
    var words = Array(line.words.dropFirst())
    var loss = ""
    for known in FaultAction.DiskLoss.words {
      let end = known.split(separator: " ").map { String($0) }
      if words.count > end.count, words.suffix(end.count).elementsEqual(end) {
        words.removeLast(end.count)
        loss = ", disk: \(JSON5.quoted(known))"
      }
    }
    if words.isEmpty { throw Complaint("crash takes an agent, such as n1, or \"leader\"") }
    let name = "crash \(words.joined(separator: " "))"
    return try begin("{ crash: \(try targets(words))\(loss) }", name)
  }

  // MARK: Cuts

  private func cut(_ line: DebugLine) throws(Complaint) -> OutputText {
    var words = Array(line.words.dropFirst())
    var members = ""
    if let place = words.firstIndex(of: "until") {
      let moment = words[(place + 1)...].joined(separator: " ")
      if moment.isEmpty { throw Complaint("until takes a moment, such as until leader elected") }
      members += ", until: \(JSON5.quoted(moment))"
      words.removeLast(words.count - place)
    }
    if let place = words.firstIndex(of: "only") {
      let kinds = words[(place + 1)...].joined(separator: " ").split(separator: ",")
        .map { JSON5.quoted(DebugLine.trimmed(String($0))) }
      if kinds.isEmpty { throw Complaint("only takes kinds of messages, parted by commas") }
      members += ", kinds: [\(kinds.joined(separator: ", "))]"
      words.removeLast(words.count - place)
    }
    if let last = words.last, let inFlight = FaultAction.InFlight(word: last) {
      members += ", inFlight: \(JSON5.quoted(inFlight.word))"
      words.removeLast()
    }
    let name = "cut \(words.joined(separator: " "))"
    return try begin("{ \(try shape(words))\(members) }", name)
  }

  private func shape(_ words: [String]) throws(Complaint) -> String {
    if words.contains("|") {
      var groups: [String] = []
      for group in words.split(separator: "|", omittingEmptySubsequences: false) {
        if group.isEmpty { throw Complaint("a group of the cut has no agents") }
        groups.append("[\(try targets(Array(group)))]")
      }
      // One target more than its brackets would be a list in a list.
      let lists = groups.map { $0.hasPrefix("[[") ? String($0.dropFirst().dropLast()) : $0 }
      return "partition: [\(lists.joined(separator: ", "))]"
    }
    if let place = words.firstIndex(of: ">") {
      guard place > 0, place < words.count - 1 else {
        throw Complaint("a one-way cut has agents on both sides, such as cut n1 > n2 n3")
      }
      let from = try targets(Array(words[..<place]))
      let to = try targets(Array(words[(place + 1)...]))
      return "oneWay: { from: \(from), to: \(to) }"
    }
    switch words.count {
    case 0: throw Complaint("cut takes agents; help cut lists the forms")
    case 1: return "isolate: \(try targets(words))"
    case 2: return "cut: [[\(try targets([words[0]])), \(try targets([words[1]]))]]"
    default:
      throw Complaint(
        "of \(words.count) agents, say how to cut them: with > one way, with | groups")
    }
  }

  // MARK: Clients and orders

  private func ask(_ line: DebugLine) throws(Complaint) -> OutputText {
    var words = Array(line.words.dropFirst())
    guard let first = words.first else {
      throw Complaint("ask takes a client and what it asks for, such as ask 1 write=5 value=7")
    }
    var client = 1
    if !first.contains("="), !first.hasPrefix("{") {
      let digits = first.hasPrefix("c") ? String(first.dropFirst()) : first
      guard let number = Int(digits), number >= 1, number <= session.clientCount else {
        throw Complaint(
          "there is no client '\(first)'; there are \(CountText.counted(Int64(session.clientCount), "client"))"
        )
      }
      client = number
      words.removeFirst()
    }
    var members = ["client: \(client)"]
    for word in words {
      guard let sign = word.firstIndex(of: "="), sign > word.startIndex else {
        throw Complaint("'\(word)' is no KEY=VALUE, such as write=5")
      }
      let key = String(word[..<sign])
      members.append(
        "\(JSON5.quoted(key)): \(Debugger.value(String(word[word.index(after: sign)...])))")
    }
    return try begin("{ ask: { \(members.joined(separator: ", ")) } }", "ask c\(client)")
  }

  /// A value as scenarios write it: what reads as one, and any other text between quotes.
  private static func value(_ text: String) -> String {
    if Int64(text) != nil || text == "true" || text == "false" { return text }
    if let first = text.first, "[{".contains(first) { return text }
    return JSON5.quoted(text)
  }

  private func order(_ line: DebugLine) throws(Complaint) -> OutputText {
    guard line.words.count > 2 else {
      throw Complaint("order takes an agent and what it is told, such as order n1 campaign")
    }
    let words = line.words.dropFirst(2).joined(separator: " ")
    let whom = try targets([line.words[1]])
    return try begin(
      "{ order: { of: \(whom), to: \(JSON5.quoted(words)) } }", "order \(line.words[1])")
  }

  // MARK: Messages

  func redirect(_ word: DebugWord, _ line: DebugLine) throws(Complaint) -> OutputText {
    var words = Array(line.words.dropFirst())
    guard let first = words.first else {
      throw Complaint("\(word.rawValue) takes a number that messages shows, such as 17")
    }
    let digits = first.hasPrefix("#") ? String(first.dropFirst()) : first
    if words.count == 1, let number = Int64(digits) {
      guard let message = session.messagesInFlight().first(where: { $0.message == number }),
        let rank = session.rank(of: message)
      else { throw Complaint("no #\(number) is on its way; messages lists what is") }
      let source = message.source.map { "\($0.index + 1)" } ?? "\"clients\""
      let target = message.target.map { "\($0.index + 1)" } ?? "\"clients\""
      let place = rank == 1 ? "" : ", rank: \(rank)"
      return try begin(
        "{ \(word.rawValue): { from: \(source), to: \(target)\(place) } }",
        "\(word.rawValue) \(number)")
    }
    guard words.count >= 2 else {
      throw Complaint("no '\(first)' is on its way; messages lists what is")
    }
    let (from, to) = (try targets([words.removeFirst()]), try targets([words.removeFirst()]))
    let kinds = words.isEmpty ? "" : ", kinds: \(JSON5.quoted(words.joined(separator: " ")))"
    let text = try begin(
      "{ \(word.rawValue): { from: \(from), to: \(to) }\(kinds) }",
      "\(word.rawValue) \(line.rest)")
    if session.faultReports.last?.tookEffect ?? false { return text }
    throw Complaint("nothing like that is on its way; messages lists what is")
  }

  // MARK: Ends

  /// Ends what was done by hand.
  func end(_ word: DebugWord, _ line: DebugLine) throws(Complaint) -> OutputText {
    if session.hasViolation { throw Complaint(whyNoFurther) }
    let open = openDeeds
    let chosen: [Int]
    switch word {
    case .heal where line.words.count == 1:
      chosen = open.filter { session.faultReports[$0].kind.bearing == .cut }
      if chosen.isEmpty { throw Complaint("no cut by hand is under way; faults lists what is") }
    case .heal:
      let name = line.words.dropFirst().joined(separator: " ")
      chosen = open.filter { session.faultReports[$0].name == name }
      if chosen.isEmpty {
        let names = open.map { session.faultReports[$0].name }
        let near = Nearest.suggestion(for: name, among: names) ?? "nothing is"
        throw Complaint("nothing by hand of the name '\(name)' is under way; \(near)")
      }
    default: chosen = [try stopped(word, line, open)]
    }
    for deed in chosen { session.end(deed) }
    let names = chosen.map { session.faultReports[$0].name }.joined(separator: ", ")
    return "ended \(names)\n" + place
  }

  /// The latest deed that stopped an agent, or made it stand still.
  private func stopped(
    _ word: DebugWord, _ line: DebugLine, _ open: [Int]
  ) throws(Complaint) -> Int {
    guard line.words.count == 2 else {
      throw Complaint("\(word.rawValue) takes an agent, such as n1")
    }
    let agent = try Debugger.agent(line.words[1], of: session.agentCount)
    let deed = open.last { index in
      let report = session.faultReports[index]
      let isMeant = word == .restart ? report.kind.ending == .restart : report.kind == .pause
      return isMeant && report.means(agent)
    }
    if let deed { return deed }
    let other = session.faultReports.contains {
      $0.began != nil && $0.ended == nil && $0.means(agent)
    }
    throw Complaint(
      other
        ? "that is the scenario's doing, and ends as the scenario says"
        : "\(agent) is \(session.inspect(agent).life); nothing by hand stopped it")
  }

  /// What was done by hand and is under way, as places among the fault reports.
  private var openDeeds: [Int] {
    let names = session.interventions.map { $0.name }
    return session.faultReports.indices.filter { index in
      let report = session.faultReports[index]
      return report.began != nil && report.ended == nil && names.contains(report.name)
    }
  }

  /// Names of what was done by hand and is under way.
  var openNames: [String] { openDeeds.map { session.faultReports[$0].name } }
}

extension FaultReport {
  /// Whether an agent is among those that it met.
  fileprivate func means(_ agent: AgentID) -> Bool {
    targets.split { !$0.isLetter && !$0.isNumber }.contains { $0 == agent.description }
  }
}
