import Simulator

/// Which rule a step breaks, if any.
extension SupervisionInvariants {
  func startMistake(
    _ one: Supervision.Incarnation, _ origin: Supervision.Note.Origin, _ agent: AgentID
  ) -> Broken? {
    let record = records[agent.index][Int(one.node)]
    if record.isAlive {
      return Broken(.twoIncarnations, "\(one.text) starts beside \(record.epoch)")
    }
    if one.epoch <= record.epoch {
      return Broken(.twoIncarnations, "\(one.text) starts after \(record.epoch)")
    }
    guard let parent = nodes[Int(one.node)].parent else { return nil }
    let supervisor = records[agent.index][Int(parent)]
    if !supervisor.isAlive {
      return Broken(.startOrder, "\(one.text) starts without its supervisor")
    }
    if supervisor.hasGivenUp {
      return Broken(.intensity, "\(one.text) starts after its supervisor has given up")
    }
    return typeMistake(one, origin, agent) ?? orderMistake(one, parent, agent)
      ?? siblingMistake(one, origin, parent, agent)
  }

  private func typeMistake(
    _ one: Supervision.Incarnation, _ origin: Supervision.Note.Origin, _ agent: AgentID
  ) -> Broken? {
    let (node, record) = (nodes[Int(one.node)], records[agent.index][Int(one.node)])
    guard let parent = node.parent else { return nil }
    let isAgain = record.supervisorEpoch == records[agent.index][Int(parent)].epoch
    if node.restart == .temporary, origin == .restart || origin == .boot && isAgain {
      return Broken(.temporaryRestart, "\(one.text), temporary, starts again")
    }
    if node.restart == .transient, origin == .restart, isAgain, !goesTogether(parent),
      let reason = record.reason, !reason.isAbnormal
    {
      return Broken(.normalRestart, "\(one.text) starts again after \(reason.word)")
    }
    return nil
  }

  /// Whether the children of a supervisor end and start with one another.
  private func goesTogether(_ supervisor: Int32) -> Bool {
    switch nodes[Int(supervisor)].rules?.strategy {
    case .oneForAll, .restForOne: true
    case .oneForOne, .simpleOneForOne, nil: false
    }
  }

  private func orderMistake(
    _ one: Supervision.Incarnation, _ parent: Int32, _ agent: AgentID
  ) -> Broken? {
    let epoch = records[agent.index][Int(parent)].epoch
    for sibling in nodes[Int(parent)].children where sibling != one.node {
      let (node, record) = (nodes[Int(sibling)], records[agent.index][Int(sibling)])
      if record.isStarting {
        return Broken(.startOrder, "\(one.text) starts while \(node.name) starts")
      }
      if node.isDynamic || sibling > one.node { continue }
      if record.supervisorEpoch != epoch {
        return Broken(.startOrder, "\(one.text) starts before \(node.name)")
      }
      if goesTogether(parent), record.isDownByOrder, node.restart != .temporary {
        return Broken(.startOrder, "\(one.text) is restarted before \(node.name)")
      }
    }
    return nil
  }

  private func siblingMistake(
    _ one: Supervision.Incarnation, _ origin: Supervision.Note.Origin, _ parent: Int32,
    _ agent: AgentID
  ) -> Broken? {
    guard origin == .restart, goesTogether(parent) else { return nil }
    let supervisor = records[agent.index][Int(parent)]
    for sibling in nodes[Int(parent)].children where sibling != one.node {
      let record = records[agent.index][Int(sibling)]
      guard sibling >= supervisor.restartFrom, record.isAlive,
        record.startMark < supervisor.restartMark
      else { continue }
      return Broken(
        .siblings, "\(one.text) is restarted beside \(nodes[Int(sibling)].name), which stayed")
    }
    return nil
  }

  /// A process is told to end.
  func stopMistake(_ one: Supervision.Incarnation, _ agent: AgentID) -> Broken? {
    guard let parent = nodes[Int(one.node)].parent,
      nodes[Int(parent)].rules?.strategy != .simpleOneForOne
    else { return nil }
    for sibling in nodes[Int(parent)].children where sibling > one.node {
      guard records[agent.index][Int(sibling)].isAlive else { continue }
      return Broken(
        .shutdownOrder, "\(one.text) is told to end before \(nodes[Int(sibling)].name)")
    }
    return nil
  }

  /// A process has ended.
  func endMistake(_ one: Supervision.Incarnation, _ agent: AgentID) -> Broken? {
    for child in nodes[Int(one.node)].children where records[agent.index][Int(child)].isAlive {
      return Broken(.shutdownOrder, "\(one.text) ends before \(nodes[Int(child)].name)")
    }
    return nil
  }

  func countMistake(_ one: Supervision.Incarnation, _ agent: AgentID) -> Broken? {
    let record = records[agent.index][Int(one.node)]
    if record.isAlive, !record.isStarting, record.epoch == one.epoch, record.life == one.life {
      return nil
    }
    return Broken(.oldIncarnation, "\(one.text) works off a call, which has ended")
  }
}
