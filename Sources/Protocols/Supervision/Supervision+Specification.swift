public import Simulator

extension Supervision {
  /// One process as a scenario describes it, with all below it: OTP's child specification.
  public struct Specification: Hashable, Sendable {
    /// What clients and other processes call it.
    public var name: String
    /// Whether it is started again.
    public var restart = Restart.permanent
    /// How it is ended; if nil, a worker or what `isTimed` has the grace, and a supervisor is waited for.
    public var shutdown: Shutdown?
    /// Whether it has a grace although it is a supervisor.
    public var isTimed = false
    /// Its own grace; that of the defaults if nil.
    public var grace: Nanoseconds?
    /// What it does as a worker.
    public var work = Work()
    /// The name of a process that it asks for each call.
    public var uses: String?

    /// The children; a process that has some is a supervisor.
    public var children: [Specification]
    /// Its strategy as a supervisor; the default of the defaults if nil.
    public var strategy: Strategy?
    /// Restarts in the period beyond which it gives up; that of the defaults if nil.
    public var intensity: Int?
    /// The sliding period of the intensity; that of the defaults if nil.
    public var period: Nanoseconds?
    /// Most children of a supervisor that is simple one for one.
    public var limit: Int32 = 16

    /// A permanent worker, or a supervisor of children.
    public init(_ name: String, children: [Specification] = []) {
      self.name = name
      self.children = children
    }
  }

  /// What a worker does by itself, and how long that takes.
  public struct Work: Hashable, Sendable {
    /// Time from its start until it runs.
    public var start = Delay.constant(0)
    /// The chance that a start fails.
    public var startFails = Ratio.never
    /// Time that it takes to end when it is told to.
    public var stop = Delay.constant(0)
    /// Time that each call takes.
    public var call = Delay.constant(0)
    /// Mean time from when it runs until it fails by itself, exponential; never if nil.
    public var failEvery: Nanoseconds?
    /// The reason of such an exit.
    public var failAs = Reason.error
    /// Whether it keeps its count on the disk.
    public var isDurable = false

    /// A worker that takes no time and never fails.
    public init() {}
  }

  /// What holds for supervisors and workers that do not say otherwise.
  public struct Defaults: Hashable, Sendable {
    /// The strategy of supervisors.
    public var strategy = Strategy.oneForOne
    /// Restarts in the period beyond which a supervisor gives up.
    public var intensity = 3
    /// The sliding period of the intensity.
    public var period = 60 * Nanoseconds.second
    /// The time that a worker has to end.
    public var grace = 5 * Nanoseconds.second

    /// The brief's values: 3 restarts in 60 s, and a grace of 5 s.
    public init() {}
  }
}

extension Supervision.Specification {
  /// The brief's hierarchy within its application; what allocates and what distributes asks the
  /// coordination.
  public static var brief: Self {
    var economics = Self("Economics")
    economics.uses = "Coordination"
    var balancer = Self("LoadBalancer")
    balancer.uses = "Coordination"
    var agents = Self("AgentSupervisor", children: [Self("Agent")])
    agents.strategy = .simpleOneForOne
    agents.intensity = 10
    var application = Self(
      "Application",
      children: [
        Self("Core"), Self("AgentRegistry"), agents,
        Self("CoordinationSupervisor", children: [Self("Coordination"), economics, balancer]),
        Self("PerformanceMonitor"),
      ])
    application.strategy = .oneForOne
    return application
  }

  /// The names of this process and of all below it, in the order of the tree.
  var names: [String] { [name] + children.flatMap { $0.names } }

  /// The names of those that are workers.
  var workers: [String] { children.isEmpty ? [name] : children.flatMap { $0.workers } }

  /// What is wrong with a tree, in words: a name that two processes have, a name of no worker that is used,
  /// or children of several kinds that come by request.
  public var mistake: String? {
    let names = names
    for (index, name) in names.enumerated() where names[..<index].contains(name) {
      return "two processes are called \(name)"
    }
    return unknownUse(among: workers) ?? mixedKinds
  }

  private var mixedKinds: String? {
    if strategy == .simpleOneForOne, children.count != 1 || !children[0].children.isEmpty {
      return "\(name) is simple one for one and does not have one kind of worker"
    }
    for child in children {
      if let mistake = child.mixedKinds { return mistake }
    }
    return nil
  }

  private func unknownUse(among workers: [String]) -> String? {
    if let uses, !workers.contains(uses) { return "\(name) uses \(uses), which is no worker" }
    if uses == name { return "\(name) uses itself" }
    for child in children {
      if let mistake = child.unknownUse(among: workers) { return mistake }
    }
    return nil
  }
}
