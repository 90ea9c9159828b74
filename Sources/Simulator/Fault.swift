/// An event of the world that harms it: when, what, to whom, and for how long.
public struct Fault: Hashable, Sendable {
  /// What reports and expectations call it; unique among the faults of a run.
  public var name: String
  public var trigger: Trigger
  public var action: FaultAction
  /// Time from its begin to its end, or nil if it never ends. A jump of a clock ends at once.
  public var duration: Nanoseconds?
  /// For cuts: alternates between cut and whole until it ends.
  public var flapping: Flapping?
  /// Whether a run in which it changes nothing is all right.
  public var mayHaveNoEffect: Bool

  public init(
    name: String, trigger: Trigger, action: FaultAction, duration: Nanoseconds? = nil,
    flapping: Flapping? = nil, mayHaveNoEffect: Bool = false
  ) {
    self.name = name
    self.trigger = trigger
    self.action = action
    self.duration = duration
    self.flapping = flapping
    self.mayHaveNoEffect = mayHaveNoEffect
  }

  /// When a fault begins.
  @frozen
  public enum Trigger: Hashable, Sendable {
    case at(Nanoseconds)
    /// Once a milestone (an index of the note type's `milestoneNames`) has been seen `count` times, or
    /// has reached that level, and the delay has passed.
    case milestone(Int, count: Int64, delay: Nanoseconds)
  }

  /// The rhythm of a flapping link; it begins cut.
  @frozen
  public struct Flapping: Hashable, Sendable {
    public var cut: Nanoseconds
    public var whole: Nanoseconds

    public init(cut: Nanoseconds, whole: Nanoseconds) {
      precondition(cut > 0 && whole > 0, "both phases of a flapping link take time")
      self.cut = cut
      self.whole = whole
    }
  }
}

/// What a fault does.
public enum FaultAction: Hashable, Sendable {
  /// Agents of different groups cannot reach one another; agents in no group reach nobody. Clients
  /// reach everybody unless a group names them.
  case partition([[Target]], InFlight)
  /// Messages from the first to the second are cut; the way back is whole.
  case oneWay(from: [Target], to: [Target], InFlight)
  /// Two halves that cannot reach one another, and one agent that reaches both.
  case bridge(Target, InFlight)
  /// Every agent reaches a majority, its neighbours on a ring, and no two the same one.
  case ring(InFlight)
  /// Each of these agents is cut off from all other agents; clients still reach it.
  case isolate([Target], InFlight)
  /// These links are cut, both ways.
  case cutLinks([TargetPair], InFlight)
  /// Only these links are up, both ways; all others between agents are cut.
  case keepLinks([TargetPair], InFlight)
  /// The process stops at once. It starts again when the fault ends. An agent that is down already stays
  /// as it is, and so does its disk.
  case crash([Target], DiskLoss)
  /// The process stands still (a long collection, a suspended machine) and what arrives waits: messages,
  /// requests, timers, and the news that a write is durable. Pauses that overlap end with the last.
  case pause([Target])
  /// Links behave otherwise: all of them, or those from and to the targets.
  case links(from: [Target]?, to: [Target]?, LinkChange)
  /// Flushes take this many thousandths of their time, and at least the floor.
  case slowDisk([Target], thousandths: Int64, floor: Nanoseconds)
  /// Every flush fails and stops the process, which starts again when the fault ends.
  case failingDisk([Target])
  /// Writes are refused; they, and what waits for them, are tried again when the fault ends.
  case fullDisk([Target])
  /// The clock runs too fast by this many parts per million more than before, until the fault ends.
  case clockDrift([Target], partsPerMillion: Int64)
  /// The clock jumps, forwards or (negative) backwards. Timers keep what they show on the clock.
  case clockJump([Target], by: Nanoseconds)

  /// What a cut does to messages that are on their way when it begins.
  @frozen
  public enum InFlight: UInt8, Hashable, Sendable {
    case kept
    case lost
  }

  /// Two ends of a link.
  @frozen
  public struct TargetPair: Hashable, Sendable {
    public var one: Target
    public var other: Target
    public init(_ one: Target, _ other: Target) {
      self.one = one
      self.other = other
    }
  }

  /// What a crash does to the disk, besides dropping what was not yet durable.
  @frozen
  public enum DiskLoss: UInt8, Hashable, Sendable {
    /// Nothing.
    case none
    /// The write under way is torn: a random part of it is kept.
    case torn
    /// The newest durable record is corrupt when the process starts.
    case corruptTail
    /// Everything is gone.
    case amnesia
  }

  /// Names of the kinds of fault, as reports count them; `kind` indexes it.
  public static let kindNames = [
    "partition", "one-way", "bridge", "ring", "isolate", "cut links", "keep links", "crash", "torn",
    "corrupt tail", "amnesia", "pause", "links", "slow disk", "failing disk", "full disk", "drift",
    "jump",
  ]

