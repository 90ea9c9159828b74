public import Simulator

/// Work on a storage that one agent at a time may do: the holder of a lease that a service grants.
///
/// The first agent is the service, the second the storage, and the others want the lease. A lease runs for a term
/// from each renewal; its holder counts the term from when it *asked*, on its own clock (Gray and Cheriton, *Leases*, 1989,
/// section 2), and works at jobs, each of which ends with a write to the storage.
///
/// A holder that is paused, or whose write is slow on its way, may write when another holds the lease already, however
/// well it looks at its clock: the look and the write are two steps. So each lease has a number, its fence,
/// that is greater than all before, and the storage refuses a write of a lease after it has taken one of a later lease
/// (Burrows, *The Chubby lock service for loosely-coupled distributed systems*, OSDI 2006, section 2.4, sequencers). With
/// `fence` off it takes every write, as many services of this kind do.
public struct Leasing: Hashable, Sendable {
  /// Which agent of which cluster this is.
  public let profile: Profile
  /// The same at all agents.
  public let settings: Settings

  /// The agent that grants leases.
  public static let service = AgentID(0)
  /// The agent that holders write to.
  public static let storage = AgentID(1)

  // Of the service.
  /// The fence of the newest lease; 0 before the first.
  var newestFence: Int64 = 0
  /// Who holds it, unless it has run out.
  var holder: AgentID?
  /// When it runs out, on the service's clock.
  var expiry: Nanoseconds = 0

  // Of the storage.
  /// The greatest fence of a write taken.
  var highestFence: Int64 = 0

  // Of an agent that wants the lease.
  /// The fence of the lease that it takes itself to hold; 0 if none.
  public internal(set) var fence: Int64 = 0
  /// Until when, on its own clock.
  var until: Nanoseconds = 0
  /// Number of its writes in this life.
  var writeCount: Int64 = 0
  /// Since when the storage has not answered; nil if it has answered all writes.
  var silentSince: Nanoseconds?

  /// An agent that has not started.
  public init(_ profile: Profile, _ settings: Settings) {
    self.profile = profile
    self.settings = settings
  }

  var isService: Bool { profile.id == Leasing.service }
  var isStorage: Bool { profile.id == Leasing.storage }

  /// What an agent takes itself for.
  public enum State: UInt8, Hashable, Sendable {
    case waiting
    case holding
  }

  /// Whether it takes itself for the holder.
  public var state: State { fence > 0 ? .holding : .waiting }
}
