extension RegisterSearch {
  /// Appends the moves that may lead on from here, the likeliest first.
  ///
  /// They are the open operations that fit, and those of unknown outcome whose value an open one needs.
  mutating func listCandidates() {
    let start = candidates.count
    let asked = problem.returns[position]
    beginWanting()
    let isBlockedMismatch = listKnown(asked)
    bringForward(asked, from: start)
    listUnknownWanted()
    if isBlockedMismatch && !owesObserver { listUnknownOtherThanValue() }
  }

  /// Lists open operations of known outcome that fit, and notes what values the others wait for.
  ///
  /// - Returns: whether a mismatch waits for the register to hold something else.
  private mutating func listKnown(_ asked: Int32) -> Bool {
    let end = problem.returnEvents[position]
    let drops = dropsUnreadWrites
    let isAskedUnread = drops && isUnreadWrite(problem.entries[Int(asked)])
    var (hasUnread, hasMismatch) = (isAskedUnread, false)
    var index = Int(next[problem.entries.count])
    while index < problem.entries.count && problem.entries[index].invoked < end {
      let entry = problem.entries[index]
      switch entry.kind {
      case .write:
        // One that nobody reads stands for all of them: they cover one another.
        let isUnread = drops && isUnreadWrite(entry)
        let isSpare = isUnread && hasUnread && index != Int(asked)
        if isUnread { hasUnread = true }
        if !owesObserver && !isSpare { candidates.append(Int32(index)) }
      case .exchange where entry.expected == value:
        candidates.append(Int32(index))
      case .exchange, .observe:
        want(entry.expected)
      case .mismatch:
        hasMismatch = true
      }
      index = Int(next[index])
    }
    return hasMismatch
  }

  /// Moves to the front what the next return asks for: itself, or what writes the value that it found.
  private mutating func bringForward(_ asked: Int32, from start: Int) {
    let entry = problem.entries[Int(asked)]
    var front = start
    for place in start..<candidates.count {
      let candidate = candidates[place]
      let serves =
        candidate == asked
        || (entry.kind != .write && problem.entries[Int(candidate)].produced == entry.expected)
      guard serves else { continue }
      candidates.swapAt(front, place)
      front += 1
    }
  }

  private mutating func beginWanting() {
    wanted.removeAll(keepingCapacity: true)
    stamp += 1
  }

  private mutating func want(_ value: Int32) {
    guard wantedStamp[Int(value)] != stamp else { return }
    wantedStamp[Int(value)] = stamp
    wanted.append(value)
  }

  /// Lists operations of unknown outcome that write what an open operation waits for, or what another of
  /// unknown outcome needs on the way there.
  private mutating func listUnknownWanted() {
    var cursor = 0
    while cursor < wanted.count {
      let target = Int(wanted[cursor])
      cursor += 1
      guard target != Int(value) else { continue }
      for number in problem.classesProducing[target] where isAvailable(Int(number)) {
        let group = problem.classes[Int(number)]
        if group.isWrite {
          if !owesObserver { candidates.append(-2 - number) }
        } else if group.expected == value {
          candidates.append(-2 - number)
        } else {
          want(group.expected)
        }
      }
    }
  }

  /// Lists operations of unknown outcome that make the register hold something else than now.
  ///
  /// Of the writes whose values nobody will look at, one stands for all.
  private mutating func listUnknownOtherThanValue() {
    let end = problem.returnEvents[position]
    var hasPlain = false
    for number in problem.classes.indices {
      let group = problem.classes[number]
      guard let first = group.entries.first, problem.entries[Int(first)].invoked < end else {
        return
      }
      stepsLeft -= 1
      guard isAvailable(number), group.produced != value,
        group.isWrite || group.expected == value,
        wantedStamp[Int(group.produced)] != stamp
      else { continue }
      if isPlain(group) {
        if hasPlain { continue }
        hasPlain = true
      }
      candidates.append(Int32(-2 - number))
    }
  }

  /// A write whose value nobody found, and no compare-and-set expects, of whatever outcome.
  private func isPlain(_ group: RegisterProblem.Class) -> Bool {
    let produced = Int(group.produced)
    return group.isWrite && observers[produced] == 0 && !problem.isExpectedByUnknown[produced]
      && !problem.isExpectedByMismatch[produced]
  }

  /// Whether the class has an operation that is invoked and not placed.
  private func isAvailable(_ number: Int) -> Bool {
    let entries = problem.classes[number].entries
    let used = classUsed[number]
    guard used < entries.count else { return false }
    return problem.entries[Int(entries[used])].invoked < problem.returnEvents[position]
  }
}
