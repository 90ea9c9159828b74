public import Simulator

extension Balancing {
  /// How tasks are balanced; equal at all agents. Times are on the agent's own clock.
  public struct Settings: Hashable, Sendable {
    /// The first agents: one balances, the others stand by.
    public var balancers = 1
    /// How a worker is chosen.
    public var strategy = Strategy.choices
    /// Workers that are drawn for a task: among which the least loaded is chosen, or that are asked for bids.
    public var choices = 2
    /// How far a worker's load may exceed the mean, of consistent hashing with bounded loads.
    public var slack = Ratio(25, outOf: 100)
    /// Points of each worker on the ring of consistent hashing.
    public var ringPoints = 16
    /// Whether loads are what the balancer has assigned, or only what workers report.
    public var countsInFlight = true
    /// Time between a worker's reports.
    public var reportEvery: Nanoseconds = .second
    /// Share of an earlier report that is kept in a later one (an exponential moving average).
    public var smoothing = Ratio.never
    /// How long a worker keeps its tasks without a report.
    public var lease: Nanoseconds = 3 * .second
    /// How long a task may stay at a worker; nil for no limit.
    public var limit: Nanoseconds?
    /// Time after which what was not answered is sent again.
    public var resend: Nanoseconds = 200 * .millisecond
    /// Most tasks at one worker; nil for no limit.
    public var perWorker: Int32?
    /// Most tasks that wait for a worker.
    public var pending: Int32 = 100_000
    /// How long the first task that waits may have waited before new ones are refused; nil for no limit.
    public var shed: Nanoseconds?
    /// A worker is overloaded beyond these; nil for no threshold.
    public var thresholds = Thresholds()
    /// By how much a worker must fall below a threshold to be overloaded no longer.
    public var hysteresis = Ratio(20, outOf: 100)
    /// Memory that each task takes at its worker, in MiB.
    public var taskMemory: Int32 = 64
    /// A worker this many times as slow as the others gets no tasks for a while; nil for never.
    public var ejectAt: Int32?
    /// How long at first.
    public var ejectFor: Nanoseconds = 5 * .second
    /// How long bids are waited for.
    public var bidWindow: Nanoseconds = 50 * .millisecond
    /// Longest time that the balancer leaves those that stand by without a message.
    public var heartbeat: Nanoseconds = 100 * .millisecond
    /// Silence after which one of them takes over, drawn anew each time.
    public var takeover: ClosedRange<Nanoseconds> = 300 * .millisecond...600 * .millisecond
    /// Rules that stay as the original has them.
    public var asWritten: [Rule] = []
    /// By worker; empty for all alike.
    public var traits: [Traits] = []
    /// A planted mistake, if any.
    public var mistake: Mistake?

    /// The defaults are those of scenario files.
    public init() {}

    func keeps(_ rule: Rule) -> Bool { asWritten.contains(rule) }

    func traits(_ worker: Int) -> Traits { worker < traits.count ? traits[worker] : Traits() }

    /// The thresholds that the balancer goes by.
    var effectiveThresholds: Thresholds { keeps(.fixedThresholds) ? .original : thresholds }
  }

  /// What a worker is.
  public struct Traits: Hashable, Sendable {
    /// In thousandths: a worker of speed 500 takes twice as long.
    public var speed: Int32
    /// Its share in weighted round robin.
    public var weight: Int32
    /// Its capabilities, from 1, as bits.
    public var capabilities: UInt32

    /// A worker of speed 1 and weight 1 without capabilities, unless said otherwise.
    public init(speed: Int32 = 1000, weight: Int32 = 1, capabilities: UInt32 = 0) {
      self.speed = speed
      self.weight = weight
      self.capabilities = capabilities
    }

    /// Whether it has a capability; every worker has 0.
    func has(_ capability: Int32) -> Bool {
      capability == 0 || capabilities & (1 << UInt32(capability)) != 0
    }
  }

  /// The most capabilities of a scenario.
  public static var mostCapabilities: Int32 { 16 }

  /// Beyond what a worker is overloaded.
  public struct Thresholds: Hashable, Sendable {
    /// Thousandths of its time.
    public var cpu: Int32?
    /// In MiB.
    public var memory: Int32?
    /// Tasks that it has.
    public var active: Int32?

    /// Thresholds; none unless said otherwise.
    public init(cpu: Int32? = nil, memory: Int32? = nil, active: Int32? = nil) {
      self.cpu = cpu
      self.memory = memory
      self.active = active
    }

    /// Those that the original has in its code.
    public static var original: Thresholds { Thresholds(cpu: 900, memory: 1024, active: 10) }

    /// Whether a report exceeds any of them, each lowered by a share.
    func exceeded(by report: Report, active: Int32, lowered share: Ratio = .never) -> Bool {
      func isOver(_ value: Int32, _ threshold: Int32?) -> Bool {
        guard let threshold else { return false }
        let kept = 1_000_000 - share.partsPerMillion
        return Int64(value) * 1_000_000 > Int64(threshold) * kept
      }
      return isOver(report.cpu, cpu) || isOver(report.memory, memory)
        || isOver(active, self.active)
    }
  }

  /// How a worker is chosen.
  public enum Strategy: String, Word {
    /// Any, at random.
    case random
    case roundRobin = "round robin"
    case weighted = "weighted round robin"
    case leastConnections = "least connections"
    /// The least of .4 cpu + .3 memory in GiB + .3 tasks in tens.
    case resourceScore = "resource score"
    /// The first that is capable.
    case firstCapable = "first capable"
    /// The least mean duration of tasks, times those it has.
    case performance
    /// The least loaded of a few drawn at random.
    case choices
    /// Consistent hashing with bounded loads (Mirrokni, Thorup and Zadimoghaddam, SODA 2018).
    case boundedHashing = "bounded hashing"
    /// At random, and workers without tasks take some of others.
    case stealing = "work stealing"
    /// The first to be done, of a few that are asked for bids.
    case auction
  }

  /// A rule of the original that is a mistake.
  public enum Rule: String, Word {
    /// Round robin counts tasks modulo the number of workers, and jumps when that changes.
    case counterRoundRobin = "round robin by counter"
    /// A worker that has done nothing counts as infinitely quick.
    case newcomersFirst = "newcomers first"
    /// Thresholds of overload are those of the code, whatever is set.
    case fixedThresholds = "fixed thresholds"
    /// Overload is refused as if nobody had the capability.
    case oneRefusal = "one refusal"
    /// Workers are not monitored: what a dead one had is never assigned anew.
    case neverMonitors = "never monitors"
    /// Rebalancing only writes to the log.
    case logsRebalance = "rebalance only logs"
  }
}
