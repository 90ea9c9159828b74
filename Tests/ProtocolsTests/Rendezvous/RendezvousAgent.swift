import Simulator

@testable import Protocols

typealias RendezvousEffects = [Effect<Rendezvous>]

/// An agent that is driven by hand, with a disk that keeps every write at once.
struct RendezvousAgent {
  var machine: Rendezvous
  var disk = Rendezvous.Storage()
  var now: Nanoseconds = 0
  private let id: AgentID

  init(
    _ number: Int, of count: Int = 4, _ method: Rendezvous.Method = .store,
    _ change: (inout Rendezvous.Settings) -> Void = { _ in }
  ) {
    id = AgentID(number)
    machine = Rendezvous(Profile(id: id, clusterSize: count), rendezvousSettings(method, change))
  }

  /// One step, and the steps by what it sends to itself.
  private mutating func step(
    _ body: (inout Rendezvous, inout Turn<Rendezvous>) -> Void
  ) -> RendezvousEffects {
    var turn = Turn<Rendezvous>(agent: id, now: now)
    body(&machine, &turn)
    var effects: RendezvousEffects = []
    for effect in turn.takeEffects() {
      if case .persist(let write) = effect { disk.apply(write) }
      if case .send(let message, id) = effect {
        effects += receive(message, from: id.index)
      } else {
        effects.append(effect)
      }
    }
    return effects
  }

  @discardableResult
  mutating func start(_ recovery: Recovery = .intact) -> RendezvousEffects {
    let storage = disk
    return step { $0.start(from: storage, recovery, &$1) }
  }

  @discardableResult
  mutating func receive(_ message: Rendezvous.Message, from sender: Int) -> RendezvousEffects {
    step { $0.receive(message, from: AgentID(sender), &$1) }
  }

  @discardableResult
  mutating func expire(
    _ timer: Rendezvous.Timer, after delay: Nanoseconds = 0
  ) -> RendezvousEffects {
    now += delay
    return step { $0.expire(timer, &$1) }
  }
}

func rendezvousSettings(
  _ method: Rendezvous.Method, _ change: (inout Rendezvous.Settings) -> Void = { _ in }
) -> Rendezvous.Settings {
  var settings = Rendezvous.Settings()
  settings.method = method
  change(&settings)
  return settings
}

func member(_ number: Int, life: Int32 = 1) -> Rendezvous.Member {
  Rendezvous.Member(AgentID(number), life: life)
}

/// A group of agents in their first lives, formed by the first agent unless said otherwise.
func group(
  _ number: Int32, round: Int32 = 1, by former: Int = 0, _ members: Int...
) -> Rendezvous.Group {
  let id = Rendezvous.GroupID(former: AgentID(former), life: 1, number: number)
  return Rendezvous.Group(id, round: round, members.map { member($0) })
}

extension RendezvousEffects {
  /// The messages to an agent.
  func messages(to target: Int) -> [Rendezvous.Message] {
    compactMap {
      if case .send(let message, AgentID(target)) = $0 { message } else { nil }
    }
  }

  var notes: [Rendezvous.Note] {
    compactMap { if case .note(let note) = $0 { note } else { nil } }
  }

  var formed: [Rendezvous.Group] {
    notes.compactMap { if case .formed(let group) = $0 { group } else { nil } }
  }

  var entered: [Rendezvous.Group] {
    notes.compactMap { if case .entered(let group) = $0 { group } else { nil } }
  }
}
