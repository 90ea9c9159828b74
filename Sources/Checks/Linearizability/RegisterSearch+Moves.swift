extension RegisterSearch {
  /// Makes one of the moves that `listCandidates` listed.
  ///
  /// - Returns: false when it leads to a dead end.
  mutating func attempt(_ candidate: Int32) -> Bool {
    stepsLeft -= 1
    let old = value
    if candidate < 0 {
      owesObserver = true
      placeUnknown(Int(-2 - candidate))
    } else {
      owesObserver = false
      if problem.entries[Int(candidate)].kind == .write && dropsUnreadWrites {
        placeUnreadWrites(before: candidate)
      }
      place(candidate)
    }
    if value != old {
      if producers[Int(old)] == 0 && observers[Int(old)] > 0 { return false }
      if absorb(from: 0) > 0 { owesObserver = false }
    }
    return true
  }

  /// Counts an entry among those that remain, or no longer.
  mutating func count(_ entry: RegisterProblem.Entry, by change: Int32) {
    switch entry.kind {
    case .write:
      producers[Int(entry.produced)] += change
    case .exchange:
      producers[Int(entry.produced)] += change
      if entry.isKnown { observers[Int(entry.expected)] += change }
    case .observe:
      observers[Int(entry.expected)] += change
    case .mismatch:
      refusals[Int(entry.expected)] += change
      mismatches += Int(change)
    }
  }

  /// Places an entry of known outcome, which has to fit.
  private mutating func place(_ index: Int32) {
    trail.append(Trace(mark: index, value: value, placed: placed))
    let entry = problem.entries[Int(index)]
    next[Int(previous[Int(index)])] = next[Int(index)]
    previous[Int(next[Int(index)])] = previous[Int(index)]
    isPlaced[Int(index)] = true
    // The one whose return is next leaves the set at once, so it never enters it.
    if problem.returns[position] != index { placed = sets.inserting(index, into: placed) }
    count(entry, by: -1)
    if entry.kind == .write || entry.kind == .exchange { value = entry.produced }
  }

  /// Places the first operation of a class that is not placed.
  private mutating func placeUnknown(_ number: Int) {
    trail.append(Trace(mark: Int32(-2 - number), value: value, placed: placed))
    let index = problem.classes[number].entries[classUsed[number]]
    classUsed[number] += 1
    if isUsedUp(number) {
      nextClass[Int(previousClass[number])] = nextClass[number]
      previousClass[Int(nextClass[number])] = previousClass[number]
    }
    value = problem.classes[number].produced
    if value != problem.otherValue { placed = sets.inserting(index, into: placed) }
    count(problem.entries[Int(index)], by: -1)
  }

  /// Whether a class is one of writes, and all of them are placed.
  private func isUsedUp(_ number: Int) -> Bool {
    problem.classes[number].isWrite
      && classUsed[number] == problem.classes[number].entries.count
  }

  /// Places open writes that nobody reads where the given write covers them at once.
  private mutating func placeUnreadWrites(before covering: Int32) {
    let end = problem.returnEvents[position]
    var index = next[problem.entries.count]
    while Int(index) < problem.entries.count && problem.entries[Int(index)].invoked < end {
      let following = next[Int(index)]
      if index != covering && isUnreadWrite(problem.entries[Int(index)]) {
        let old = value
        place(index)
        value = old
      }
      index = following
    }
  }

  /// Whether a write that nobody reads may always be hidden behind another one.
  ///
  /// Not while mismatches remain, which may need it; nor where the ends of all orders are asked for.
  var dropsUnreadWrites: Bool { mismatches == 0 && !collectsStates }

  func isUnreadWrite(_ entry: RegisterProblem.Entry) -> Bool {
    entry.kind == .write && observers[Int(entry.produced)] == 0
      && problem.classesExpecting[Int(entry.produced)].isEmpty
  }

  /// Places open operations that fit and change nothing.
  ///
  /// - Parameter first: the first entry to look at; 0 looks at all that are open.
  /// - Returns: how many it placed.
  @discardableResult
  mutating func absorb(from first: Int) -> Int {
    guard position < problem.returns.count else { return 0 }
    let end = problem.returnEvents[position]
    var count = 0
    var index = first == 0 ? Int(next[problem.entries.count]) : first
    while index < problem.entries.count && problem.entries[index].invoked < end {
      // A walk that starts within the entries may meet some that are no part of the ring.
      let following = first == 0 ? Int(next[index]) : index + 1
      let entry = problem.entries[index]
      if entry.isKnown && !isPlaced[index] && fitsWithoutChange(entry) {
        place(Int32(index))
        count += 1
      }
      index = following
    }
    return count
  }

  private func fitsWithoutChange(_ entry: RegisterProblem.Entry) -> Bool {
    switch entry.kind {
    case .observe: entry.expected == value
    case .mismatch: entry.expected != value
    case .write, .exchange: false
    }
  }

  /// Passes the next return, whose operation is placed, and opens what was invoked up to the one after.
  mutating func passReturn() {
    trail.append(Trace(mark: -1, value: value, placed: placed))
    if placed != 0 { placed = sets.removing(problem.returns[position], from: placed) }
    let firstNew = Int(problem.entriesBefore[position])
    position += 1
    guard position < problem.returns.count, firstNew < Int(problem.entriesBefore[position]) else {
      return
    }
    if absorb(from: firstNew) > 0 { owesObserver = false }
  }

  /// Takes everything back that was done since the trail had this length.
  mutating func undo(to length: Int) {
    while trail.count > length {
      let trace = trail.removeLast()
      value = trace.value
      placed = trace.placed
      if trace.mark >= 0 {
        let index = Int(trace.mark)
        next[Int(previous[index])] = Int32(index)
        previous[Int(next[index])] = Int32(index)
        isPlaced[index] = false
        count(problem.entries[index], by: 1)
      } else if trace.mark == -1 {
        position -= 1
      } else {
        let number = Int(-2 - trace.mark)
        if isUsedUp(number) {
          nextClass[Int(previousClass[number])] = Int32(number)
          previousClass[Int(nextClass[number])] = Int32(number)
        }
        classUsed[number] -= 1
        count(problem.entries[Int(problem.classes[number].entries[classUsed[number]])], by: 1)
      }
    }
  }
}
