import Simulator

/// Agents that greet one another at random: small and quick, for the command to run.
struct Gossip: Machine {
  struct Settings: Hashable, Sendable {
    var beat: Nanoseconds
    var mistake: Mistake?
  }

  enum Mistake: String, PlantedMistake {
    case countsTwice = "counts twice"
    case misnumbers
    case fallsSilent = "falls silent"
    case hurries

    var facts: MistakeFacts {
      switch self {
      case .countsTwice: MistakeFacts(.safety, "A greeting counts for two.", seen: "town 7")
      case .misnumbers: MistakeFacts(.safety, "All greetings have one number, which nobody reads.")
      case .fallsSilent: MistakeFacts(.liveness, "An agent greets once.")
      case .hurries: MistakeFacts(.nothing, "An agent greets a little earlier.")
      }
    }
  }

  struct Message: MessageContent {
    var number: Int64
    var byteCount: Int { 16 }
    func fields<V: FieldVisitor>(into visitor: inout V) {
      visitor.kind(0, "greeting")
      visitor.field("number", number)
    }
  }

  enum Timer: Int, TimerTag, CaseIterable {
    case beat
    func fields<V: FieldVisitor>(into visitor: inout V) { visitor.kind(0, "beat") }
  }

  struct Note: NoteContent {
    var greetings: Int64
    static var milestoneNames: [String] { ["greeted"] }
    var milestone: Milestone? { Milestone(index: 0) }
    func fields<V: FieldVisitor>(into visitor: inout V) {
      visitor.kind(0, "greeted")
      visitor.field("times", greetings)
    }
  }

  let profile: Profile
  let settings: Settings
  var greetings: Int64 = 0

  func fields<V: FieldVisitor>(into visitor: inout V) { visitor.field("greetings", greetings) }

  init(_ profile: Profile, _ settings: Settings) {
    self.profile = profile
    self.settings = settings
  }

  mutating func start(
    from storage: NoStorage, _ recovery: Recovery, _ turn: inout Turn<Self>
  ) {
    turn.setTimer(.beat, after: turn.random.within(1...settings.beat))
  }

  mutating func receive(_ message: Message, from sender: AgentID, _ turn: inout Turn<Self>) {
    greetings += settings.mistake == .countsTwice ? 2 : 1
    turn.note(Note(greetings: greetings))
  }

  mutating func expire(_ timer: Timer, _ turn: inout Turn<Self>) {
    let step = 1 + turn.random.below(UInt64(profile.clusterSize - 1))
    let target = (profile.id.index + Int(step)) % profile.clusterSize
    let number = settings.mistake == .misnumbers ? 0 : greetings
    turn.send(Message(number: number), to: AgentID(target))
    if settings.mistake == .fallsSilent { return }
    let haste: Nanoseconds = settings.mistake == .hurries ? settings.beat / 10 : 0
    turn.setTimer(.beat, after: turn.random.within(1...settings.beat - haste))
  }

  mutating func accept(_ request: Nothing, _ id: RequestID, _ turn: inout Turn<Self>) {}

  typealias Storage = NoStorage
  typealias Request = Nothing
  typealias Reply = Nothing
}