  public var kind: Int {
    switch self {
    case .partition: 0
    case .oneWay: 1
    case .bridge: 2
    case .ring: 3
    case .isolate: 4
    case .cutLinks: 5
    case .keepLinks: 6
    case .crash(_, let loss): 7 + Int(loss.rawValue)
    case .pause: 11
    case .links: 12
    case .slowDisk: 13
    case .failingDisk: 14
    case .fullDisk: 15
    case .clockDrift: 16
    case .clockJump: 17
    }
  }
}

extension FaultAction {
  /// Whether it is over as soon as it has happened.
  var isMomentary: Bool {
    if case .clockJump = self { true } else { false }
  }
}

/// How links change while a fault lasts; what is nil stays as it is.
public struct LinkChange: Hashable, Sendable {
  /// Loss on top of the link's own.
  public var loss: Ratio?
  /// Duplication on top of the link's own.
  public var duplication: Ratio?
  /// Corruption on top of the link's own.
  public var corruption: Ratio?
  /// The link's own delay times this many thousandths.
  public var delayThousandths: Int64?
  /// Delay on top, drawn for each message: spread enough, it reorders.
  public var extraDelay: Delay?

  public init(
    loss: Ratio? = nil, duplication: Ratio? = nil, corruption: Ratio? = nil,
    delayThousandths: Int64? = nil, extraDelay: Delay? = nil
  ) {
    self.loss = loss
    self.duplication = duplication
    self.corruption = corruption
    self.delayThousandths = delayThousandths
    self.extraDelay = extraDelay
  }
}

/// Whom a fault means; resolved when it fires, and the trace says to whom.
public enum Target: Hashable, Sendable {
  case agent(AgentID)
  /// The running agent with the strongest claim to the role (an index of the machine's `roleNames`).
  case role(Int)
  /// This many running agents at random, of those that meet the condition and that no target before
  /// has named in this fault.
  case any(Int, Condition)
  /// Every agent.
  case all
  /// Every agent that no other target of this fault names.
  case rest
  /// At random, just more than half of all agents.
  case majority(Condition)
  /// At random, as many as a majority leaves.
  case minority(Condition)
  /// Every agent of a zone.
  case zone(Int)
  /// Every agent of a group.
  case group(Int)
  /// The clients, in a group of a partition or an end of a one-way cut.
  case clients

  /// What a random choice must or must not have.
  @frozen
  public enum Condition: Hashable, Sendable {
    case none
    /// The agent of that role is among them.
    case including(role: Int)
    /// The agent of that role is not.
    case excluding(role: Int)
  }
}

/// What a fault did in one run.
public struct FaultReport: Hashable, Sendable {
  public let name: String
  /// Index of `FaultAction.kindNames`.
  public let kind: Int
  public let mayHaveNoEffect: Bool
  /// When it began, or nil if its time or milestone never came or nobody met its target.
  public internal(set) var began: Nanoseconds?
  /// When it ended, or nil if it did not.
  public internal(set) var ended: Nanoseconds?
  /// Whom it met, in words.
  public internal(set) var targets: String = ""
  /// How often it changed what would have happened: messages cut, lost or delayed, writes slowed,
  /// processes stopped, inputs held, timers moved.
  public internal(set) var effects: Int64 = 0

  public init(
    name: String, kind: Int, mayHaveNoEffect: Bool, began: Nanoseconds? = nil,
    ended: Nanoseconds? = nil, targets: String = "", effects: Int64 = 0
  ) {
    self.name = name
    self.kind = kind
    self.mayHaveNoEffect = mayHaveNoEffect
    self.began = began
    self.ended = ended
    self.targets = targets
    self.effects = effects
  }

  /// Whether it changed anything.
  public var tookEffect: Bool { effects > 0 }
}

/// A fault began or ended.
public struct FaultEvent: Hashable, Sendable {
  /// What happened to the fault.
  public enum Phase: UInt8, Hashable, Sendable, CustomStringConvertible {
    case began
    case ended
    /// It was due, but nobody met its target.
    case noTarget
    /// A flapping cut closed or opened again.
    case flapped

    public var description: String {
      switch self {
      case .began: "began"
      case .ended: "ended"
      case .noTarget: "met nobody"
      case .flapped: "flapped"
      }
    }
  }

  /// Which of the run's faults.
  public let index: Int
  public let name: String
  public let phase: Phase
  /// Whom it meets, in ascending order; for a partition all who are in a group.
  public let agents: [AgentID]
  /// Whom it meets, in words: `{n1 n3} | {n2 n4 n5}`.
  public let targets: String

  public init(index: Int, name: String, phase: Phase, agents: [AgentID], targets: String) {
    self.index = index
    self.name = name
    self.phase = phase
    self.agents = agents
    self.targets = targets
  }
}
