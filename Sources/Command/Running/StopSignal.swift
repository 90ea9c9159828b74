import Foundation

/// The signals by which the program is asked to stop: SIGINT, SIGTERM and SIGHUP.
///
/// The first one is noted and found between two slices of events, so that what there is can be printed; a
/// second one ends the program at once.
package struct StopSignal: Sendable {
  /// Gives the number of the signal that came, or nil.
  private let read: @Sendable () -> Int32?
  /// Lets signals be noted from here on.
  private let listen: @Sendable () -> Void
  /// Goes on as if no signal had come.
  private let erase: @Sendable () -> Void

  init(
    listen: @escaping @Sendable () -> Void = {}, erase: @escaping @Sendable () -> Void = {},
    read: @escaping @Sendable () -> Int32?
  ) {
    self.listen = listen
    self.erase = erase
    self.read = read
  }

  /// None ever comes.
  package static let never = StopSignal { nil }

  /// Those of this process.
  static let ofProcess = StopSignal(
    listen: { StopSignal.install() }, erase: { StopSignal.clear() }, read: { StopSignal.noted })

  /// Has signals noted that would end the program: called where runs begin that heed them.
  package func arm() { listen() }

  package var isAsked: Bool { read() != nil }

  /// Forgets that it was asked, where a person stopped one thing and goes on with another; a signal that
  /// ends the program is not forgotten.
  func forget() { if read() == SIGINT { erase() } }

  /// What the program ends with after it was asked to stop; nil if it was not.
  package var status: ExitStatus? {
    switch read() {
    case nil: nil
    case SIGHUP?: .hungUp
    case SIGTERM?: .terminated
    default: .interrupted
    }
  }

  /// The signal as messages name it.
  package var name: String {
    switch read() {
    case SIGHUP?: "SIGHUP"
    case SIGTERM?: "SIGTERM"
    default: "SIGINT"
    }
  }

  private static let numbers = [SIGINT, SIGTERM, SIGHUP]

  // What an interrupted thread and the others share. Plain memory, allocated before the first signal is
  // noted: a signal's function may touch nothing that locks, allocates or is made on first use.
  private enum Slot {
    static let signal = 0
    static let holds = 1
    static let second = 2
  }

  // Safe: the memory is never freed, and each slot is a word that is read and written whole.
  nonisolated(unsafe) private static let memory: UnsafeMutablePointer<sig_atomic_t> = {
    let memory = UnsafeMutablePointer<sig_atomic_t>.allocate(capacity: 3)
    unsafe memory.initialize(repeating: 0, count: 3)
    return unsafe memory
  }()

  /// For threads; a signal's function only reads how many hold.
  private static let lock = NSLock()

  private static func install() {
    _ = unsafe memory
    for number in numbers {
      // The function touches nothing but `memory`. A signal that was to be ignored, as by nohup,
      // stays ignored.
      let old = signal(number) { StopSignal.note($0) }
      if unsafe unsafeBitCast(old, to: Int.self) == ignored { _ = signal(number, SIG_IGN) }
    }
    // A program started by a thread that has signals blocked, as those of a queue have, inherits that.
    var set = sigset_t()
    // Safe: the set outlives the calls.
    _ = unsafe sigemptyset(&set)
    for number in numbers { _ = unsafe sigaddset(&set, number) }
    _ = unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  private static var ignored: Int { unsafe unsafeBitCast(SIG_IGN, to: Int.self) }

  /// Runs within a signal, on whatever thread it interrupts.
  private static func note(_ number: Int32) {
    if unsafe memory[Slot.signal] == 0 {
      unsafe memory[Slot.signal] = number
    } else if unsafe memory[Slot.holds] == 0 {
      _exit(128 + number)
    } else {
      unsafe memory[Slot.second] = number
    }
  }

  private static func clear() { unsafe memory[Slot.signal] = 0 }

  // Not inlined, so that no loop keeps an old answer.
  @inline(never) private static var noted: Int32? {
    let number = unsafe memory[Slot.signal]
    return number == 0 ? nil : number
  }

  /// Keeps a second signal from ending the program until as many calls of `release`: files are being
  /// replaced, of which no half may be left.
  static func hold() { lock.withLock { unsafe memory[Slot.holds] += 1 } }

  static func release() {
    lock.withLock { unsafe memory[Slot.holds] -= 1 }
    let second = unsafe memory[Slot.second]
    if unsafe memory[Slot.holds] == 0, second != 0 { _exit(128 + second) }
  }
}
