/// A kind of fault: what scenarios, reports and sweeps tell apart.
///
/// The order of the cases is the order of every table. A raw value numbers the random stream from which
/// chaos draws the kind: it never changes, and a new kind takes one that no kind had.
public enum FaultKind: UInt8, CaseIterable, Hashable, Sendable {
  case partition = 0
  case oneWay = 1
  case bridge = 2
  case ring = 3
  case isolate = 4
  case cutLinks = 5
  case keepLinks = 6
  case crash = 7
  case torn = 8
  case corruptTail = 9
  case amnesia = 10
  case upgrade = 25
  case downgrade = 26
  case pause = 11
  case slow = 22
  case links = 12
  case reset = 27
  case slowDisk = 13
  case stalledDisk = 18
  case lyingDisk = 24
  case failingDisk = 14
  case fullDisk = 15
  case clockDrift = 16
  case clockJump = 17
  case deliver = 19
  case drop = 20
  case ask = 21
  case order = 23

  /// What it bears on.
  public enum Bearing: Hashable, Sendable {
    /// It cuts links.
    case cut
    /// It stops processes or makes them stand still.
    case process
    /// It changes how links behave.
    case links
    /// It resets connections.
    case connection
    case disk
    case clock
    /// It makes a client ask; it harms nothing, and no chaos draws it.
    case client
    /// It tells agents what to do, in words of their protocol.
    case machine
  }

  /// How it ends.
  public enum Ending: Hashable, Sendable {
    /// What it did is undone.
    case undone
    /// Processes that it stopped start again.
    case restart
    /// It is over as soon as it has happened.
    case atOnce
  }

  /// All that is said of a kind, whatever speaks of it.
  private var entry: Entry {
    switch self {
    case .partition: .cut("partition", "partition", "Groups that cannot reach one another.")
    case .oneWay: .cut("oneWay", "one-way", "One direction is cut, the way back is whole.")
    case .bridge:
      .cut("bridge", "bridge", "Two halves that cannot reach one another but by this agent.")
    case .ring: .cut("ring", "ring", "Every agent reaches a majority, and no two the same one.")
    case .isolate: .cut("isolate", "isolate", "Each of these is cut off from all others.")
    case .cutLinks: .cut("cut", "cut links", "These links are cut, both ways.")
    case .keepLinks: .cut("keep", "keep links", "Only these links are up.")
    case .crash: .stop("crash", "crash", "The process stops at once.")
    case .torn: .stop("torn", "torn", "The process stops and the write under way is torn.")
    case .corruptTail:
      .stop("corruptTail", "corrupt tail", "The process stops and the newest record is corrupt.")
    case .amnesia: .stop("amnesia", "amnesia", "The process stops and its disk is wiped.")
    case .upgrade:
      Entry(
        "upgrade", "upgrade", "The process stops, and starts again as a later version.", .process,
        .restart, ("process changed", "processes changed"))
    case .downgrade:
      Entry(
        "downgrade", "downgrade", "The process stops, and starts again as an earlier version.",
        .process, .restart, ("process changed", "processes changed"))
    case .pause:
      Entry(
        "pause", "pause", "The process stands still, and what arrives waits.", .process, .undone,
        ("input held back", "inputs held back"))
    case .slow:
      Entry(
        "slow", "slow", "The process takes longer to work off an input.", .process, .undone,
        ("input slowed", "inputs slowed"))
    case .links:
      Entry(
        "links", "links", "Links behave otherwise.", .links, .undone,
        ("message changed", "messages changed"))
    case .reset:
      Entry(
        "reset", "reset", "Connections of these links are reset, with what is on its way.",
        .connection, .atOnce, ("connection reset", "connections reset"))
    case .slowDisk:
      Entry(
        "slowDisk", "slow disk", "Flushes take longer.", .disk, .undone,
        ("write slowed", "writes slowed"))
    case .stalledDisk:
      Entry(
        "stalledDisk", "stalled disk", "Flushes end only when it does.", .disk, .undone,
        ("write stalled", "writes stalled"))
    case .lyingDisk:
      Entry(
        "lyingDisk", "lying disk", "Flushes fail and say they succeeded; a crash tells.", .disk,
        .undone, ("write lost", "writes lost"))
    case .failingDisk:
      Entry(
        "failingDisk", "failing disk", "Every flush fails and stops the process.", .disk, .restart,
        ("write failed", "writes failed"))
    case .fullDisk:
      Entry(
        "fullDisk", "full disk", "Writes are refused until it ends.", .disk, .undone,
        ("write refused", "writes refused"))
    case .clockDrift:
      Entry(
        "drift", "drift", "A clock runs too fast or too slow.", .clock, .undone,
        ("clock or timer changed", "clocks and timers changed"))
    case .clockJump:
      Entry(
        "jump", "jump", "A clock jumps.", .clock, .atOnce,
        ("clock or timer moved", "clocks and timers moved"))
    case .deliver:
      Entry(
        "deliver", "deliver", "A message on its way arrives at once.", .links, .atOnce,
        ("message delivered", "messages delivered"))
    case .drop:
      Entry(
        "drop", "drop", "A message on its way is lost.", .links, .atOnce,
        ("message dropped", "messages dropped"))
    case .ask:
      Entry(
        "ask", "ask", "A client asks for something at once.", .client, .atOnce,
        ("request made", "requests made"))
    case .order:
      Entry(
        "order", "order", "Agents are told to do something at once.", .machine, .atOnce,
        ("order obeyed", "orders obeyed"))
    }
  }

