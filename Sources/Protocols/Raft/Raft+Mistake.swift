public import Simulator

extension Raft {
  /// A mistake that can be planted; most were made by an implementation.
  public enum Mistake: String, PlantedMistake {
    // Elections.
    case forgetsVote = "forgets its vote"
    case forgetsOwnVote = "forgets its own vote"
    case votesTwice = "votes twice"
    case countsRepeats = "counts repeated votes"
    case countsOldVotes = "counts votes of other terms"
    case comparesLength = "compares logs by length"
    case halvesMajority = "takes half for a majority"
    // Logs and commitment.
    case commitsOldTerms = "commits entries of old terms"
    case promisesUnmatched = "promises what does not match"
    case truncatesAlways = "truncates on every message"
    case keepsConflicts = "keeps conflicting entries"
    case skipsMatching = "appends without a match"
    case trustsHints = "takes a hint for a match"
    case lowersMatch = "lowers a match"
    case heedsOldReplies = "heeds replies of other terms"
    // Disks.
    case votesAhead = "votes ahead of the disk"
    case splitsVote = "writes term and vote apart"
    case acknowledgesAhead = "acknowledges ahead of the disk"
    case countsOwnAhead = "counts its own disk ahead"
    case forgetsTerm = "does not keep a term"
    // Clients.
    case readsAlone = "reads without a majority"
    case readsEarly = "reads before its own entry"
    case appliesTwice = "applies a repeated command"
    case answersEarly = "answers before commitment"
    case forgetsExpiry = "forgets that a session expired"
    // Snapshots.
    case omitsSessions = "takes snapshots without sessions"
    case labelsAhead = "calls a snapshot later than it is"
    case mislabelsTerm = "gives a snapshot its own term"
    case discardsAhead = "gives up entries ahead of the snapshot"
    case keepsBehindSnapshot = "keeps entries that a snapshot contradicts"
    case dropsSuffix = "drops entries behind a snapshot"
    case mixesSnapshots = "mixes parts of two snapshots"
    case installsOlder = "installs an older snapshot"
    // Membership and transfers.
    case changesEarly = "changes members before its own entry"
    case swapsAtOnce = "swaps several members at once"
    case asksNewAlone = "asks the new majority alone"
    case asksOldAlone = "asks the old majority alone"
    case leavesJointEarly = "leaves the joint membership early"
    case appliesLate = "heeds a change when it is committed"
    case standsUnapplied = "stands with a change uncommitted"
    case keepsCutOff = "keeps a change that is cut off"
    case countsItself = "counts itself when it is removed"
    case learnersVote = "counts the votes of learners"
    case keepsLease = "keeps its lease in a transfer"
    case obeysLate = "obeys a late word to stand"
    // What harms liveness.
    case promotesUnready = "promotes before the log has caught up"
    case deposesLeaders = "deposes living leaders"
    case dropsOldTerms = "is silent to old terms"
    case pollsInPart = "polls in part"
    case leadsAlone = "leads without a majority"
    case ignoresWinner = "ignores the winner"
    // What harms neither.
    case keepsTimer = "keeps its timer when it votes"
    case commitsUnmatched = "commits up to its log's end"
    case refusesAhead = "refuses ahead of the disk"
    case resignsAtRandom = "resigns at random"
    case sendsOneByOne = "sends entries one by one"
  }

  /// Whether a mistake is planted: the rule that asks does it wrong then.
  @inline(__always)
  func makes(_ mistake: Mistake) -> Bool { settings.mistake == mistake }
}

