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

  public var clients = 3
  public var mode = Mode.open
  public var rate: Rate
  public var arrival = Arrival.poisson
  public var think = Delay.constant(0)
  public var start: Nanoseconds = 0
  /// The end of the run if nil.
  public var stop: Nanoseconds?
  /// What clients ask for, in the plural: for descriptions.
  let subject: String
  /// What ends a wait in closed mode, for descriptions; nil if there is no such mode.
  let ending: String?

  /// - Parameters:
  ///   - subject: what clients ask for, in the plural.
  ///   - ending: what a client of the closed mode waits for; nil if the load has no such mode.
  public init(rate: Rate, of subject: String, until ending: String? = nil) {
    self.rate = rate
    self.subject = subject
    self.ending = ending
  }

  public init() {
    self.init(rate: Rate(events: 100, span: .second), of: "operations", until: "an answer")
  }

  public mutating func declare(_ section: inout Section) {
    section.integer("clients", &clients, 1...100_000, about: "Number of clients.")
    section.word(
      "mode", &mode, of: ending == nil ? [.open, .scripted] : Mode.allCases,
      about: "Whether \(subject) come at a rate, \(ending.map { "after \($0), " } ?? "")"
        + "or only as listed.")
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

  private var isOpen: Section.Condition { .when("mode", mode, is: .open) }

  public func review(_ section: inout Section) {
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

  /// When clients ask all the time, so that a time without an answer means something; nil if they do not.
  public func steadySpan(in bound: Bound) -> ClosedRange<Nanoseconds>? {
    if mode == .scripted || !bound.hasLoad { return nil }
    return start...max(start, stop ?? bound.duration)
  }
}
