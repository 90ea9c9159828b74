import Protocols
import Simulator
import Testing

/// An agent of four, the second, stepped by hand.
struct NamingTests {
  private var machine: Naming
  private var now: Int64 = 0
  private var life: Int64 = 0

  private static func settings(whole: Bool, keepsClaims: Bool = true) -> Naming.Settings {
    Naming.Settings(wholePartitions: whole, keepsClaims: keepsClaims, names: 2)
  }

  init() { machine = Naming(Profile(id: AgentID(1), clusterSize: 4), Self.settings(whole: true)) }

  private mutating func begin(_ settings: Naming.Settings) {
    machine = Naming(Profile(id: AgentID(1), clusterSize: 4), settings)
    let effects = step { $0.start(from: NoStorage(), .fresh, &$1) }
    #expect(effects.count == 2)
  }

  private mutating func step(
    _ body: (inout Naming, inout Turn<Naming>) -> Void
  ) -> [Effect<Naming>] {
    var turn = Turn<Naming>(agent: AgentID(1), now: now * .millisecond)
    body(&machine, &turn)
    return turn.takeEffects()
  }

  @discardableResult
  private mutating func receive(_ message: Naming.Message, from sender: Int) -> [Naming.Note] {
    step { $0.receive(message, from: AgentID(sender), &$1) }.compactMap {
      if case .note(let note) = $0 { note } else { nil }
    }
  }

  private mutating func hear(
    _ sender: Int, hears: Int..., isWilling: Bool = true, life: Int64 = 7
  ) -> [Naming.Note] {
    let hears = AgentSet(hears.map { AgentID($0) })
    return receive(.tick(life: life, hears: hears, isWilling: isWilling), from: sender)
  }

  @Test mutating func `agents that hear one another get connected, and each tells its names`() {
    begin(Self.settings(whole: true))
    let effects = step {
      $0.receive(
        .tick(life: 7, hears: AgentSet([AgentID(1)]), isWilling: true), from: AgentID(2), &$1)
    }
    #expect(effects == [.note(.connected(AgentID(2))), .send(.names([]), to: AgentID(2))])
  }

  @Test mutating func `an agent that does not hear this one, or is not willing, is not connected`()
  {
    begin(Self.settings(whole: true))
    #expect(hear(2, hears: 3) == [])
    #expect(hear(3, hears: 1, isWilling: false) == [])
  }

  @Test mutating func `of two that do not hear one another the lower one stays`() {
    begin(Self.settings(whole: true))
    #expect(hear(0, hears: 1, 2, 3) == [.connected(AgentID(0))])
    #expect(hear(2, hears: 0, 1, 3) == [.connected(AgentID(2))])
    #expect(hear(2, hears: 1, 3) == [.parted(AgentID(2))])
    #expect(hear(2, hears: 0, 1, 3) == [.connected(AgentID(2))])
    begin(Self.settings(whole: false))
    #expect(hear(0, hears: 1, 3) == [.connected(AgentID(0))])
    #expect(hear(2, hears: 1, 3) == [.connected(AgentID(2))])
  }

  @Test mutating func `an agent that is silent, unwilling or started anew is parted from`() {
    begin(Self.settings(whole: true))
    #expect(hear(2, hears: 1) == [.connected(AgentID(2))])
    #expect(hear(2, hears: 1, isWilling: false) == [.parted(AgentID(2))])
    #expect(hear(2, hears: 1) == [.connected(AgentID(2))])
    #expect(hear(2, hears: 1, life: 8) == [.parted(AgentID(2)), .connected(AgentID(2))])
    now = 1000
    #expect(hear(3, hears: 1) == [.parted(AgentID(2)), .connected(AgentID(3))])
  }

  @Test mutating func `what an agent owned is forgotten with its connection`() {
    begin(Self.settings(whole: true))
    #expect(hear(2, hears: 1) == [.connected(AgentID(2))])
    #expect(receive(.register(name: 1), from: 2) == [.owned(name: 1, by: AgentID(2))])
    // A message of a connection that there is not.
    #expect(receive(.register(name: 0), from: 3) == [])
    #expect(
      hear(2, hears: 1, isWilling: false) == [.parted(AgentID(2)), .owned(name: 1, by: nil)])
  }

  @Test mutating func `the lowest agent grants a name once`() {
    begin(Self.settings(whole: true))
    _ = hear(2, hears: 1, 3)
    _ = hear(3, hears: 1, 2)
    let first = step {
      $0.receive(.claim(name: 0, connected: AgentSet([AgentID(1)])), from: AgentID(2), &$1)
    }
    #expect(first == [.send(.granted(name: 0), to: AgentID(2))])
    let second = step {
      $0.receive(.claim(name: 0, connected: AgentSet([AgentID(1)])), from: AgentID(3), &$1)
    }
    #expect(second == [.send(.taken(name: 0), to: AgentID(3))])
    receive(.abandon(name: 0), from: 2)
    let third = step {
      $0.receive(.claim(name: 0, connected: AgentSet([AgentID(1)])), from: AgentID(3), &$1)
    }
    #expect(third == [.send(.granted(name: 0), to: AgentID(3))])
  }

  @Test mutating func `the last claim alone is kept, or those of all owners`() {
    for keepsClaims in [false, true] {
      begin(Self.settings(whole: false, keepsClaims: keepsClaims))
      _ = hear(0, hears: 1, 3)
      _ = hear(2, hears: 1, 3)
      receive(.register(name: 0), from: 0)
      receive(.register(name: 0), from: 2)
      #expect(machine.owner(of: 0) == AgentID(keepsClaims ? 0 : 2))
      receive(.unregister(name: 0), from: 2)
      #expect(machine.owner(of: 0) == (keepsClaims ? AgentID(0) : nil))
    }
  }
}
