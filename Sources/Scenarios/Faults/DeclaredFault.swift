public import Simulator

/// A fault that a scenario declares, with what the file says of it.
public struct DeclaredFault: Hashable, Sendable {
  /// The fault as a world takes it, at the earliest time that a seed may draw.
  public let fault: Fault
  /// By how much a seed may draw a later time; 0 for a fault that begins at one time in all.
  public let lateness: Nanoseconds
  /// The declaration on one line.
  public let text: String
  /// Where the declaration begins.
  public let position: Position
  /// The name without the `#k` of a repetition.
  public let baseName: String

  /// The fault as a run of a seed has it.
  ///
  /// Its time is drawn from a stream of its name, so that other faults leave it alone.
  func fault(seed: UInt64) -> Fault {
    guard lateness > 0, case .at(let earliest) = fault.trigger else { return fault }
    var digest = Digest()
    digest.feed(fault.name)
    var stream = RandomStream(seed: seed, .plan, (1 << 33) + (digest.value >> 32))
    var drawn = fault
    drawn.trigger = .at(stream.within(earliest...earliest + lateness))
    return drawn
  }
}
