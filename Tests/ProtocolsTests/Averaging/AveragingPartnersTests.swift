import Simulator
import Testing

@testable import Protocols

/// Who meets whom, as each agent finds out by itself.
struct AveragingPartnersTests {
  private func agents(
    _ count: Int, _ method: Averaging.Method, grid: [Int64] = []
  ) -> [Averaging] {
    var settings = Averaging.Settings()
    settings.method = method
    settings.grid = grid
    settings.key = 11
    return (0..<count).map {
      Averaging(Profile(id: AgentID($0), clusterSize: count), settings)
    }
  }

  private func partners(_ agent: Averaging, _ round: Int32) -> [Int] {
    agent.partners(inRound: round).map { $0.index }
  }

  /// The groups of a round by size, and whether all members of a group agree on it and on its leader.
  private func groups(_ agents: [Averaging], _ round: Int32) -> (sizes: [Int], isAgreed: Bool) {
    var groups: Set<[Int]> = []
    var isAgreed = true
    for (number, agent) in agents.enumerated() {
      let group = (partners(agent, round) + [number]).sorted()
      let leaders = Set(group.map { agents[$0].leader(inRound: round) })
      isAgreed = isAgreed && leaders.count == 1 && group.contains(leaders.first?.index ?? -1)
      groups.insert(group)
    }
    let isPartition = groups.reduce(0) { $0 + $1.count } == agents.count
    return (groups.map { $0.count }.sorted(), isAgreed && isPartition)
  }

  @Test func `neighbours on a ring, a torus and the exponential graph`() {
    #expect(partners(agents(5, .ring)[0], 1) == [4, 1])
    #expect(partners(agents(2, .ring)[0], 1) == [1])
    #expect(partners(agents(12, .torus, grid: [3, 4])[0], 1) == [8, 4, 3, 1])
    #expect(partners(agents(16, .exponential)[15], 1) == [0, 1, 3, 7])
    #expect(partners(agents(1, .ring)[0], 1) == [])
  }

  @Test func `SGP goes through floor(log2(N - 1)) distances`() {
    let agent = agents(512, .sgp)[0]
    #expect(
      (1...9).map { partners(agent, $0) } == [
        [1, 2], [2, 4], [4, 8], [8, 16], [16, 32], [32, 64], [64, 128], [128, 256], [1, 2],
      ])
    #expect(partners(agents(2, .sgp)[0], 3) == [1])
  }

  @Test func `left-over agents join the full groups in turn`() {
    let agents = agents(70, .randomGroups)
    for round in 1...5 as ClosedRange<Int32> {
      let groups = groups(agents, round)
      #expect(groups.sizes == [35, 35] && groups.isAgreed)
    }
    #expect(groups(self.agents(69, .randomGroups), 1).sizes == [34, 35])
    #expect(groups(self.agents(20, .randomGroups), 1).sizes == [20])
    #expect(partners(agents[0], 1) != partners(agents[0], 2))
  }

  @Test func `the axes of a full grid take turns`() {
    let agents = agents(12, .moshpit, grid: [3, 4])
    #expect(groups(agents, 1).sizes == [3, 3, 3, 3] && groups(agents, 1).isAgreed)
    #expect(groups(agents, 2).sizes == [4, 4, 4] && groups(agents, 2).isAgreed)
    #expect(Set(partners(agents[0], 1)) == Set(partners(agents[0], 3)))
    // Two who share a line along one axis do not along the other.
    #expect(Set(partners(agents[0], 1)).isDisjoint(with: partners(agents[0], 2)))
  }

  @Test func `a grid with empty cells is split all the same`() {
    let agents = agents(50, .moshpit, grid: [10, 10])
    for round in 1...20 as ClosedRange<Int32> { #expect(groups(agents, round).isAgreed) }
  }
}
