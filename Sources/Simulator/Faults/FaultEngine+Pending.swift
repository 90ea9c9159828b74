extension FaultEngine {
  /// The faults that wait for a milestone, another fault or messages to begin, and for what.
  func pending<M: Machine>(_ machine: M.Type) -> [PendingFault] {
    waitingToBegin.map { fault, trigger in
      PendingFault(name: plans[fault].name, due: nil, waitsFor: trigger.text(machine))
    }
  }
}

extension Fault.Trigger {
  /// What it is, in the words of a protocol.
  func text<M: Machine>(_ machine: M.Type) -> String {
    switch self {
    case .at(let time): time.text
    case .milestone(let milestone, let count, _): "\(M.Note.milestoneNames[milestone]) \(count)"
    case .fault(let name, let edge, _): "\(name) \(edge.word)"
    case .afterEvent(let event): "event \(event)"
    case .arrival(let match, let count, _): match.text(machine, count)
    }
  }
}

extension MessageMatch {
  /// `2 append entries from n1 to n2 arrived`.
  fileprivate func text<M: Machine>(_ machine: M.Type, _ count: Int64) -> String {
    var text = "\(count)"
    for kind in kinds { text += " " + M.Message.kindNames[kind] }
    if kinds.isEmpty { text += count == 1 ? " message" : " messages" }
    for (word, targets) in [("from", from), ("to", to)] where !targets.isEmpty {
      text += " " + word
      for target in targets { text += " " + target.text(M.roleNames) }
    }
    return text + " arrived"
  }
}

extension Target {
  /// Whom it means, where nothing is drawn.
  fileprivate func text(_ roleNames: [String]) -> String {
    switch self {
    case .agent(let agent): agent.description
    case .role(let role): roleNames[role]
    case .zone(let zone): "region \(zone + 1)"
    case .group(let group): "group \(group + 1)"
    case .any, .all, .rest, .majority, .minority, .clients: "any"
    }
  }
}
