public import Simulator

extension AgentLoad {
  /// What a client of one of the parts can be made to ask for; which part, its number says too.
  public struct Wish: Askable {
    /// What a client of the key-value store asks for.
    public var store: KeyValueLoad.Wish?
    /// What a client that proposes asks for.
    public var deliberation: DeliberationLoad.Wish?
    /// What a client that gives orders asks for.
    public var election: ElectionLoad.Wish?
    /// What a client that writes variables asks for.
    public var synchronisation: UpdateLoad.Wish?

    public init() {}

    public mutating func declare(_ form: inout AskForm) {
      form.part("store", &store, about: "Of a client of the key-value store.")
      form.part("deliberation", &deliberation, about: "Of a client that proposes.")
      form.part("election", &election, about: "Of a client that gives orders.")
      form.part("synchronisation", &synchronisation, about: "Of a client that writes variables.")
    }

    public func mistake(_ given: Fields) -> AskMistake? {
      given.items.count == 1
        ? nil
        : AskMistake(
          nil, "a client is of one part",
          "one of store, deliberation, election and synchronisation")
    }
  }

  public mutating func ask(
    _ wish: Wish, by client: Int32, _ turn: inout LoadTurn<AgentLoad>
  ) -> Bool {
    let part = part(of: client)
    let first = firsts[part]
    let own = client - first
    var isAsked = false
    switch part {
    case 0:
      guard let wish = wish.store else { break }
      Self.step(&store, first, &turn) { isAsked = $0.ask(wish, by: own, &$1) }
    case 1:
      guard let wish = wish.deliberation else { break }
      Self.step(&deliberation, first, &turn) { isAsked = $0.ask(wish, by: own, &$1) }
    case 2:
      guard let wish = wish.election else { break }
      Self.step(&election, first, &turn) { isAsked = $0.ask(wish, by: own, &$1) }
    case 3:
      guard let wish = wish.synchronisation else { break }
      Self.step(&synchronisation, first, &turn) { isAsked = $0.ask(wish, by: own, &$1) }
    default: break
    }
    return isAsked
  }
}
