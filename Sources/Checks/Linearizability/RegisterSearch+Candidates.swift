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

  /// Lists operations of unknown outcome that make the register hold something else than now, but for
  /// those that are listed already because their value is wanted.
  ///
  /// Of the writes whose values nobody will look at, one stands for all.
  private mutating func listUnknownOtherThanValue() {
    for number in problem.classesExpecting[Int(value)] where isAvailable(Int(number)) {
      let produced = Int(problem.classes[Int(number)].produced)
      if wantedStamp[produced] != stamp { candidates.append(-2 - number) }
    }
    listWritesOtherThanValue()
  }

  private mutating func listWritesOtherThanValue() {
    let start = candidates.count
    let end = problem.returnEvents[position]
    var plain: Int32?
    var following = Int(nextClass[problem.classes.count])
    while following < problem.classes.count {
      let number = following
      following = Int(nextClass[number])
      let group = problem.classes[number]
      guard problem.entries[Int(group.entries[0])].invoked < end else { break }
      stepsLeft -= 1
      guard isAvailable(number), group.produced != value,
        wantedStamp[Int(group.produced)] != stamp
      else { continue }
      if !isPlain(group) {
        candidates.append(Int32(-2 - number))
      } else if plain == nil || group.produced == problem.otherValue {
        plain = Int32(-2 - number)
      }
    }
    // First the one that takes no other's chance, then the newest: it is the likeliest to have taken
    // effect now, and both are the cheapest to remember.
    if let plain { candidates.append(plain) }
    candidates[start...].reverse()
  }

  /// A write whose value nobody will look at any more: neither a read nor a compare-and-set.
  private func isPlain(_ group: RegisterProblem.Class) -> Bool {
    let produced = Int(group.produced)
    return group.isWrite && observers[produced] == 0 && problem.classesExpecting[produced].isEmpty
      && refusals[produced] == 0
  }

  /// Whether the class has an operation that is invoked and not placed.
  private func isAvailable(_ number: Int) -> Bool {
    let entries = problem.classes[number].entries
    let used = classUsed[number]
    guard used < entries.count else { return false }
    return problem.entries[Int(entries[used])].invoked < problem.returnEvents[position]
  }
}
