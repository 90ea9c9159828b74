public import Protocols
public import Scenarios
import Simulator

/// The section `raft`.
extension Raft.Settings: Configurable {
  public init() { self.init(firstCandidate: nil) }

  /// What a section gives in a scenario, whose agents say whether they may lead.
  init(_ values: Values, _ bound: Bound) {
    self.init(values)
    nonCandidates = bound.nonCandidates
    priorities = bound.priorities
    mistake = bound.mistake()
    if !initialLogs.isEmpty, values.word("logOrder", of: LogOrder.self) == .shuffled {
      shuffleLogs(bound)
    }
  }

  /// Which agent starts with which of the logs.
  enum LogOrder: String, Word {
    case given
    case shuffled
  }

  /// Deals the logs out anew, as the seed draws it.
  private mutating func shuffleLogs(_ bound: Bound) {
    while initialLogs.count < bound.conditions.agents.count { initialLogs.append([]) }
    // Apart from the numbers of chaos, clocks and faults.
    var stream = RandomStream(seed: bound.seed, .plan, 1 << 34)
    stream.shuffle(&initialLogs)
  }

  public mutating func declare(_ section: inout Section) {
    section.durationRange(
      "electionTimeout", &electionTimeout,
      about: "Silence after which a follower stands for election, drawn anew each time.")
    section.durationRange(
      "candidateTimeout", &candidateTimeout, sameAs: "electionTimeout",
      about: "Time that a candidate waits for votes before it tries again.")
    section.duration(
      "heartbeat", &heartbeat, about: "Longest time a leader leaves a follower without a message.")
    section.flag(
      "preVote", &preVote,
      about: "Whether a follower asks if it could win before it takes a new term.")
    section.flag(
      "checkQuorum", &checkQuorum,
      about: "Whether a leader that hears from no majority steps down.")
    section.integer(
      "maxEntriesPerMessage", &maxEntriesPerMessage, 1...100_000,
      about: "Most entries in one message.")
    section.integer(
      "maxInFlight", &maxInFlight, 1...100_000,
      about: "Most messages with entries on their way to one follower.")
    section.integer(
      "batchSize", &batchSize, 1...100_000,
      about: "Commands of clients that end a leader's wait for more; with 1 it waits for none.")
    section.duration(
      "batchDelay", &batchDelay, 0...Shape.longestDuration,
      when: Section.Condition(
        batchSize > 1, current: "with batchSize 1", home: "batchSize above 1"),
      about: "Longest time that a command waits for others to share its message and its write.")
    section.flag(
      "leaderNoop", &leaderNoop,
      about: "Whether a new leader puts an entry of its own term into its log at once.")
    section.flag(
      "leaderProbes", &leaderProbes,
      when: Section.Condition(
        !leaderNoop, current: "with leaderNoop", home: "leaderNoop false"),
      about:
        "Whether a new leader seeks at once where logs agree with its own, by messages without entries."
    )
    section.flag(
      "refusesWhenSteppingDown", &refusesWhenSteppingDown,
      about: "Whether a candidate that a request of a higher term unseats refuses it its vote.")
    section.flag(
      "redrawsWhenSteppingDown", &redrawsWhenSteppingDown,
      about: "Whether it draws a fresh election timeout then, and does not keep the one that runs.")
    section.integer(
      "candidateDoublings", &candidateDoublings, 0...20,
      about: "How often at most a candidate's timeout is doubled: once for each candidacy in a row."
    )
    declareDisk(&section)
    section.word(
      "readMode", &readMode,
      about:
        "What proves that a read is not stale: an answer of a majority, the log, a lease, or nothing."
    )
    section.integer(
      "leaseDrift", &leaseDrift, 0...500_000,
      when: .when("readMode", readMode, is: .lease),
      about: "By how much clocks may run fast or slow for leases to be sound, in parts per million."
    )
    declareSessions(&section)
    declareSnapshots(&section)
    declareFormats(&section)
    declareLogs(&section)
    section.agent(
      "firstCandidate", &firstCandidate,
      about: "The agent that stands for election at once when it first starts.", example: "3")
  }

  /// The format of entries, in which versions may differ.
  private mutating func declareFormats(_ section: inout Section) {
    section.integer(
      "entryFormat", &entryFormat, 1...100,
      about: "The newest format of entries that an agent reads, and writes where its gate lets it.")
    section.word(
      "formatGate", &formatGate,
      when: Section.Condition(
        entryFormat > 1, current: "with entryFormat 1", home: "entryFormat above 1"),
      about:
        "What comes first for it to write that format: nothing, that all members read it, or the order 'finalize' besides."
    )
  }

  /// What a leader does while its disk writes, and when that does not end.
  private mutating func declareDisk(_ section: inout Section) {
    section.flag(
      "writesInParallel", &writesInParallel,
      about: "Whether a leader sends entries while its own disk writes them, and not after.")
    section.duration(
      "stallLimit", &stallLimit,
      about: "For how long its disk may leave a write undone before a leader acts on it.",
      example: "\"1s\"")
    section.word(
      "stallReaction", &stallReaction,
      when: Section.Condition(
        stallLimit != nil, current: "without a stallLimit", home: "a stallLimit"),
      about: "What it does then: give up leading, or lead on without a sign of life.")
    section.word(
      "writeErrorReaction", &writeErrorReaction,
      about:
        "What an agent does whose disk says that a write failed: stop, or give up leading or refuse commands."
    )
  }

