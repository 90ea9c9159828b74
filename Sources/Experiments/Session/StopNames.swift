public import Scenarios
import Simulator

/// What a run can be stopped at by name: `leader elected`, `commit 2000`, `split begins`, `split ends`,
/// and the kinds of notes.
public struct StopNames {
  private let milestones: [String]
  private let faults: [String]

  /// The names that a scenario has; kinds of notes, only a run shows.
  public init(_ scenario: Scenario) {
    milestones = scenario.vocabulary.milestoneNames
    var faults: [String] = []
    for name in scenario.faults.flatMap({ [$0.baseName, $0.fault.name] })
      + (scenario.chaos?.kinds.map { $0.name } ?? []) where !faults.contains(name)
    {
      faults.append(name)
    }
    self.faults = faults
  }

  /// All names but those of notes.
  public var known: [String] {
    milestones + faults.flatMap { [$0, "\($0) begins", "\($0) ends"] }
  }

  /// What a text names among milestones and faults, or nil if it must be a kind of note.
  public func stop(_ text: String) -> Stop? {
    let (name, count) = StopNames.counted(text)
    if let index = milestones.firstIndex(of: text) { return .milestone(index, count: 1) }
    if let index = milestones.firstIndex(of: name) { return .milestone(index, count: count) }
    if name == "event", text != name { return .event(count) }
    for fault in faults {
      if text == fault || text == "\(fault) begins" { return .faultBegins(fault) }
      if text == "\(fault) ends" { return .faultEnds(fault) }
    }
    return nil
  }

  /// The note that a text names: its kind, with a number behind it for a later one than the next.
  public func note(_ text: String) -> Stop {
    let (name, count) = StopNames.counted(text)
    return .note(name, count: count)
  }

  /// A name and the number behind it; 1 without one.
  private static func counted(_ text: String) -> (name: String, count: Int64) {
    var bytes = Array(text.utf8)
    var (count, unit) = (Int64(0), Int64(1))
    while let digit = bytes.last, (0x30...0x39).contains(digit), unit < 1_000_000_000_000_000_000 {
      count += Int64(digit - 0x30) * unit
      unit *= 10
      bytes.removeLast()
    }
    guard count > 0, bytes.count > 1, bytes.last == UInt8(ascii: " ") else { return (text, 1) }
    return (String(decoding: bytes.dropLast(), as: UTF8.self), count)
  }
}
