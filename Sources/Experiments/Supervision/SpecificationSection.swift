import Protocols
import Scenarios
import Simulator

/// A section that describes a process and all below it.
protocol SpecificationSection: Configurable {
  var specification: Supervision.Specification { get }
}

/// A process with the processes below it; how deep they may nest its type says.
struct BranchSection<Below: SpecificationSection>: SpecificationSection {
  private var own = ChildSettings()
  private var supervisor = SupervisorSettings()
  private var children: [Below] = []

  mutating func declare(_ section: inout Section) {
    own.declare(&section)
    section.list(
      "children", &children, upTo: 1000,
      about: "Its children from left to right; a process that has some is a supervisor.")
    supervisor.declare(&section)
  }

  func review(_ section: inout Section) {
    if children.isEmpty {
      supervisor.refuse(&section)
    } else {
      own.refuseWork(&section)
    }
    own.review(&section)
  }

  var specification: Supervision.Specification {
    var specification = own.specification
    supervisor.apply(to: &specification)
    specification.children = children.map { $0.specification }
    return specification
  }
}

/// A process at the deepest place that has none below it.
struct LeafSection: SpecificationSection {
  private var own = ChildSettings()

  mutating func declare(_ section: inout Section) { own.declare(&section) }
  func review(_ section: inout Section) { own.review(&section) }
  var specification: Supervision.Specification { own.specification }
}

/// The topmost supervisor; without children the tree is the brief's.
struct TreeSection: Configurable {
  private typealias Child = BranchSection<BranchSection<BranchSection<LeafSection>>>

  private var name: String? = "Application"
  private var children: [Child] = []
  private var supervisor = SupervisorSettings()

  mutating func declare(_ section: inout Section) {
    section.text("name", &name, about: "What it is called; 'Application' without it.")
    section.list(
      "children", &children, upTo: 1000, about: "Its children from left to right.")
    supervisor.declare(&section)
  }

  func review(_ section: inout Section) {
    let isGiven = ["name", "children", "strategy", "intensity", "period"].contains {
      section.isGiven($0)
    }
    if children.isEmpty, isGiven {
      section.complain("children", "a tree without children does nothing", "list some")
    }
    if let mistake = specification.mistake {
      section.complain("children", mistake, "each process has a name of its own, and uses a worker")
    }
    let count = specification.processCount
    if count > TreeSection.limit {
      section.complain(
        "children", "the tree has \(count) processes", "at most \(TreeSection.limit)")
    }
  }

  private static var limit: Int { 2000 }

  var specification: Supervision.Specification {
    if children.isEmpty { return .brief }
    var specification = Supervision.Specification(
      name ?? "Application", children: children.map { $0.specification })
    supervisor.apply(to: &specification)
    return specification
  }
}

extension Supervision.Specification {
  /// Itself and all below it, each kind of children by request as many times as there may be.
  fileprivate var processCount: Int {
    var count = 1
    for child in children {
      count += child.processCount * (strategy == .simpleOneForOne ? Int(limit) : 1)
    }
    return count
  }
}