extension Raft.Mistake {
  /// What it is, and what it does harm to.
  public var facts: MistakeFacts {
    switch self {
    case .forgetsVote:
      MistakeFacts(
        .safety, "The vote of a term is cleared when a leader of that term is heard.",
        seen: "etcd 2461, CCF 8094, akka-raft 56")
    case .forgetsOwnVote:
      MistakeFacts(
        .safety, "A candidate does not record the vote for itself.", seen: "nebula 3415")
    case .votesTwice:
      MistakeFacts(.safety, "An agent votes for every candidate of a term whose log will do.")
    case .countsRepeats:
      MistakeFacts(
        .safety, "A candidate counts votes, not voters.", seen: "akka-raft 45, coyote-samples 8")
    case .countsOldVotes:
      MistakeFacts(.safety, "A candidate counts votes that it was given in earlier terms.")
    case .comparesLength:
      MistakeFacts(
        .safety, "A voter compares the lengths of logs, not their last terms.",
        seen: "noraft 22, liferaft 8")
    case .halvesMajority:
      MistakeFacts(
        .safety, "Half of the voters, rounded down, are a majority.", seen: "async-raft 143")
    case .commitsOldTerms:
      MistakeFacts(
        .safety, "A leader commits entries of earlier terms by counting replicas.",
        seen: "logcabin 44, canonical/raft 336, CCF (NSDI 2025, table 2)")
    case .promisesUnmatched:
      MistakeFacts(
        .safety, "A heartbeat promises a commit beyond what the follower is known to match.",
        seen: "scylladb 9965, tinykv 191")
    default: logFacts
    }
  }

  private var logFacts: MistakeFacts {
    switch self {
    case .truncatesAlways:
      MistakeFacts(
        .safety, "A follower removes what follows the entries of every message.",
        seen: "CCF 5991 and 6016, akka-entity-replication 152")
    case .keepsConflicts:
      MistakeFacts(.safety, "A follower keeps entries that conflict with its leader's.")
    case .skipsMatching:
      MistakeFacts(
        .safety, "A follower does not compare the term of the entry before the new ones.")
    case .trustsHints:
      MistakeFacts(
        .safety, "A leader takes the hint of a refusal for what the follower matches.",
        seen: "CCF 5325")
    case .lowersMatch:
      MistakeFacts(
        .safety, "A late reply lowers what a follower is known to match.",
        seen: "raft.tla 18, PySyncObj 167, raftos 25")
    case .heedsOldReplies:
      MistakeFacts(.safety, "A leader heeds replies to messages of its earlier terms.")
    case .votesAhead:
      MistakeFacts(
        .safety, "A vote leaves before it is durable.",
        seen: "raft.tla 5, raft-java 57, robustmq 2039, seaweedfs/raft 9")
    case .splitsVote:
      MistakeFacts(
        .safety, "Term and vote are two writes, and a vote leaves after the first.",
        seen: "hashicorp/raft 661")
    case .acknowledgesAhead:
      MistakeFacts(
        .safety, "A follower acknowledges entries before they are durable.",
        seen: "d-engine 329, dragonboat 224 (disputed)")
    case .countsOwnAhead:
      MistakeFacts(
        .safety, "A leader counts its own entries before they are durable.", seen: "etcd 14370")
    case .forgetsTerm:
      MistakeFacts(.safety, "A term taken from another agent is not made durable.")
    default: otherFacts
    }
  }

  private var otherFacts: MistakeFacts {
    switch self {
    case .readsAlone:
      MistakeFacts(
        .safety, "A leader answers reads without a majority that follows it.",
        seen: "consul 54, d-engine 381")
    case .readsEarly:
      MistakeFacts(
        .safety, "A new leader answers reads before an entry of its term is committed.",
        seen: "etcd 7331, redisraft 22, tikv 9239")
    case .appliesTwice:
      MistakeFacts(
        .safety, "A command that a client sends again is applied again.",
        seen: "akka-raft 64, nebula 3109, khepri 250, curvine 676")
    case .answersEarly:
      MistakeFacts(.safety, "A leader answers a command when it has put it into its own log.")
    case .forgetsExpiry, .omitsSessions, .labelsAhead, .mislabelsTerm, .discardsAhead,
      .keepsBehindSnapshot, .dropsSuffix, .mixesSnapshots, .installsOlder:
      snapshotFacts
    case .deposesLeaders:
      MistakeFacts(
        .liveness, "Agents that hear from a leader vote for others all the same.",
        seen: "logcabin 56 and 205, nats-server 5331, copycat 27")
    case .dropsOldTerms:
      MistakeFacts(
        .liveness, "Requests of lower terms are not answered.",
        seen: "etcd 8243, canonical/raft 279")
    case .pollsInPart:
      MistakeFacts(
        .liveness, "Every other agent knows no pre-vote, and answers no request of a lower term.",
        seen: "etcd 8501, openraft 1796")
    case .leadsAlone:
      MistakeFacts(
        .liveness, "A leader that hears from no majority does not step down.",
        seen: "Howard and Abraham, Raft does not Guarantee Liveness (2020)")
    case .ignoresWinner:
      MistakeFacts(
        .liveness, "A candidate does not follow the leader of its own term.",
        seen: "goraft 53, noraft 24, d-engine 340")
    case .keepsTimer:
      MistakeFacts(
        .statistics, "A voter does not restart its election timer.", seen: "akka-raft 43")
    case .refusesAhead:
      MistakeFacts(.nothing, "A refused vote waits for no disk, since it claims nothing.")
    case .commitsUnmatched:
      // No message here ends before an entry that conflicts: where logs part, the next one begins, and what
      // it conflicts with goes. So it takes a heartbeat to do harm (`promisesUnmatched`).
      MistakeFacts(
        .nothing, "A follower commits up to its log's end, not just what a message matches.",
        seen: "copycat 265, etcd 1203")
    case .resignsAtRandom:
      MistakeFacts(.nothing, "A leader with a majority steps down now and then.")
    default: memberFacts
    }
  }

