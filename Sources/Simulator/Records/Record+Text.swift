extension Record {
  /// What happened, in words: `n1 to n2 sends #17 vote, term 4, granted: arrives 0.102s`.
  public var text: String {
    var text = ""
    write(to: &text)
    return text
  }

  func write(to text: inout String) {
    let start = text.utf8.count
    func separate() { if text.utf8.count > start { text += " " } }
    text += subject
    if !verb.isEmpty {
      separate()
      text += verb
    }
    if let message {
      separate()
      text += "#"
      text += String(message)
    }
    if content.kind != nil || !content.items.isEmpty {
      separate()
      content.write(to: &text)
    }
    for (index, detail) in details.enumerated() {
      text += index == 0 ? ": " : ", "
      detail.writeWords(to: &text)
    }
  }

  private var subject: String {
    let agent = self.agent.map { $0.description }
    let client = self.client.map { "c\($0 + 1)" }
    let peer = self.peer.map { $0.description }
    switch kind {
    case .sent, .lost: return "\(agent ?? "") to \(peer ?? "")"
    case .delivered: return "\(agent ?? "") from \(peer ?? "")"
    case .fate, .connection:
      return [agent, peer, client].compactMap { $0 }.joined(separator: " and ")
    case .requestSent, .requestLost: return "\(client ?? "") to \(agent ?? "")"
    case .requestDelivered: return "\(agent ?? "") from \(client ?? "")"
    case .replySent, .replyLost: return "\(agent ?? "") to \(client ?? "")"
    case .replyDelivered: return "\(client ?? "") from \(agent ?? "")"
    case .alarmSet, .woke: return client ?? ""
    case .clientNote: return client ?? "client"
    case .fault: return "fault"
    default: return agent ?? ""
    }
  }

  private var verb: String {
    switch kind {
    case .sent: "sends"
    case .delivered: "receives"
    case .lost: "loses"
    case .requestSent: "asks"
    case .requestDelivered: "is asked"
    case .requestLost: "loses the request"
    case .replySent: "answers"
    case .replyDelivered: "is answered"
    case .replyLost: "loses the answer"
    case .fate: "on the way"
    case .connection: "connection"
    case .waits: "keeps waiting"
    case .takesUp: "takes up"
    case .armed: "arms"
    case .disarmed: "disarms"
    case .expired: "timer"
    case .write: "writes"
    case .durable: "durable"
    case .note, .clientNote: "notes"
    case .life, .fault: ""
    case .nothing: "nothing left to do"
    case .diskHarmed: "disk harmed"
    case .alarmSet: "sets alarm"
    case .woke: "wakes"
    }
  }
}

extension Field {
  /// The value alone where the name says no more than the value's place does.
  fileprivate func writeWords(to text: inout String) {
    if name == "reason" || name == "fate" { value.write(to: &text) } else { write(to: &text) }
  }
}