  /// What is remembered of clients.
  private mutating func declareSessions(_ section: inout Section) {
    section.flag(
      "sessions", &sessions,
      about: "Whether a repeated command is known as one, and takes effect once.")
    section.integer(
      "sessionLimit", &sessionLimit, 1...1_000_000,
      when: isEmbedded
        ? Self.elsewhere
        : Section.Condition(sessions, current: "without sessions", home: "sessions"),
      about:
        "The most sessions remembered; clients open them, and the least recently used expires.",
      example: "1000")
  }

  /// When agents compact their logs, and how a snapshot is sent.
  private mutating func declareSnapshots(_ section: inout Section) {
    section.integer(
      "snapshotEvery", &snapshotEvery, 1...1_000_000_000, when: isEmbedded ? Self.elsewhere : nil,
      about: "Entries applied since its last snapshot after which an agent compacts its log.",
      example: "10000")
    let isTaken =
      isEmbedded
      ? Self.elsewhere
      : Section.Condition(
        snapshotEvery != nil, current: "without snapshotEvery", home: "a snapshotEvery")
    section.integer(
      "snapshotTrailing", &snapshotTrailing, 0...1_000_000_000, when: isTaken,
      about: "Entries that stay in the log behind a snapshot, for followers that lag a little.")
    section.integer(
      "snapshotChunk", &snapshotChunk, 1...1_000_000_000, when: isTaken,
      about: "Most keys and sessions of a snapshot in one message.")
  }

  /// Where the layer above keeps what entries mean to it.
  private static var elsewhere: Section.Condition {
    Section.Condition(
      false, current: "for a log whose entries another protocol applies", home: "protocol raft")
  }

  /// The logs that agents start with, by their terms or by their lengths.
  private mutating func declareLogs(_ section: inout Section) {
    section.integers(
      "logs", &initialLogs, 1...1_000_000, each: 10_000, upTo: 1_000,
      about: "The terms of the entries that each agent's log has at the start.",
      example: "[[1, 1, 2], [1, 1], [1, 1, 3, 3]]")
    var lengths: [Int64] = []
    section.integers(
      "logLengths", &lengths, 0...10_000, upTo: 1_000,
      when: Section.Condition(initialLogs.isEmpty, current: "with logs", home: "no logs"),
      about: "Entries that each agent's log has at the start, all of one log and of term 1.")
    if initialLogs.isEmpty {
      initialLogs = lengths.map { Array(repeating: 1, count: Int($0)) }
    }
    var order = LogOrder.given
    section.word(
      "logOrder", &order,
      when: Section.Condition(
        !initialLogs.isEmpty, current: "without logs", home: "logs or logLengths"),
      about: "Whether agents have these logs in their order, or each seed deals them out anew.")
  }

  /// Complains of logs that no run of Raft could have left.
  private func reviewLogs(_ section: inout Section) {
    guard let mistake = RaftLogs.contradiction(initialLogs) else { return }
    section.complain(
      "logs", mistake,
      "terms do not fall, and a term has one leader, which only appends: its entries are one run")
  }

  public func review(_ section: inout Section) {
    if heartbeat >= electionTimeout.lowerBound {
      section.complain(
        "heartbeat", "followers would stand for election before the next heartbeat comes",
        "the heartbeat must be shorter than \(DurationText.exact(electionTimeout.lowerBound)), "
          + "the election timeout")
    }
    if batchSize > 1, batchDelay == 0 {
      section.complain(
        "batchSize", "a batch never waits for its second command", "give a batchDelay as well")
    }
    if readMode == .lease || readMode == .timer, !checkQuorum {
      section.complain(
        "readMode", "followers promise no leader to vote for no other without checkQuorum",
        "checkQuorum true, or another readMode")
    }
    guard let scenario = section.scenario else { return }
    if initialLogs.count > scenario.agents.count {
      section.complain(
        firstOf: "logs", "logLengths",
        message: "there are \(initialLogs.count) logs for \(scenario.agents.count) agents",
        suggestion: "give each agent one")
    }
    reviewLogs(&section)
    let least = scenario.network.links.map { $0.delay.minimum }.min() ?? 0
    if scenario.agents.count > 1, candidateTimeout.upperBound < 2 * least {
      section.complain(
        firstOf: "candidateTimeout", "electionTimeout",
        message: "no candidate would wait long enough for a vote",
        suggestion: "the way there and back takes \(DurationText.exact(2 * least)) or more")
    }
    if let first = firstCandidate, first.index < scenario.agents.count,
      !scenario.agents[first.index].traits.boolean("mayLead")
    {
      section.complain(
        "firstCandidate", "agent \(first.index + 1) may not lead",
        "name an agent that may stand for election")
    }
  }
}
