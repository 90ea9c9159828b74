import Protocols
import Simulator
import Testing

/// Who belongs to which group, and which agents are a quorum.
struct HierarchyTreeTests {
  @Test(arguments: [
    (27, 3, 3), (10, 3, 2), (10, 3, 3), (25, 5, 2), (100, 22, 2), (7, 7, 1), (1, 2, 1), (23, 2, 4),
  ])
  func `every agent is in one group of each level, and the root group has all`(
    agents: Int, branching: Int, levels: Int
  ) {
    let tree = Hierarchy.Tree(agentCount: agents, branching: branching, levels: levels)
    #expect(tree.count(at: 0) == agents && tree.count(at: levels) == 1)
    #expect(tree.agents(of: tree.root) == 0..<agents)
    for level in 1...levels {
      var seen: [Int] = []
      for number in 0..<tree.count(at: level) {
        let group = Hierarchy.Unit(level: level, number: number)
        let children = tree.children(of: group)
        #expect(!children.isEmpty && (level == levels || children.count <= branching))
        for child in children {
          let unit = Hierarchy.Unit(level: level - 1, number: child)
          #expect(tree.parent(of: unit) == group)
        }
        for agent in tree.agents(of: group) {
          #expect(tree.group(of: AgentID(agent), at: level) == group)
        }
        seen += tree.agents(of: group)
      }
      #expect(seen == Array(0..<agents))
    }
  }

  @Test func `a quorum is a majority of groups with a majority of each`() {
    let tree = Hierarchy.Tree(agentCount: 9, branching: 3, levels: 2)
    func isQuorum(_ agents: Int...) -> Bool {
      tree.isQuorum(of: tree.root) { agents.contains($0) }
    }
    #expect(isQuorum(0, 1, 3, 4))
    #expect(!isQuorum(0, 1, 2, 3, 6))
    #expect(tree.isQuorum(of: Hierarchy.Unit(level: 1, number: 2)) { $0 > 6 })
  }

  @Test func `any two quorums have an agent in common`() {
    var random = RandomStream(seed: 5, .test)
    for _ in 0..<300 {
      let levels = Int(random.below(3)) + 1
      let tree = Hierarchy.Tree(
        agentCount: 4 + Int(random.below(30)), branching: 2 + Int(random.below(4)), levels: levels)
      let one = AgentSet(
        (0..<tree.agentCount).filter { _ in random.below(3) > 0 }.map { AgentID($0) })
      // All that are not in the first set are no quorum if it is one.
      if tree.isQuorum(of: tree.root, { one.contains(AgentID($0)) }) {
        #expect(!tree.isQuorum(of: tree.root) { !one.contains(AgentID($0)) })
      }
    }
  }
}
