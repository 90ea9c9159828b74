import Protocols
import Scenarios
import Simulator

/// The sections `barrier` and `load`.
extension BarrierExperiment {
  static var settingKeys: [Key] { formKeys + policyKeys + writtenKeys }

  private static var formKeys: [Key] {
    [
      Key(
        "mode", .word(["safe", "as written"]), .standard("\"safe\""),
        about: "Whether agents keep what a barrier promises or follow the brief's text."),
      Key(
        "form", .word(["central", "tree", "dissemination"]), .standard("\"central\""),
        about: "How arrivals come together."),
      Key(
        "coordinator", .integer(1...200_000), .standard("1"),
        about: "The agent that counts, or is the root, or arbitrates, or holds the store."),
      Key(
        "standing", .boolean, .standard("false"),
        about: "Whether a central barrier of all agents is there without being created."),
      Key(
        "retry", .positiveDuration, .standard("\"200ms\""),
        about: "Time until what was not acknowledged is sent again; doubles up to 'query'."),
      Key(
        "query", .positiveDuration, .standard("\"1s\""),
        about: "Time after which a waiter whose arrival was acknowledged asks again."),
      Key(
        "acknowledge", .boolean, .standard("true"),
        about: "Whether arrivals and releases are acknowledged."),
      Key(
        "memory", .integer(1...1_000_000), .standard("64"),
        about: "Generations that an agent remembers."),
    ]
  }

  private static var policyKeys: [Key] {
    [
      Key(
        "deadline", .positiveDuration, .standard("\"30s\""),
        about: "Time from creation, or a standing barrier's first arrival, to the deadline."),
      Key(
        "deadlinePolicy", .word(["abort", "proceed", "extend"]), .standard("\"abort\""),
        about: "What the deadline does: ends all, lets those arrived go on, or is put off."),
      Key(
        "atLeast", .integer(1...200_000), .standard("1"),
        about: "Arrivals with which the policy proceed goes on."),
      Key(
        "extensions", .integer(1...1_000_000), .standard("1"),
        about: "How often the policy extend puts the deadline off."),
      Key(
        "crashPolicy", .word(["durable", "broken", "shrink"]), .standard("\"durable\""),
        about: "What a suspected participant does: nothing, fail all, or be left out."),
      Key(
        "suspectAfter", .anyDuration, .standard("\"0s\""),
        about: "Silence after which a probed agent is suspected; 0 probes nobody."),
    ]
  }

  private static var writtenKeys: [Key] {
    [
      Key(
        "callTimeout", .positiveDuration, .standard("\"5s\""),
        about: "As written: time within which the store must answer, or the caller exits."),
      Key(
        "timeoutHandler", .boolean, .standard("false"),
        about: "As written: whether the timeout message has the handler that the text lacks."),
      Key(
        "repairCompletion", .boolean, .standard("false"),
        about: "As written: whether marking a barrier completed works, and does not raise."),
    ]
  }

  static var loadKeys: [Key] {
    [
      Key("rounds", .integer(0...1_000_000), .standard("1"), about: "Rounds of each client."),
      Key(
        "barriers", .integer(1...1_000_000), .standard("1"),
        about: "Number of different barriers, used in turn."),
      Key("start", .anyDuration, .standard("\"0s\""), about: "When clients begin."),
      Key(
        "work", .delay, .standard("\"0ms\""),
        about: "Time that a client works before its agent comes to the barrier."),
      Key(
        "participants", .integer(0...200_000),
        about: "Agents that take part, the first so many; all without it.", example: "4"),
      Key("outsiders", .boolean, .standard("false"), about: "Whether the other agents come too."),
      Key(
        "members", .word(["set", "count"]), .standard("\"set\""),
        about: "Whether a creation names the members or only counts them."),
      Key(
        "createAfter", .anyDuration, .standard("\"0s\""),
        about: "Time from when the first client begins a round until its barrier is created."),
      Key(
        "patience", .positiveDuration, .standard("\"5s\""),
        about: "Time without an answer after which a client asks again or exits."),
      Key(
        "pause", .anyDuration, .standard("\"100ms\""),
        about: "Time after which a client that found no barrier comes again."),
      Key(
        "onSilence", .word(["ask again", "exit"]),
        about: "What a client does without an answer; by default as its mode would.",
        example: "\"exit\""),
      Key(
        "onRefusal", .word(["come again", "give up"]),
        about: "What a client does that found no barrier; by default as its mode would.",
        example: "\"give up\""),
      Key(
        "repeats", .chance, .standard("0"), about: "The chance that a client asks twice at once."),
      Key(
        "rivalAt", .anyDuration,
        about: "When somebody else creates the first round's barrier too.", example: "\"500ms\""),
    ]
  }

  static func loadSettings(_ bound: Bound) -> BarrierLoad.Settings {
    let load = bound.load
    let agents = bound.conditions.agents.count
    let asWritten = isAsWritten(bound.settings)
    let participants = load["participants"]?.integer.map { Int($0) } ?? agents
    return BarrierLoad.Settings(
      agents: agents, coordinator: coordinator(bound.settings),
      rounds: bound.hasLoad ? Int32(truncatingIfNeeded: load.integer("rounds")) : 0,
      barriers: Int32(truncatingIfNeeded: load.integer("barriers")),
      start: load.duration("start"), work: load.delay("work"), participants: participants,
      outsiders: load.boolean("outsiders"), countsOnly: load.text("members") == "count",
      creationDelay: isStanding(bound.settings) ? nil : load.duration("createAfter"),
      deadline: bound.settings.duration("deadline"), patience: load.duration("patience"),
      pause: Swift.max(1, load.duration("pause")),
      exitsOnSilence: (load["onSilence"]?.text ?? (asWritten ? "exit" : "")) == "exit",
      givesUp: (load["onRefusal"]?.text ?? (asWritten ? "give up" : "")) == "give up",
      repeats: load.chance("repeats"), rivalCreation: load["rivalAt"]?.duration)
  }
}
