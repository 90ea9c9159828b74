import Simulator

/// News of members: what prevails is held, and sent on.
extension Swim {
  /// Takes in what is new.
  ///
  /// - Returns: whether the sender holds less of the agent than the agent says of itself.
  mutating func take(_ updates: [Update], _ turn: inout Turn<Swim>) -> Bool {
    var isBehind = false
    for update in updates {
      if update.member == id {
        answer(update, &turn)
        if update.row < own { isBehind = true }
      } else if table[update.member] < update.row {
        hold(update, &turn)
      } else if update.row.status == .suspect, table[update.member] == update.row {
        confirm(update, &turn)
      }
    }
    return isBehind
  }

  /// Holds what prevails over what was held, and sends it on.
  mutating func hold(_ update: Update, _ turn: inout Turn<Swim>) {
    let member = update.member
    table[member] = update.row
    turn.note(.held(member, update.row, clock: turn.now))
    if settings.mistake != .deaf || update.row.status != .alive { closeSuspicion(member, &turn) }
    spread(update)
    switch update.row.status {
    case .alive: list(member)
    case .suspect:
      list(member)
      openSuspicion(update, &turn)
      if settings.mistake == .meddling {
        spread(Update(member, Row(.alive, update.row.incarnation + 1)))
        table[member] = Row(.alive, update.row.incarnation + 1)
      }
    case .dead:
      if !table.isLost(member) {
        table.setLost(member, true)
        lost.append(member.rawValue)
      }
    case .left: break
    }
  }

  private mutating func list(_ member: AgentID) {
    if table.isListed(member) { return }
    table.setListed(member, true)
    order.insert(member)
  }

  /// Sends news on, where it travels so.
  mutating func spread(_ update: Update) {
    if settings.dissemination == .infection { news.append(update) }
  }

  /// Others hold something of the agent that prevails over what it says of itself: it says more.
  mutating func answer(_ update: Update, _ turn: inout Turn<Swim>) {
    guard own < update.row else { return }
    let isDoubted = isMember && update.row.status != .alive
    let next = update.row.incarnation + (settings.mistake == .staysOld ? 0 : 1)
    renew(Row(own.status, next), &turn)
    if isDoubted {
      noteHealth(1)
      turn.note(.refuted(own.incarnation))
    }
    if settings.dissemination == .multicast { multicast(Update(id, own), &turn) }
  }

  /// What a message to an agent tells: first what it must know of itself, then of the sender if that has
  /// left, or if the receiver is behind.
  mutating func newsFor(_ receiver: AgentID, isBehind: Bool = false) -> [Update] {
    var updates: [Update] = []
    let row = table[receiver]
    if row.status == .suspect && settings.buddy || row.status > .suspect {
      updates.append(Update(receiver, row, by: accuser(of: receiver)))
    }
    if isBehind || !isMember { updates.append(Update(id, own)) }
    news.take(into: &updates, upTo: Int(settings.newsLimit), sends: sendLimit, table)
    return updates
  }

  /// Who told first that a member is to be suspected; nil if no suspicion is open.
  func accuser(of member: AgentID) -> AgentID? {
    suspicions[member].flatMap { $0.accusers.first }.map { AgentID(rawValue: $0) }
  }
}
