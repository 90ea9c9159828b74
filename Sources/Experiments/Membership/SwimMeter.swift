import Checks
public import Protocols
import Scenarios
public import Simulator

/// How soon crashes are found and known, what that costs, and who is taken for dead that is not.
public struct SwimMeter: Watcher {
  public typealias Subject = Swim

  private let period: Nanoseconds
  /// The faults that make agents slow, pause them, or cut them off.
  private let impairing: Set<Int>
  var ledger = PhaseLedger()
  var pulse = Pulse()
  var firstProbe = PhasedHistogram()
  var firstProbePeriods = PhasedHistogram()
  /// Sums over the crashes of `firstProbe`, in nanoseconds and in whole periods, and what they are for each of.
  var probeTime = PhasedTally()
  var probePeriods = PhasedTally()
  var probedPeriods = PhasedTally()
  var probed = PhasedTally()
  var detection = PhasedHistogram()
  var detectionTime = PhasedTally()
  var detectedPeriods = PhasedTally()
  var verdict = PhasedHistogram()
  var dissemination = PhasedHistogram()
  var fullDetection = PhasedHistogram()
  /// Microseconds of a period for each message and each false positive, beside those of all members.
  var messageTime = PhasedTally()
  var falseTime = PhasedTally()
  var healthyFalseTime = PhasedTally()
  var memberTime = PhasedTally()
  var falsePositives = PhasedTally()
  var healthyFalsePositives = PhasedTally()
  var falseSuspicions = PhasedTally()
  var falseVerdicts = PhasedTally()
  var failures = PhasedTally()
  var refutations = PhasedTally()
  var health = PhasedHistogram()
  var requestLatency = PhasedHistogram()

  private var members: [Member]
  private var activeCount: Int64 = 0
  /// Until when `memberTime` has been added up.
  private var addedUntil: Nanoseconds = 0
  /// Crashes that not all members know of yet.
  private var outages: [Outage] = []

  /// What is so of one agent.
  private struct Member: Sendable {
    var isUp = false
    var hasLeft = false
    /// Whether a fault has ever slowed it, paused it, or cut it off by itself.
    var wasImpaired = false
    /// The members that hold it to be gone.
    var doubters = AgentSet()

    /// Whether it takes part.
    var isActive: Bool { isUp && !hasLeft }
    /// Whether nothing has ever kept it from answering while it was up.
    var isHealthy: Bool { isActive && !wasImpaired }
  }

  /// An agent that crashed.
  private struct Outage: Sendable {
    let agent: AgentID
    let start: Nanoseconds
    let phase: Int
    var isProbed = false
    var isDetected = false
    /// When it was first declared dead.
    var declared: Nanoseconds?
  }

  init(agentCount: Int, period: Nanoseconds, impairing: Set<Int>) {
    self.period = period
    self.impairing = impairing
    members = Array(repeating: Member(), count: agentCount)
  }
}

// What agents state.
extension SwimMeter {
  public mutating func noted(_ note: Swim.Note, by agent: AgentID, at time: Nanoseconds) {
    let phase = ledger.current
    switch note {
    case .probed(let member, _, let multiplier):
      health.record(Int64(multiplier), phase: phase)
      if !outages.isEmpty { noteProbe(member, at: time) }
    case .failed(let member, _):
      failures.add(phase: phase)
      noteDetection(member, at: time)
    case .declared(let member, _, _): noteVerdict(member, at: time)
    case .held(let member, let row, _): hold(member, row, agent, at: time)
    case .refuted: refutations.add(phase: phase)
    case .joined, .left: setLeft(agent, note, at: time)
    }
  }

  private func outage(of agent: AgentID) -> Int? { outages.firstIndex { $0.agent == agent } }

  private mutating func noteProbe(_ member: AgentID, at time: Nanoseconds) {
    guard let place = outage(of: member), !outages[place].isProbed else { return }
    outages[place].isProbed = true
    let (span, phase) = (time - outages[place].start, outages[place].phase)
    let periods = (span + period - 1) / period
    firstProbe.record(span, phase: phase)
    firstProbePeriods.record(periods, phase: phase)
    probeTime.add(span, phase: phase)
    probedPeriods.add(period, phase: phase)
    probePeriods.add(periods, phase: phase)
    probed.add(phase: phase)
  }

