import Protocols
import Simulator

/// The rules of OTP's supervisor once more, in the plainest way: each failure is worked off to its end
/// before the next, by functions that call one another, and time is a number that they add to.
///
/// It shares no code with the machine but the description of trees, and draws from its own copy of the
/// stream whether starts fail.
final class SupervisionReference {
  final class Unit {
    let name: String
    let spec: Specification
    let parent: Unit?
    var children: [Unit] = []
    var isAlive = false
    /// It is a child of its supervisor, be it dead or alive.
    var isListed = true
    var history: [Nanoseconds] = []

    init(_ name: String, _ spec: Specification, _ parent: Unit?) {
      self.name = name
      self.spec = spec
      self.parent = parent
    }

    var isSimple: Bool { spec.strategy == .simpleOneForOne }
    var isSupervisor: Bool { !spec.children.isEmpty }
  }

  private(set) var now: Nanoseconds = 0
  private(set) var log: [String] = []
  private(set) var units: [Unit] = []
  private var random: RandomStream
  private let reboot: Nanoseconds

  init(_ top: Specification, reboot: Nanoseconds, seed: UInt64) {
    random = RandomStream(seed: seed, .test)
    self.reboot = reboot
    _ = build(top.name, top, nil)
  }

  private func build(_ name: String, _ spec: Specification, _ parent: Unit?) -> Unit {
    let unit = Unit(name, spec, parent)
    units.append(unit)
    for child in spec.children {
      if unit.isSimple {
        for number in 1...Int(spec.limit) {
          unit.children.append(build("\(child.name) \(number)", child, unit))
        }
      } else {
        unit.children.append(build(child.name, child, unit))
      }
    }
    return unit
  }

  private func say(_ line: String) { log.append("\(now / .millisecond) \(line)") }

  func wait(until time: Nanoseconds) { now = max(now, time) }

  /// Starts the application, again and again if it ends.
  func boot() {
    while !start(units[0]) {
      say("ended shutdown")
      now += reboot
    }
  }

  private func start(_ unit: Unit) -> Bool {
    say("\(unit.name) starts")
    if unit.isSupervisor {
      unit.history = []
      for child in unit.children { child.isListed = !unit.isSimple }
      for child in unit.children where child.isListed {
        if start(child) { continue }
        stopAll(unit)
        say("\(unit.name) fails to start")
        return false
      }
    } else {
      let fails = !unit.spec.work.startFails.isZero && random.happens(unit.spec.work.startFails)
      now += constant(unit.spec.work.start)
      if fails {
        say("\(unit.name) fails to start")
        return false
      }
    }
    unit.isAlive = true
    say("\(unit.name) runs")
    return true
  }

  private func constant(_ delay: Delay) -> Nanoseconds {
    if case .constant(let time) = delay { time } else { 0 }
  }

  /// How long a worker takes to end when it is told to, and the reason that it ends with.
  private func ending(_ unit: Unit) -> (Nanoseconds, Supervision.Reason) {
    let time = constant(unit.spec.work.stop)
    switch unit.spec.shutdown {
    case .brutalKill: return (0, .killed)
    case .infinity: return (time, .shutdown)
    case .timeout(let grace): return time < grace ? (time, .shutdown) : (grace, .killed)
    case nil: return time < 5 * .second ? (time, .shutdown) : (5 * .second, .killed)
    }
  }

  private func stopAll(_ unit: Unit) {
    if unit.isSimple { return stopTogether(unit) }
    for child in unit.children.reversed() { stop(child) }
  }

  private func stop(_ unit: Unit) {
    if !unit.isAlive { return }
    say("\(unit.name) is to end")
    if !unit.isSupervisor {
      let (time, reason) = ending(unit)
      now += time
      return die(unit, reason)
    }
    if unit.spec.shutdown == .brutalKill { return kill(unit) }
    stopAll(unit)
    die(unit, .shutdown)
  }

  private func stopTogether(_ unit: Unit) {
    var ends: [(time: Nanoseconds, unit: Unit, reason: Supervision.Reason)] = []
    for child in unit.children.reversed() where child.isAlive {
      say("\(child.name) is to end")
      let (time, reason) = ending(child)
      if time == 0 { die(child, reason) } else { ends.append((now + time, child, reason)) }
    }
    // All children are of one kind, so they end in the order in which they were told.
    for end in ends {
      now = end.time
      die(end.unit, end.reason)
    }
  }

  private func die(_ unit: Unit, _ reason: Supervision.Reason) {
    unit.isAlive = false
    say("\(unit.name) exits \(reason.word)")
  }

  private func kill(_ unit: Unit) {
    if !unit.isAlive { return }
    for child in unit.children.reversed() { kill(child) }
    die(unit, .killed)
  }

  /// A process fails, and all follows that follows.
  func fail(_ unit: Unit, _ reason: Supervision.Reason) {
    guard unit.isAlive, !unit.isSupervisor || reason == .killed else { return }
    if unit.isSupervisor { kill(unit) } else { die(unit, reason) }
    hear(of: unit, reason)
  }

  private func hear(of unit: Unit, _ reason: Supervision.Reason) {
    guard let supervisor = unit.parent else {
      say("ended \(reason.word)")
      now += reboot
      return boot()
    }
    switch unit.spec.restart {
    case .temporary: unit.isListed = false
    case .transient where reason == .normal || reason == .shutdown:
      if supervisor.isSimple { unit.isListed = false }
    case .permanent, .transient: restart(unit, by: supervisor)
    }
  }

  private func restart(_ first: Unit, by supervisor: Unit) {
    var failed = first
    while true {
      let period = supervisor.spec.period!
      supervisor.history = supervisor.history.filter { now - $0 <= period } + [now]
      if supervisor.history.count > supervisor.spec.intensity! {
        say("\(supervisor.name) gives up on \(failed.name)")
        stopAll(supervisor)
        die(supervisor, .shutdown)
        return hear(of: supervisor, .shutdown)
      }
      say("\(supervisor.name) restarts \(failed.name)")
      let group = group(of: failed, supervisor)
      for unit in group.reversed() where unit !== failed {
        stop(unit)
        if unit.spec.restart == .temporary { unit.isListed = false }
      }
      guard let next = group.filter({ $0.isListed }).first(where: { !start($0) }) else { return }
      failed = next
    }
  }

  private func group(of failed: Unit, _ supervisor: Unit) -> [Unit] {
    let listed = supervisor.children.filter { $0.isListed }
    switch supervisor.spec.strategy! {
    case .oneForOne, .simpleOneForOne: return [failed]
    case .oneForAll: return listed
    case .restForOne: return Array(listed.drop { $0 !== failed })
    }
  }

  /// A client wants one more child.
  func startChild(of supervisor: Unit) {
    guard supervisor.isAlive, let free = supervisor.children.first(where: { !$0.isListed }) else {
      return
    }
    free.isListed = start(free)
  }
}
