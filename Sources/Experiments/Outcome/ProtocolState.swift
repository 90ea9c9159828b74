/// What an agent can be for a while, as the strip and the story of a report show it.
///
/// A protocol declares its states once, in the order of the legend; its watcher states with them which
/// agent was what when (`WatchReport.timeline`). Being down or paused needs no declaration.
public struct ProtocolState: Hashable, Sendable {
  /// What a state means for a run, which decides how it is drawn and told.
  public indirect enum Bearing: Hashable, Sendable {
    /// An agent that has just started is so: drawn where nothing else is to be shown.
    case rest
    /// It waits for other agents: drawn in a cell if it takes half of it or more.
    case waiting
    /// It tries to get into a notable state: drawn unless the cell has a notable one. The story counts
    /// attempts until one succeeds.
    case attempting
    /// What a run is about, such as leading: drawn however short it is, and told in these words.
    case notable(Telling)
  }

  /// The words in which a story tells of a state, after the name of an agent: `n1 was elected in term 3`.
  public struct Telling: Hashable, Sendable {
    /// That an agent came into the state: `was elected`.
    public let entered: String
    /// That it left the state: `stopped leading`.
    public let left: String
    /// That it was in the state: `led`.
    public let held: String
    /// What an entrance is called, in the singular: `election`.
    public let event: String
    /// What `Timeline.Change.number` counts: `term`; nil if changes have no number.
    public let number: String?

    /// The words for one state; all are needed, as the story may tell of it in any of these ways.
    public init(entered: String, left: String, held: String, event: String, number: String? = nil) {
      self.entered = entered
      self.left = left
      self.held = held
      self.event = event
      self.number = number
    }
  }

  /// As the legend calls it: `leader`.
  public let name: String
  /// What a cell of the strip shows; one column wide.
  public let glyph: Unicode.Scalar
  /// The same for a terminal that shows ASCII only.
  public let ascii: Unicode.Scalar
  /// How it is drawn and told.
  public let bearing: Bearing

  /// - Precondition: the glyph is no control character, and `ascii` a visible one of ASCII.
  public init(_ name: String, _ glyph: Unicode.Scalar, ascii: Unicode.Scalar, _ bearing: Bearing) {
    precondition(
      glyph.value > 0x20 && !(0x7F...0x9F).contains(glyph.value),
      "the glyph of \(name), U+\(String(glyph.value, radix: 16)), cannot be seen")
    precondition(
      (0x21...0x7E).contains(ascii.value),
      "the ASCII glyph of \(name), U+\(String(ascii.value, radix: 16)), is not visible ASCII")
    self.name = name
    self.glyph = glyph
    self.ascii = ascii
    self.bearing = bearing
  }

  /// An agent of which a protocol says nothing.
  public static let running = ProtocolState("running", "▁", ascii: "_", .rest)

  /// What the strip shows of processes, whatever the protocol.
  static let reserved: [Unicode.Scalar] = ["×", "‖"]
}

/// The states of protocols that elect a leader.
extension ProtocolState {
  /// It follows a leader, or waits for one.
  public static let follower = ProtocolState("follower", "▁", ascii: "_", .rest)
  /// It stands for election.
  public static let candidate = ProtocolState("candidate", "░", ascii: "c", .attempting)
  /// It takes itself for the leader.
  public static let leader = ProtocolState(
    "leader", "█", ascii: "#",
    .notable(
      Telling(
        entered: "was elected", left: "stopped leading", held: "led", event: "election",
        number: "term")))

  /// All of them, in the order of the legend.
  public static let leadership = [follower, candidate, leader]
}

/// The states of protocols whose agents belong to a group.
extension ProtocolState {
  /// It takes part, and has no task beside that.
  public static let member = ProtocolState("member", "▁", ascii: "_", .rest)
}
