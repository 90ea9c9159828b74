/// The search for an order of one key's operations that a register could have followed.
///
/// Depth first over configurations: how many returns are behind, which of the open operations have
/// been placed already, and the register's value. Operations are placed only when the next return
/// asks for it (just in time), and no recursion follows the history. What keeps it short:
/// - A configuration that has been left in vain is not entered again (`memory`).
/// - What changes nothing (a read, a mismatch) is placed as soon as it fits: that rules nothing out.
/// - A value that is left while reads of it remain, and nobody remains to write it again, is a dead end.
/// - A write that nobody reads goes directly before another write, where it leaves no mark, unless
///   some mismatch might have needed it.
/// - An operation of unknown outcome is placed only where the next placed operation needs its value: in an
///   order with the fewest such operations every one is needed, and one that never returns can always
///   wait until it is. So thousands that stay open for ever cost nothing while nobody reads their values.
struct RegisterSearch {
  enum Outcome: Equatable {
    case accepted
    /// No order exists; some order exists of all that returned before the `reached`th return.
    case refused(reached: Int)
    /// The steps were spent, or the memory for configurations.
    case exhausted
  }

  /// A place where the search may go on in several ways.
  struct Choice {
    /// Length of the trail before any of them.
    let trail: Int
    /// Where in `candidates` its moves begin.
    let start: Int
    /// Whether an operation of unknown outcome waited there to be needed.
    let owesObserver: Bool
    /// The next one to try.
    var next: Int
  }

  /// One thing done, with what is needed to undo it.
  struct Trace {
    /// An entry placed; or -1: a return passed; or -2 - c: an operation of class c placed.
    let mark: Int32
    let value: Int32
    let placed: Int32
  }

  let problem: RegisterProblem
  /// Entries of known outcome that are not placed, in the order of invocation, as a ring through the
  /// sentinel `entries.count` (Knuth's dancing links).
  var next: [Int32]
  var previous: [Int32]
  var isPlaced: [Bool]
  /// Classes of writes with an operation that is not placed, likewise through the sentinel
  /// `classes.count`.
  var nextClass: [Int32]
  var previousClass: [Int32]
  /// How many operations of each class are placed: always its first ones.
  var classUsed: [Int]
  /// Operations not yet placed, known or not, that write each value.
  var producers: [Int32]
  /// Operations not yet placed, of known outcome, that found each value.
  var observers: [Int32]
  /// Mismatches not yet placed, by the value that they expected, and in all.
  var refusals: [Int32]
  var mismatches = 0

  /// How many returns are behind.
  var position = 0
  /// The register's value; 0 is the absent key.
  var value: Int32 = 0
  /// The placed operations that have not returned, as a number in `sets`; but for those of
  /// `problem.otherClass`, of which the number says all.
  var placed: Int32 = 0
  var sets = PlacedSets()
  /// Whether an operation of unknown outcome has just been placed, and nothing has needed it yet.
  var owesObserver = false

  var trail: [Trace] = []
  var choices: [Choice] = []
  var candidates: [Int32] = []
  var memory = ConfigurationMemory()
  /// Values that some open operation waits for, and the stamp that says in which choice.
  var wanted: [Int32] = []
  var wantedStamp: [Int32]
  var stamp: Int32 = 0

  var stepsLeft: Int64
  var reached = 0
  let collectsStates: Bool
  /// The values that the register may hold in the end; complete only where `collectsStates` and the run
  /// was not exhausted.
  var endStates: [Int32] = []

  /// Configurations that may be remembered: a twentieth of the steps, from 4 to 32 million, which take two
  /// gigabytes.
  private let memoryLimit: Int

