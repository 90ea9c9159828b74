public import Simulator

extension ElectionLoad {
  /// A request to one agent, as scenario files list it and a person makes it.
  public struct Wish: Askable, Hashable {
    /// The agent that is asked.
    public var agent = AgentID(0)
    /// What it is asked to do.
    public var operation = Election.Operation.elect
    /// The group that it is about, from 1; nil for all agents.
    public var group: Int?

    public init() {}

    public mutating func declare(_ form: inout AskForm) {
      form.requiredAgent("agent", &agent, about: "Whom, from 1.")
      form.requiredWord(
        "ask", &operation,
        about: "To hold an election, to give up leadership, or to give an order.")
      form.integer(
        "group", &group, 1...65_535, about: "The group it is about, from 1; without it, all.")
    }

    /// What it comes to.
    public var request: Election.Request {
      Election.Request(operation, group.map { .group($0 - 1) } ?? .global)
    }
  }

  public mutating func ask(
    _ wish: Wish, by client: Int32, _ turn: inout LoadTurn<ElectionLoad>
  ) -> Bool {
    let request = wish.request
    guard wish.agent.index < settings.directory.count,
      !settings.directory.members(of: request.scope).isEmpty
    else { return false }
    // Numbered below those of the script.
    askedCount += 1
    let attempt = -Int32(truncatingIfNeeded: settings.script.count) - askedCount
    turn.submit(request, RequestID(client: client, attempt: attempt), to: wish.agent)
    return true
  }
}