  private mutating func noteDetection(_ member: AgentID, at time: Nanoseconds) {
    guard let place = outage(of: member), !outages[place].isDetected else { return }
    outages[place].isDetected = true
    let (span, phase) = (time - outages[place].start, outages[place].phase)
    detection.record(span, phase: phase)
    detectionTime.add(span, phase: phase)
    detectedPeriods.add(period, phase: phase)
  }

  private mutating func noteVerdict(_ member: AgentID, at time: Nanoseconds) {
    if members[member.index].isHealthy { falseVerdicts.add(phase: ledger.current) }
    guard let place = outage(of: member), outages[place].declared == nil else { return }
    outages[place].declared = time
    verdict.record(time - outages[place].start, phase: outages[place].phase)
  }

  private mutating func hold(
    _ member: AgentID, _ row: Swim.Row, _ agent: AgentID, at time: Nanoseconds
  ) {
    let isHealthy = members[member.index].isHealthy
    switch row.status {
    case .dead where isHealthy:
      falsePositives.add(phase: ledger.current)
      falseTime.add(period / 1000, phase: ledger.current)
      if members[agent.index].isHealthy {
        healthyFalsePositives.add(phase: ledger.current)
        healthyFalseTime.add(period / 1000, phase: ledger.current)
      }
    case .suspect where isHealthy: falseSuspicions.add(phase: ledger.current)
    case .alive, .suspect, .dead, .left: break
    }
    if row.isPresent {
      members[member.index].doubters.remove(agent)
    } else if members[agent.index].isActive {
      members[member.index].doubters.insert(agent)
      closeOutages(at: time)
    }
  }

  /// Closes the outages of which all members know.
  private mutating func closeOutages(at time: Nanoseconds) {
    outages.removeAll { outage in
      guard let declared = outage.declared,
        Int64(members[outage.agent.index].doubters.count) == activeCount
      else { return false }
      dissemination.record(time - declared, phase: outage.phase)
      fullDetection.record(time - outage.start, phase: outage.phase)
      return true
    }
  }
}

// Who takes part.
extension SwimMeter {
  public mutating func changed(_ agent: AgentID, _ change: LifeChange, at time: Nanoseconds) {
    let wasActive = members[agent.index].isActive
    switch change {
    case .started:
      members[agent.index].isUp = true
      outages.removeAll { $0.agent == agent }
    case .crashed:
      members[agent.index].isUp = false
      if wasActive {
        outages.append(Outage(agent: agent, start: time, phase: ledger.current))
      }
    case .paused, .resumed: break
    }
    count(agent, wasActive, at: time)
  }

  private mutating func setLeft(_ agent: AgentID, _ note: Swim.Note, at time: Nanoseconds) {
    let wasActive = members[agent.index].isActive
    if case .left = note {
      members[agent.index].hasLeft = true
    } else {
      members[agent.index].hasLeft = false
    }
    count(agent, wasActive, at: time)
  }

  private mutating func count(_ agent: AgentID, _ wasActive: Bool, at time: Nanoseconds) {
    let isActive = members[agent.index].isActive
    if isActive == wasActive { return }
    addUp(until: time)
    activeCount += isActive ? 1 : -1
    // What it held is forgotten, or means nothing any more.
    for member in members.indices { members[member].doubters.remove(agent) }
    closeOutages(at: time)
  }

  private mutating func addUp(until time: Nanoseconds) {
    memberTime.add((time - addedUntil) / 1000 * activeCount, phase: ledger.current)
    addedUntil = time
  }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    addUp(until: time)
    ledger.note(event, at: time)
    guard event.phase == .began, impairing.contains(event.index) else { return }
    for agent in event.agents { members[agent.index].wasImpaired = true }
  }

  public mutating func sent(
    _ message: Swim.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    messageTime.add(period / 1000, phase: ledger.current)
  }

  public mutating func clientNoted(_ note: SwimClientNote, at time: Nanoseconds) {
    guard case .done(_, let since) = note else { return }
    requestLatency.record(time - since, phase: ledger.phase(at: since))
    pulse.beat(at: time)
  }

  public mutating func finish(at time: Nanoseconds) { addUp(until: time) }
}
