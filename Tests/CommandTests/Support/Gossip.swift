import Simulator

/// Agents that greet one another at random: small and quick, for the command to run.
struct Gossip: Machine {
  struct Settings: Hashable, Sendable {
    var beat: Nanoseconds
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
    greetings += 1
    turn.note(Note(greetings: greetings))
  }

  mutating func expire(_ timer: Timer, _ turn: inout Turn<Self>) {
    let step = 1 + turn.random.below(UInt64(profile.clusterSize - 1))
    let target = (profile.id.index + Int(step)) % profile.clusterSize
    turn.send(Message(number: greetings), to: AgentID(target))
    turn.setTimer(.beat, after: turn.random.within(1...settings.beat))
  }

  mutating func accept(_ request: Nothing, _ id: RequestID, _ turn: inout Turn<Self>) {}

  typealias Storage = NoStorage
  typealias Request = Nothing
  typealias Reply = Nothing
}
