public import Simulator

extension Supervision {
  /// A process of the tree and its place in it.
  public struct Node: Hashable, Sendable {
    /// What clients and other processes call it.
    public let name: String
    /// Its supervisor; nil for the topmost.
    public let parent: Int32?
    /// Of a supervisor, from left to right.
    public internal(set) var children: [Int32] = []
    /// Whether it is started by request only.
    public let isDynamic: Bool
    /// What it is as a supervisor; nil for a worker.
    public let rules: Rules?
    /// Whether it is started again.
    public let restart: Restart
    /// How it is ended.
    public let shutdown: Shutdown
    /// What it does as a worker.
    public let work: Work
    /// The worker that it asks for each call.
    public internal(set) var uses: Int32?
  }

  /// How a supervisor treats its children.
  public struct Rules: Hashable, Sendable {
    /// Which children it restarts.
    public let strategy: Strategy
    /// Restarts in the period beyond which it gives up.
    public let intensity: Int
    /// The sliding period of the intensity.
    public let period: Nanoseconds
  }

  /// The processes, each supervisor before its children and those from left to right.
  public struct Tree: Hashable, Sendable {
    /// The topmost supervisor first.
    public private(set) var nodes: [Node] = []

    /// The tree below a topmost supervisor.
    ///
    /// - Precondition: `top` has children and no `mistake`.
    public init(_ top: Specification, _ defaults: Defaults = Defaults()) {
      precondition(!top.children.isEmpty, "the topmost process \(top.name) has no children")
      precondition(top.mistake == nil, top.mistake ?? "")
      add(top, below: nil, isDynamic: false, defaults)
      resolve(top)
    }

    private mutating func add(
      _ one: Specification, below parent: Int32?, isDynamic: Bool, _ defaults: Defaults
    ) {
      let index = Int32(nodes.count)
      if let parent { nodes[Int(parent)].children.append(index) }
      let rules = Rules(
        strategy: one.strategy ?? defaults.strategy,
        intensity: one.intensity ?? defaults.intensity, period: one.period ?? defaults.period)
      let isWorker = one.children.isEmpty
      let isTimed = isWorker || one.isTimed || one.grace != nil
      nodes.append(
        Node(
          name: one.name, parent: parent, isDynamic: isDynamic, rules: isWorker ? nil : rules,
          restart: one.restart,
          shutdown: one.shutdown ?? (isTimed ? .timeout(one.grace ?? defaults.grace) : .infinity),
          work: one.work))
      let isSimple = rules.strategy == .simpleOneForOne
      for child in one.children {
        guard isSimple else {
          add(child, below: index, isDynamic: false, defaults)
          continue
        }
        for number in 1...Swift.max(1, one.limit) {
          var copy = child
          copy.name = "\(child.name) \(number)"
          add(copy, below: index, isDynamic: true, defaults)
        }
      }
    }

    private mutating func resolve(_ one: Specification) {
      if let uses = one.uses {
        for index in nodes.indices where nodes[index].isOf(one) { nodes[index].uses = self[uses] }
      }
      for child in one.children { resolve(child) }
    }

    /// The process of a name; a kind of dynamic children stands for the first of them.
    public subscript(name: String) -> Int32? {
      let index =
        nodes.firstIndex { $0.name == name }
        ?? nodes.firstIndex { $0.isDynamic && $0.name == "\(name) 1" }
      return index.map { Int32($0) }
    }

    /// The processes that are no supervisors and are started with the tree.
    public var staticWorkers: [Int32] {
      nodes.indices.filter { nodes[$0].rules == nil && !nodes[$0].isDynamic }.map { Int32($0) }
    }

    /// The supervisors whose children are started by request.
    public var dynamicSupervisors: [Int32] {
      nodes.indices.filter { nodes[$0].rules?.strategy == .simpleOneForOne }.map { Int32($0) }
    }
  }
}

extension Supervision.Node {
  fileprivate func isOf(_ one: Supervision.Specification) -> Bool {
    if name == one.name { return true }
    guard isDynamic, name.utf8.starts(with: one.name.utf8) else { return false }
    return name.utf8.dropFirst(one.name.utf8.count).first == UInt8(ascii: " ")
  }
}
