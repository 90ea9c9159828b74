import Protocols
import Scenarios
import Simulator

/// The section `election`.
struct ElectionSection: Configurable {
  private var election = Election.Settings()
  private var detector = Detector.fixed
  private var suspicion = 250 * Nanoseconds.millisecond
  private var accrual = FailureDetector.Accrual()

  /// When a silence makes suspect.
  private enum Detector: String, Word {
    case fixed
    case normal = "phi normal"
    case exponential = "phi exponential"
  }

  mutating func declare(_ section: inout Section) {
    section.word(
      "mode", &election.mode,
      about: "Fenced bully, bully as published, or the voting that the design brief writes down.")
    section.word(
      "scopes", &election.scopes, when: .when("mode", election.mode, is: .fenced),
      about: "Whether all agents together elect a leader, each group one, or both.")
    section.flag(
      "automatic", &election.isAutomatic,
      about: "Whether agents elect at their start and on suspicion, or only on request.")
    declareTimes(&section)
    declareDetector(&section)
    declareFences(&section)
  }

  private mutating func declareTimes(_ section: inout Section) {
    section.duration(
      "heartbeat", &election.heartbeat, about: "A leader's interval between signs of life.")
    section.duration(
      "answerTimeout", &election.answerTimeout,
      about: "How long an agent waits for an answer of a fitter one.")
    section.duration(
      "coordinatorTimeout", &election.coordinatorTimeout,
      about: "How long an agent that was answered waits for a leader.")
    section.duration(
      "deadline", &election.deadline, about: "How long a candidate waits for a majority.")
    section.durationRange(
      "backoff", &election.backoff,
      about: "Wait before the next attempt after one that failed, drawn each time.")
    section.duration(
      "timeout", &election.briefTimeout,
      about: "The limit of an election as written, on which nobody acts.")
  }

  private mutating func declareDetector(_ section: inout Section) {
    section.word(
      "detector", &detector,
      about: "Whether a fixed silence makes suspect, or one that past intervals make unlikely.")
    let isAccrual = Section.Condition.when("detector", detector, is: .normal, .exponential)
    section.duration(
      "suspicion", &suspicion, when: .when("detector", detector, is: .fixed),
      about: "The silence that makes a follower suspect its leader, with a fixed detector.")
    section.factor(
      "phi", &accrual.threshold, when: isAccrual,
      about: "Suspect when the chance to be wrong is ten to minus this; at most 18.")
    section.integer(
      "window", &accrual.window, 1...10_000, when: isAccrual,
      about: "Intervals that phi goes by.")
    section.duration(
      "minimumDeviation", &accrual.minimumDeviation,
      when: .when("detector", detector, is: .normal),
      about: "Least standard deviation of intervals, with 'phi normal'.")
  }

  private mutating func declareFences(_ section: inout Section) {
    section.duration(
      "lease", &election.lease,
      about: "How long a member that acknowledged a leader acknowledges no other.")
    section.integer(
      "driftAllowance", &election.driftAllowance, 0...900_000,
      about: "Parts per million by which clocks may run wrong: leases are shorter for it.")
    section.integer(
      "margin", &election.margin, 0...1000,
      about: "Thousandths of score by which a challenger must beat the incumbent.")
    section.duration(
      "dwell", &election.dwell,
      about: "How long a challenger must have followed the same incumbent.")
  }

  func review(_ section: inout Section) {
    let heartbeat = DurationText.exact(election.heartbeat)
    if election.mode == .fenced, election.heartbeat >= election.lease {
      section.complain(
        firstOf: "lease", "heartbeat",
        message: "a lease would be over before the next heartbeat",
        suggestion: "the lease must be longer than \(heartbeat), the heartbeat")
    }
    if detector == .fixed, suspicion <= election.heartbeat {
      section.complain(
        firstOf: "suspicion", "heartbeat",
        message: "a leader would be suspected before its next heartbeat",
        suggestion: "the suspicion must be longer than \(heartbeat), the heartbeat")
    }
    if accrual.threshold > FailureDetector.highestPhi {
      section.complain("phi", "so high a phi cannot be told from certainty", "at most 18")
    }
  }
}

extension ElectionSection {
  /// The protocol's settings, for these agents.
  func settings(_ directory: Election.Directory) -> Election.Settings {
    var settings = election
    settings.directory = directory
    settings.detection = detection
    return settings
  }

  private var detection: FailureDetector.Rule {
    if detector == .fixed { return .fixed(suspicion) }
    var accrual = accrual
    accrual.fit = detector == .normal ? .normal : .exponential
    accrual.expected = min(election.heartbeat, FailureDetector.longestInterval)
    accrual.minimumDeviation = min(accrual.minimumDeviation, FailureDetector.longestInterval)
    return .accrual(accrual)
  }

  /// Every scope that is to have a leader.
  func scopes(_ directory: Election.Directory) -> [Election.Scope] {
    let groups = directory.groups.map { Election.Scope.group($0) }
    switch election.mode == .fenced ? election.scopes : .global {
    case .global: return [.global]
    case .groups: return groups
    case .both: return [.global] + groups
    }
  }
}
