public import Simulator

extension Election {
  /// The view that all agents share: which agents there are, their groups and fitness, which may lead.
  ///
  /// It stands for the last snapshot of metrics that the cluster agreed on. Copies share memory.
  public struct Directory: Hashable, Sendable {
    private var priorities: [Priority] = []
    private var isEligible: [Bool] = []
    private var groupNumbers: [Int32] = []
    private var specialisations: [Int32] = []
    /// By scope: its members, ascending.
    private var memberLists: [[AgentID]] = []
    /// By scope: those of its members that may lead, the fittest first.
    private var rankedLists: [[AgentID]] = []

    /// What the agents are to an election, beyond their identities and groups.
    public struct Traits: Hashable, Sendable {
      /// Whether the agent may be elected; it takes part in elections in any case.
      public var mayLead: Bool
      /// The factors of its fitness, by which candidates are ranked.
      public var scores: Scores

      /// The traits of one agent; by default it may lead and is as fit as any other.
      public init(mayLead: Bool = true, scores: Scores = Scores()) {
        self.mayLead = mayLead
        self.scores = scores
      }
    }

    /// - Precondition: profiles stand in the order of their identities, and there are traits for each or
    ///   for none; without any all are equals that may lead.
    public init(_ profiles: [Profile], _ traits: [Traits] = []) {
      precondition(
        traits.isEmpty || traits.count == profiles.count,
        "traits of \(traits.count) agents, of which there are \(profiles.count)")
      let groupCount = (profiles.map { $0.group }.max() ?? 0) + 1
      memberLists = Array(repeating: [], count: groupCount + 1)
      for (index, profile) in profiles.enumerated() {
        precondition(profile.id.index == index, "profile \(index) is of \(profile.id.description)")
        let own = traits.isEmpty ? Traits() : traits[index]
        priorities.append(Priority(score: Priority.score(own.scores), agent: profile.id))
        isEligible.append(own.mayLead)
        groupNumbers.append(Int32(truncatingIfNeeded: profile.group))
        specialisations.append(own.scores.specialisation)
        memberLists[0].append(profile.id)
        memberLists[profile.group + 1].append(profile.id)
      }
      let (priorities, isEligible) = (priorities, isEligible)
      rankedLists = memberLists.map { members in
        members.filter { isEligible[$0.index] }
          .sorted { priorities[$0.index] > priorities[$1.index] }
      }
    }

    /// Equally fit agents in one group, all of which may lead.
    public init(agentCount: Int) {
      self.init((0..<agentCount).map { Profile(id: AgentID($0), clusterSize: agentCount) })
    }

    /// Number of agents.
    public var count: Int { priorities.count }

    /// How fit an agent is.
    public func priority(of agent: AgentID) -> Priority { priorities[agent.index] }

    /// Whether an agent may stand for election.
    public func mayLead(_ agent: AgentID) -> Bool { isEligible[agent.index] }

    /// The number of an agent's group, from 0.
    public func group(of agent: AgentID) -> Int { Int(groupNumbers[agent.index]) }

    /// The numbers of the groups that have members, ascending.
    public var groups: [Int] {
      memberLists.indices.dropFirst().filter { !memberLists[$0].isEmpty }.map { $0 - 1 }
    }

    /// The factor of that name, in thousandths.
    public func specialisation(of agent: AgentID) -> Int32 { specialisations[agent.index] }

    /// The members of a scope, ascending; none if there is no such group.
    public func members(of scope: Scope) -> [AgentID] {
      scope.rawValue >= 0 && Int(scope.rawValue) < memberLists.count
        ? memberLists[Int(scope.rawValue)] : []
    }

    /// The members of a scope that may lead, the fittest first.
    public func candidates(of scope: Scope) -> [AgentID] {
      scope.rawValue >= 0 && Int(scope.rawValue) < rankedLists.count
        ? rankedLists[Int(scope.rawValue)] : []
    }

    /// The index of an agent among the members of a scope, or nil if it is none.
    ///
    /// - Complexity: O(log n)
    public func index(of agent: AgentID, in scope: Scope) -> Int? {
      let members = members(of: scope)
      var low = 0
      var high = members.count
      while low < high {
        let middle = (low + high) / 2
        if members[middle] < agent { low = middle + 1 } else { high = middle }
      }
      return low < members.count && members[low] == agent ? low : nil
    }
  }
}
