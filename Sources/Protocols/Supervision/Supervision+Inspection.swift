public import Simulator

/// What an agent's processes are, hold and wait for, as tools show it.
extension Supervision {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("life", life)
    visitor.field("isComplete", isComplete)
    visitor.field("processes", list: settings.tree.nodes.indices.map { View(self, Int32($0)) })
    visitor.field("due", list: agenda.entries.map { Due(self, $0) })
  }

  /// A process with its name.
  private struct View: Fielded {
    let name: String
    let parent: String?
    let isSupervisor: Bool
    let actor: Actor

    init(_ tree: Supervision, _ index: Int32) {
      name = tree.node(index).name
      parent = tree.node(index).parent.map { tree.node($0).name }
      isSupervisor = tree.node(index).rules != nil
      actor = tree.actors[Int(index)]
    }

    func fields<V: FieldVisitor>(into visitor: inout V) {
      visitor.field("name", name)
      visitor.field("supervisor", parent)
      visitor.field("status", actor.status)
      if !actor.isAlive { visitor.field("absence", actor.absence) }
      visitor.field("epoch", actor.epoch)
      visitor.field("runningSince", time: actor.status == .running ? actor.runningSince : nil)
      visitor.field("attempts", actor.attempts)
      if isSupervisor {
        visitor.field("task", actor.task)
        visitor.field("signals", list: actor.signals.waiting)
        visitor.field("restarts", list: actor.restarts.map { VirtualTime($0) })
        visitor.field("startResult", actor.startResult)
      } else {
        visitor.field("count", actor.count)
        visitor.field("mailbox", list: actor.mailbox.waiting)
        visitor.field("isWorking", actor.isWorking)
        visitor.field("reference", actor.reference)
      }
    }
  }

  private struct Due: Fielded {
    let name: String
    let entry: Agenda.Entry

    init(_ tree: Supervision, _ entry: Agenda.Entry) {
      name = tree.node(entry.node).name
      self.entry = entry
    }

    func fields<V: FieldVisitor>(into visitor: inout V) {
      visitor.field("name", name)
      visitor.field("event", entry.event)
      visitor.field("due", time: entry.due)
    }
  }
}

extension Supervision.Agenda.Event: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .startOver(let fails):
      visitor.kind(0, "start over")
      visitor.field("fails", fails)
    case .stopOver: visitor.kind(1, "stop over")
    case .graceOver: visitor.kind(2, "grace over")
    case .failure: visitor.kind(3, "failure")
    case .callOver: visitor.kind(4, "call over")
    case .pauseOver: visitor.kind(5, "pause over")
    case .reboot: visitor.kind(6, "reboot")
    }
  }
}

extension Supervision.Task: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .idle: visitor.kind(0, "idle")
    case .starting(let child, let rest, let cause):
      visitor.kind(1, "starting", "child", child)
      visitor.field("then", rest)
      visitor.field("cause", cause.origin)
    case .stopping(let child, let rest, let aim):
      visitor.kind(2, "stopping", "child", child)
      visitor.field("then", rest)
      visitor.field("aim", aim)
    }
  }
}

extension Supervision.Aim: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .restart(let child): visitor.kind(0, "restart", "child", child)
    case .exit(let reason):
      visitor.kind(1, "exit")
      visitor.field("reason", reason)
    case .failStart: visitor.kind(2, "fail start")
    }
  }
}

extension Supervision.Signal: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .exited(let child, let epoch, let reason):
      visitor.kind(0, "exited", "child", child)
      visitor.field("epoch", epoch)
      visitor.field("reason", reason)
    case .tryAgain(let child): visitor.kind(1, "try again", "child", child)
    case .resume(let child): visitor.kind(2, "resume", "child", child)
    case .startChild(let id):
      visitor.kind(3, "start child")
      visitor.field("request", id)
    case .shutdown: visitor.kind(4, "shutdown")
    }
  }
}

extension Supervision.Call: Fielded {
  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("request", id)
    visitor.field("asker", asker)
  }
}
