import Scenarios
import Simulator

/// What can be said to a debugger: one word, and what stands behind it.
enum DebugWord: String, CaseIterable {
  case step
  case back
  case run
  case to
  case next
  case inspect
  case agents
  case pending
  case messages
  case faults
  case clients
  case done
  case story
  case deliver
  case drop
  case crash
  case restart
  case pause
  case resume
  case cut
  case heal
  case ask
  case order
  case act
  case fork
  case futures
  case `switch`
  case compare
  case undo
  case save
  case help
  case quit

  /// What an argument is, for completion.
  enum Argument {
    case agent
    case stop
    case note
    case message
    case deed
    case order
    case future
    case kind
    case word
    case field
    case key
  }

  /// All that is said of a word.
  struct Entry {
    /// What stands behind the word; brackets around what may be left out.
    let usage: String
    /// One line.
    let about: String
    /// What else there is to know.
    let details: String
    /// What each argument is; the last one stands for all that follow.
    let arguments: [Argument]

    init(_ usage: String, _ about: String, _ arguments: [Argument] = [], _ details: String = "") {
      self.usage = usage
      self.about = about
      self.details = details
      self.arguments = arguments
    }
  }

  /// The word and what stands behind it.
  var usage: String { entry.usage.isEmpty ? rawValue : "\(rawValue) \(entry.usage)" }

  /// How many arguments it takes, where that is a matter of their number.
  var mostArguments: Int? {
    switch entry.usage {
    case "": 0
    case "[N]", "[AGENT]": 1
    default: nil
    }
  }

  var entry: Entry {
    switch self {
    case .step, .back, .run, .to, .next: moving
    case .inspect, .agents, .pending, .messages, .faults, .clients, .done, .story: looking
    case .deliver, .drop, .crash, .restart, .pause, .resume, .cut, .heal, .ask, .order, .act: acting
    case .fork, .futures, .switch, .compare, .undo, .save, .help, .quit: keeping
    }
  }

  private var moving: Entry {
    switch self {
    case .step:
      Entry("[N]", "goes on by one event, or N, and shows each.", [], "An empty line steps too.")
    case .back: Entry("[N]", "goes back by one event, or N; deeds on the way are undone.")
    case .run:
      Entry(
        "[WHEN]", "runs to the end of the scenario, or to a violation; or to a moment, as to does.",
        [.stop])
    case .to:
      Entry(
        "WHEN", "runs, or goes back, to a moment.", [.stop],
        """
        WHEN is a time (to 5.2s), a time from here (to +100ms), an event (to event 1234), a milestone (to
        leader elected: the next; to commit 2000: that one since the start), the start or the end of a
        fault (to split begins, to split ends), a kind of note, the next one (to note became leader, and
        to note became leader 3 for the third from here), or a condition on what an agent believes (to n1
        role = leader, to any term >= 4, to all commit index > 10), which compares with = != < <= > >=.
        """)
    default:
      Entry("[KIND]", "runs to the next note, or to the next of a kind.", [.note])
    }
  }

  private var looking: Entry {
    switch self {
    case .inspect:
      Entry(
        "AGENT [FIELD]", "shows an agent: its machine, disk, timers and clock.", [.agent, .field],
        "With a field, such as log, all of that field alone, on the machine and on the disk.")
    case .agents: Entry("", "shows a line an agent.")
    case .pending: Entry("[N]", "lists what is to come, the first N: messages, timers, faults.")
    case .messages:
      Entry(
        "[AGENT]", "lists what is on its way, each with the number that deliver takes.", [.agent])
    case .faults: Entry("", "lists the faults that are over, under way and to come.")
    case .clients: Entry("", "shows what each client stated last, and what of it is on its way.")
    case .done: Entry("", "lists what was done by hand, as a scenario says it.")
    default: Entry("", "shows the page of the run so far, as the command run does.")
    }
  }

  private var acting: Entry {
    switch self {
    case .deliver:
      Entry(
        "NUMBER | FROM TO [KIND]", "lets something on its way arrive now.",
        [.message, .agent, .kind],
        "By the number that messages shows, or the first from an agent, or clients, to another.")
    case .drop:
      Entry("NUMBER | FROM TO [KIND]", "loses something on its way.", [.message, .agent, .kind])
    case .crash:
      Entry(
        "TARGET [LOSS]", "stops a process, until restart.", [.agent, .word],
        "TARGET is an agent or who \"leader\" or \"any follower\" means now. LOSS is what becomes of the disk: "
          + FaultAction.DiskLoss.words.joined(separator: ", ") + ".")
    case .restart: Entry("AGENT", "starts a process that crash stopped.", [.agent])
    case .pause: Entry("TARGET", "makes a process stand still, until resume.", [.agent])
    case .resume: Entry("AGENT", "ends what pause began.", [.agent])
    case .cut:
      Entry(
        "ONE OTHER | A > B | A | B ...", "cuts links, until heal.", [.agent],
        """
        cut n1 n2 cuts the link between two, cut n1 > n2 n3 the way from one side to the other, cut n1 n2 |
        n3 n4 n5 parts groups, and cut n1 isolates one agent. Behind that may stand what becomes of messages
        on their way (held, lost or kept), only KIND, KIND for kinds of messages, and until WHEN: a
        milestone, a time, or the end of another fault.
        """)
    case .heal: Entry("[NAME]", "ends what cut or act began by that name, or all cuts.", [.deed])
    case .ask:
      Entry(
        "CLIENT KEY=VALUE ...", "makes a client ask now.", [.key],
        "Such as ask 1 write=5 value=7; what can be asked for, describe ask and the protocol say.")
    case .order: Entry("TARGET WORDS", "tells an agent to do something.", [.agent, .order])
    default:
      Entry(
        "{ ... }", "does whatever a fault of a scenario does, without its when.", [],
        "Such as act { links: { loss: \"50%\" }, until: \"leader elected\" }; heal ends it.")
    }
  }

  private var keeping: Entry {
    switch self {
    case .fork: Entry("NAME", "goes on in a future of that name, and leaves this one as it is.")
    case .futures: Entry("", "lists the futures.")
    case .switch: Entry("NAME", "goes on in another future.", [.future])
    case .compare:
      Entry(
        "NAME [OTHER]", "tells where two futures part, and in what states they differ now.",
        [.future, .future])
    case .undo: Entry("", "takes back the last line that changed anything.")
    case .save:
      Entry(
        "FILE [over]", "writes the scenario with what was done, which gives the same run.", [],
        "A file that is there is left alone but with over.")
    case .help: Entry("[WORD]", "says what can be said, or all about a word.", [.word])
    default: Entry("", "ends.")
    }
  }

  /// The word that a text is, or is the only one to begin with.
  static func word(_ text: String) -> DebugWord? {
    if let word = DebugWord(rawValue: text) { return word }
    let begun = allCases.filter { $0.rawValue.hasPrefix(text) }
    return begun.count == 1 ? begun[0] : nil
  }
}