  private struct Entry {
    let key: String
    let name: String
    let about: String
    let bearing: Bearing
    let ending: Ending
    let effect: (one: String, many: String)

    init(
      _ key: String, _ name: String, _ about: String, _ bearing: Bearing, _ ending: Ending,
      _ effect: (one: String, many: String)
    ) {
      self.key = key
      self.name = name
      self.about = about
      self.bearing = bearing
      self.ending = ending
      self.effect = effect
    }

    static func cut(_ key: String, _ name: String, _ about: String) -> Entry {
      Entry(key, name, about, .cut, .undone, ("message cut", "messages cut"))
    }

    static func stop(_ key: String, _ name: String, _ about: String) -> Entry {
      Entry(key, name, about, .process, .restart, ("process stopped", "processes stopped"))
    }
  }
}

extension FaultKind {
  /// The one word by which scenario files and files of sweeps name it.
  public var key: String { entry.key }

  /// What reports call it.
  public var name: String { entry.name }

  /// One sentence.
  public var about: String { entry.about }

  /// Whether it bears on links, processes, disks, clocks or clients.
  public var bearing: Bearing { entry.bearing }

  /// What happens when its time is over.
  public var ending: Ending { entry.ending }

  /// What its effects are, in words, behind their number.
  public func effectNoun(_ count: Int64) -> String {
    count == 1 ? entry.effect.one : entry.effect.many
  }

  /// The kinds that chaos can draw.
  public static var drawn: [FaultKind] {
    allCases.filter { $0.bearing != .client }
  }

  /// The kind of that key, or nil.
  public init?(key: String) {
    guard let kind = FaultKind.allCases.first(where: { $0.key == key }) else { return nil }
    self = kind
  }
}

extension FaultAction {
  /// Which kind of fault it makes.
  public var kind: FaultKind {
    switch self {
    case .cut(let shape, _, _): shape.kind
    case .crash(_, let loss): loss.kind
    case .upgrade: .upgrade
    case .downgrade: .downgrade
    case .reset: .reset
    case .pause: .pause
    case .slow: .slow
    case .links: .links
    case .disk(_, let harm): harm.kind
    case .clockDrift: .clockDrift
    case .clockJump: .clockJump
    case .deliver: .deliver
    case .drop: .drop
    case .ask: .ask
    case .order: .order
    }
  }
}

extension FaultAction.Shape {
  fileprivate var kind: FaultKind {
    switch self {
    case .partition: .partition
    case .oneWay: .oneWay
    case .bridge: .bridge
    case .ring: .ring
    case .isolate: .isolate
    case .links: .cutLinks
    case .otherLinks: .keepLinks
    }
  }
}

extension FaultAction.DiskLoss {
  /// The kind of a crash that does this to disks.
  public var kind: FaultKind {
    switch self {
    case .none: .crash
    case .torn: .torn
    case .corruptTail: .corruptTail
    case .amnesia: .amnesia
    }
  }
}

extension FaultAction.DiskHarm {
  fileprivate var kind: FaultKind {
    switch self {
    case .slow: .slowDisk
    case .failing: .failingDisk
    case .full: .fullDisk
    case .stalled: .stalledDisk
    case .lying: .lyingDisk
    }
  }
}
