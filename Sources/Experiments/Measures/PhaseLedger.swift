public import Simulator

/// The phases into which the faults of a run divide it: a new one at every start and end of a fault.
///
/// Every observer that follows the same run's faults numbers the phases alike.
public struct PhaseLedger: Hashable, Sendable {
  /// A stretch of the run in which the same faults were under way.
  public struct Phase: Hashable, Sendable {
    /// When it starts; it ends where the next one starts, or with the run.
    public let start: Nanoseconds
    /// The faults under way, by their index, in the order they began.
    public let active: [Int]
    /// Whether any fault had begun by its start.
    public let isAfterFirst: Bool
  }

  /// All phases so far, in order of time; the first starts at 0, and some may have no length.
  public private(set) var phases = [Phase(start: 0, active: [], isAfterFirst: false)]

  /// The ledger of a run without a fault so far: one phase.
  public init() {}

  /// The phase that the run is in.
  @inlinable
  public var current: Int { phases.count - 1 }

  /// Takes note of a fault's start or end; a flap is neither.
  public mutating func note(_ event: FaultEvent, at time: Nanoseconds) {
    var active = phases[current].active
    switch event.phase {
    case .began: active.append(event.index)
    case .ended: active.removeAll { $0 == event.index }
    case .noTarget, .flapped: return
    }
    phases.append(Phase(start: time, active: active, isAfterFirst: true))
  }

  /// Until when a phase lasted, given the end of the run.
  public func end(of phase: Int, runEnd: Nanoseconds) -> Nanoseconds {
    phase + 1 < phases.count ? phases[phase + 1].start : runEnd
  }

  /// The phases that make up a window.
  public func phases(in window: MeasureWindow) -> [Int] {
    let last = phases.lastIndex { !$0.active.isEmpty }
    return phases.indices.filter { index in
      let phase = phases[index]
      switch window {
      case .whole: return true
      case .before: return !phase.isAfterFirst
      case .during(let faults): return phase.active.contains { faults.contains($0) }
      case .between: return phase.isAfterFirst && phase.active.isEmpty && index < (last ?? 0)
      case .after: return phase.isAfterFirst && phase.active.isEmpty && index > (last ?? 0)
      }
    }
  }
}

/// A part of a run, as its faults divide it.
public enum MeasureWindow: Hashable, Sendable {
  case whole
  /// Before any fault began.
  case before
  /// While any of the faults of these indices was under way.
  case during([Int])
  /// After the first fault began, while none was under way and another was to come.
  case between
  /// After the last fault was over.
  case after
}
