/// The words that Lockstep uses of a simulation; those of the README's table among them.
enum FieldWords {
  static let all: [(word: String, meaning: String)] = [
    (
      "machine",
      "a protocol's part of one agent: a value that changes only when it is stepped with an input"
    ),
    (
      "agent",
      "one simulated participant: a machine, an identity, a disk, a clock, roles and a group"
    ),
    (
      "turn",
      "what a machine may read during one step (who, when, randomness) and everything it asks for"
    ),
    ("effect", "one thing asked for: send, set or cancel a timer, persist, respond, note"),
    ("note", "a fact that a machine states for others to observe; machines never act on one"),
    ("world", "the simulation of one run; a value, so a copy is a fork"),
    (
      "service time",
      "what an agent takes to work off an input, if a scenario says so; other inputs wait in its inbox meanwhile"
    ),
    ("scenario", "a file: cluster, network, load, faults, and what must hold"),
    ("seed", "the number that, with the scenario, fixes a run"),
    ("trace", "the ordered events of a run"),
    ("fingerprint", "the digest of the whole trace"),
    ("engine", "the simulation itself; its revision rises when a fingerprint may change"),
    ("record", "what a scenario gave, kept in Results/ to compare with"),
    ("milestone", "something that happens in a run and that faults and expectations may wait for"),
    ("measure", "something that runs measure and that expectations may bound"),
    ("check", "an observer that must never fire"),
    ("expectation", "what a scenario says must be true of the outcome"),
    ("outcome", "what one run gave: verdict, measures, fingerprint, what each fault did"),
    (
      "session",
      "an open run, which can be stepped, taken back, forked, looked into and interfered with"
    ),
    ("sweep", "one scenario over many seeds"),
    ("variant", "one choice of the settings that 'vary' lists"),
    ("mutant", "a protocol with one known mistake planted, to prove that the checks see it"),
  ]

  /// What a word means, or nil if it is none of these.
  static func meaning(of word: String) -> String? {
    all.first { $0.word == word }.map { "\($0.word): \($0.meaning)\n" }
  }
}
