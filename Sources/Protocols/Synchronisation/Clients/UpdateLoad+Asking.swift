public import Simulator

extension UpdateLoad {
  /// A write or a read at one agent, as scenario files list it and a person asks for it.
  public struct Wish: Askable, Hashable {
    /// The agent that is asked.
    public var agent = AgentID(0)
    /// The variable to write.
    public var write: Int32?
    /// The variable to read.
    public var read: Int32?
    /// What is written.
    public var amount: Int64 = 1

    public init() {}

    public mutating func declare(_ form: inout AskForm) {
      form.agent("agent", &agent, about: "Which agent it asks, from 1.")
      form.integer("write", &write, 0...9_999, about: "The variable to write, from 0.")
      form.integer("read", &read, 0...9_999, about: "The variable to read, from 0.")
      form.integer(
        "amount", &amount, -1_000_000_000...1_000_000_000,
        about: "What is written: a value, a step of a counter, a set as bits.")
    }

    public func mistake(_ given: Fields) -> AskMistake? {
      (write == nil) == (read == nil)
        ? AskMistake(nil, "a request is one thing", "either write or read") : nil
    }

    /// What it comes to; nil if it says nothing.
    public var request: Synchroniser.Request? {
      if let write { return .write(variable: write, amount: amount) }
      return read.map { .read(variable: $0) }
    }
  }

  public mutating func ask(
    _ wish: Wish, by client: Int32, _ turn: inout LoadTurn<UpdateLoad>
  ) -> Bool {
    guard wish.agent.index < settings.agents, let request = wish.request else { return false }
    ask(request, of: wish.agent, client, &turn)
    return true
  }
}
