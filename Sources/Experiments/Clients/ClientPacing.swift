public import Scenarios
public import Simulator

/// How many clients ask, and what makes them: one pacing for the loads of all protocols.
public struct ClientPacing: Configurable, Hashable {
  /// What makes a client ask.
  public enum Mode: String, Word {
    /// Whatever has been answered, at times that are drawn.
    case open
    /// An answer.
    case closed
    /// Only what the scenario lists.
    case scripted
  }

  /// How the times of the open mode are drawn.
  public enum Arrival: String, Word {
    case poisson
    case fixed
  }

  /// Number of clients, at least 1.
  public var clients = 3
  /// Whether clients ask at drawn times, after answers, or only what the scenario lists.
  public var mode = Mode.open
  /// How often all clients together ask, in open mode.
  public var rate: Rate
  /// Whether the times of the open mode are a Poisson process or evenly spaced.
  public var arrival = Arrival.poisson
  /// Time between an answer and the client's next request, in closed mode.
  public var think = Delay.constant(0)
  /// When clients start.
  public var start: Nanoseconds = 0
  /// The end of the run if nil.
  public var stop: Nanoseconds?
  /// What clients ask for, in the plural: for descriptions.
  let subject: String
  /// What ends a wait in closed mode, for descriptions; nil if there is no such mode.
  let ending: String?
  /// Whether a scenario can list what clients ask for.
  let takesLists: Bool

  /// - Parameters:
  ///   - subject: what clients ask for, in the plural.
  ///   - ending: what a client of the closed mode waits for; nil if the load has no such mode.
  ///   - takesLists: whether the load's section lists operations, for the mode `scripted`.
  public init(
    rate: Rate, of subject: String, until ending: String? = nil, takesLists: Bool = true
  ) {
    self.rate = rate
    self.subject = subject
    self.ending = ending
    self.takesLists = takesLists
  }

  public init() {
    self.init(rate: Rate(events: 100, span: .second), of: "operations", until: "an answer")
  }

  public mutating func declare(_ section: inout Section) {
    section.integer("clients", &clients, 1...100_000, about: "Number of clients.")
    declareMode(&section)
    section.rate(
      "rate", &rate, when: isOpen, about: "All clients' \(subject) together, in open mode.")
    section.word(
      "arrival", &arrival, when: isOpen,
      about: "Whether \(subject) of the open mode come at random or evenly.")
    if let ending {
      section.delay(
        "think", &think, when: .when("mode", mode, is: .closed),
        about: "Time between \(ending) and the next of the \(subject), in closed mode.")
    }
    section.duration(
      "start", &start, 0...Shape.longestDuration, about: "When clients start.")
    section.duration(
      "stop", &stop, about: "When clients stop; the end of the run without it.")
  }

  /// A load that knows no mode but the open one has no such setting.
  private mutating func declareMode(_ section: inout Section) {
    var ways = ["at a rate"]
    if let ending { ways.append("after \(ending)") }
    if takesLists { ways.append("only as listed") }
    if ways.count == 1 { return }
    let modes = Mode.allCases.filter { mode in
      switch mode {
      case .open: true
      case .closed: ending != nil
      case .scripted: takesLists
      }
    }
    let about = ways.dropLast().map { "\($0), " }.joined() + "or " + ways[ways.count - 1]
    section.word("mode", &mode, of: modes, about: "Whether \(subject) come \(about).")
  }

  private var isOpen: Section.Condition { .when("mode", mode, is: .open) }

  public func review(_ section: inout Section) {
    if mode == .open { rate.review(&section, clients: clients) }
    guard let duration = section.scenario?.duration else { return }
    let end = min(stop ?? duration, duration)
    if start >= end {
      section.complain(
        "start", "clients would start when all is over",
        "they must start before \(DurationText.exact(end))")
    }
  }

  /// Times between what one client of the open mode asks for.
  public var interval: Delay {
    let mean = rate.meanInterval(eachOf: Int64(clients))
    return arrival == .fixed ? .constant(mean) : .exponential(mean: mean)
  }

  /// When a client of the open mode asks next; nil if clients have stopped by then.
  public func arrival(
    after time: Nanoseconds, _ random: inout RandomStream
  ) -> Nanoseconds? {
    // No interval of nothing: the clock would stand still.
    let next = time + Swift.max(1, interval.sample(random.next()))
    return next < stop ?? .never ? next : nil
  }

  /// When clients ask all the time, so that a time without an answer means something; nil if they do not.
  public func steadySpan(in bound: Bound) -> ClosedRange<Nanoseconds>? {
    if mode == .scripted || !bound.hasLoad { return nil }
    return start...max(start, stop ?? bound.duration)
  }
}