  /// - Parameter collectsStates: goes through all orders and gathers where they end; the outcome is then
  ///   never `accepted`.
  init(_ problem: RegisterProblem, steps: Int64, collectsStates: Bool = false) {
    self.problem = problem
    self.collectsStates = collectsStates
    stepsLeft = steps
    memoryLimit = Int(Swift.min(32_000_000, Swift.max(4_000_000, steps / 20)))
    let count = problem.entries.count
    next = Array(repeating: 0, count: count + 1)
    previous = Array(repeating: 0, count: count + 1)
    isPlaced = Array(repeating: false, count: count)
    nextClass = Array(repeating: 0, count: problem.classes.count + 1)
    previousClass = Array(repeating: 0, count: problem.classes.count + 1)
    classUsed = Array(repeating: 0, count: problem.classes.count)
    producers = Array(repeating: 0, count: problem.valueCount)
    observers = Array(repeating: 0, count: problem.valueCount)
    refusals = Array(repeating: 0, count: problem.valueCount)
    wantedStamp = Array(repeating: 0, count: problem.valueCount)
    link()
    linkClasses()
  }

  private mutating func link() {
    var last = problem.entries.count
    for (index, entry) in problem.entries.enumerated() {
      count(entry, by: 1)
      guard entry.isKnown else { continue }
      next[last] = Int32(index)
      previous[index] = Int32(last)
      last = index
    }
    next[last] = Int32(problem.entries.count)
    previous[problem.entries.count] = Int32(last)
  }

  private mutating func linkClasses() {
    var last = problem.classes.count
    for (number, group) in problem.classes.enumerated() where group.isWrite {
      nextClass[last] = Int32(number)
      previousClass[number] = Int32(last)
      last = number
    }
    nextClass[last] = Int32(problem.classes.count)
    previousClass[problem.classes.count] = Int32(last)
  }

  /// Goes through the orders until one fits, none is left, or the steps are spent.
  mutating func run() -> Outcome {
    if !problem.returns.isEmpty { absorb(from: 0) }
    var isAlive = true
    while true {
      if isAlive { isAlive = passReturns() }
      if isSpent { return .exhausted }
      if isAlive && position == problem.returns.count {
        guard collectsStates else { return .accepted }
        if !endStates.contains(value) { endStates.append(value) }
        isAlive = false
      }
      if isAlive { isAlive = branch() }
      if !isAlive {
        isAlive = backtrack()
        if !isAlive { return .refused(reached: reached) }
      }
    }
  }

  /// Whether the steps, in which the work on the sets counts too, or the memory are used up.
  private var isSpent: Bool {
    stepsLeft <= sets.work || memory.count > memoryLimit
  }

  /// Passes the returns of placed operations.
  ///
  /// - Returns: false when it came to a configuration that was left in vain.
  private mutating func passReturns() -> Bool {
    while position < problem.returns.count, isPlaced[Int(problem.returns[position])] {
      stepsLeft -= 1
      passReturn()
      // Runs without a choice are remembered too, now and then, so that they are not gone through twice.
      if position & 63 == 0 && !remember(tag: 2) { return false }
    }
    if position > reached { reached = position }
    return true
  }

  /// Lists the ways on and takes the first.
  private mutating func branch() -> Bool {
    let start = candidates.count
    listCandidates()
    switch candidates.count - start {
    case 0: return false
    case 1: return attempt(candidates.removeLast())
    default:
      guard remember(tag: owesObserver ? 1 : 0) else {
        candidates.removeLast(candidates.count - start)
        return false
      }
      choices.append(
        Choice(trail: trail.count, start: start, owesObserver: owesObserver, next: start + 1))
      return attempt(candidates[start])
    }
  }

  /// Takes the next way of the last choice that has one.
  private mutating func backtrack() -> Bool {
    while let choice = choices.last {
      undo(to: choice.trail)
      if choice.next == candidates.count {
        choices.removeLast()
        candidates.removeLast(candidates.count - choice.start)
        continue
      }
      choices[choices.count - 1].next += 1
      owesObserver = choice.owesObserver
      stepsLeft -= 1
      if isSpent { return true }
      if attempt(candidates[choice.next]) { return true }
    }
    return false
  }

  /// - Returns: false when the present configuration was remembered before, under the same tag.
  private mutating func remember(tag: UInt64) -> Bool {
    let others = problem.otherClass.map { UInt64(classUsed[$0]) } ?? 0
    return memory.insert(
      (UInt64(UInt32(position)) << 33) | (UInt64(UInt32(value)) << 2) | tag,
      (UInt64(UInt32(placed)) << 32) | others)
  }
}