  private var memberFacts: MistakeFacts {
    switch self {
    case .changesEarly:
      MistakeFacts(
        .safety, "A leader changes the members before an entry of its term is committed.",
        seen: "raft-dev 2015, copycat 23, axon-server-se 120, braft 182")
    case .swapsAtOnce:
      MistakeFacts(
        .safety, "Several voters are exchanged in one step.",
        seen: "paper figure 10, etcd-io/raft 372 (disputed)")
    case .asksNewAlone:
      MistakeFacts(.safety, "While joint, a majority of the new voters is enough.")
    case .asksOldAlone:
      MistakeFacts(.safety, "While joint, a majority of the old voters is enough.")
    case .leavesJointEarly:
      MistakeFacts(.safety, "The new voters follow before the joint membership is committed.")
    case .appliesLate:
      MistakeFacts(
        .safety, "A change of members counts when it is committed, not when the log has it.",
        seen: "etcd 7280, 5004 and 7625")
    case .standsUnapplied:
      MistakeFacts(
        .safety, "A candidate counts votes by the last members that it knows to be committed.",
        seen: "etcd 7280")
    case .keepsCutOff:
      MistakeFacts(.safety, "A change of members that is cut off the log still counts.")
    case .countsItself:
      MistakeFacts(.safety, "A leader that is removed counts itself towards majorities.")
    case .learnersVote:
      MistakeFacts(.safety, "Learners are asked for votes, and their word counts.")
    case .keepsLease:
      MistakeFacts(
        .safety, "A leader keeps its lease when it has told another to stand.",
        seen: "raft-rs 234, etcd 12704 (asked)")
    case .obeysLate:
      MistakeFacts(.safety, "The word of an earlier term's leader to stand is obeyed.")
    case .promotesUnready:
      MistakeFacts(.liveness, "An agent votes before its log has caught up.")
    default: MistakeFacts(.nothing, "A message carries one entry, whatever the settings say.")
    }
  }

  private var snapshotFacts: MistakeFacts {
    switch self {
    case .forgetsExpiry:
      MistakeFacts(
        .safety, "A command of a session that was dropped is applied as that of a new one.")
    case .omitsSessions:
      MistakeFacts(.safety, "A snapshot has the keys but not the sessions of the store.")
    case .labelsAhead:
      MistakeFacts(
        .safety, "A snapshot of what is applied is called one of the log up to its end.")
    case .mislabelsTerm:
      MistakeFacts(
        .safety, "A snapshot has the term of its agent for that of its last entry.")
    case .discardsAhead:
      MistakeFacts(
        .safety, "Entries are given up by a write of their own before the snapshot is durable.")
    case .keepsBehindSnapshot:
      MistakeFacts(
        .safety, "A log that differs from an installed snapshot stays as it is.",
        seen: "hashicorp/raft 704")
    case .dropsSuffix:
      MistakeFacts(
        .safety, "What follows an installed snapshot is dropped although the log matches it.")
    case .mixesSnapshots:
      MistakeFacts(.safety, "Parts of one snapshot are added to those of another.")
    default:
      MistakeFacts(.safety, "A snapshot is installed over a state that is newer.")
    }
  }
}
