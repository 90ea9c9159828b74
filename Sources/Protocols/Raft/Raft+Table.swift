extension Raft {
  /// Values by number: an array for small numbers, pages for greater ones, a sorted list for the others.
  struct Table<Value: Hashable & Sendable>: Hashable, Sendable {
    /// Numbers below this one have a place in the array.
    private static var denseLimit: Int32 { 1 << 16 }
    /// Numbers from there up to this one have a place in a page, which is there once one of them is set.
    private static var pagedLimit: Int32 { 1 << 24 }
    private static var pageLength: Int { 1_024 }

    private let initial: Value
    private var dense: [Value] = []
    private var pages: [[Value]] = []
    private var sparse: [Place] = []

    private struct Place: Hashable, Sendable {
      let number: Int32
      var value: Value
    }

    init(repeating initial: Value) { self.initial = initial }

    /// The value last set, or the initial one.
    ///
    /// - Complexity: O(1) for numbers in `0..<2^24`, amortised; O(log n) to read and O(n) to set others.
    subscript(number: Int32) -> Value {
      get {
        if number >= 0 && number < Self.denseLimit {
          return number < dense.count ? dense[Int(number)] : initial
        }
        if let (page, offset) = Self.pagedPlace(of: number) {
          return page < pages.count && !pages[page].isEmpty ? pages[page][offset] : initial
        }
        let place = sparsePlace(of: number)
        return place < sparse.count && sparse[place].number == number
          ? sparse[place].value : initial
      }
      set {
        if number >= 0 && number < Self.denseLimit {
          while dense.count <= number { dense.append(initial) }
          dense[Int(number)] = newValue
        } else {
          setFar(number, newValue)
        }
      }
    }

    /// The page of a number that has one, and the place in it.
    private static func pagedPlace(of number: Int32) -> (page: Int, offset: Int)? {
      guard number >= denseLimit, number < pagedLimit else { return nil }
      let place = Int(number - denseLimit)
      return (place / pageLength, place % pageLength)
    }

    /// The values that were set, by ascending number; those of small numbers that were not too.
    var entries: [(number: Int32, value: Value)] {
      var entries: [(number: Int32, value: Value)] = []
      let firstPositive = sparsePlace(of: 0)
      for item in sparse[..<firstPositive] { entries.append((item.number, item.value)) }
      for index in dense.indices { entries.append((Int32(index), dense[index])) }
      for page in pages.indices {
        for offset in pages[page].indices {
          let number = Int(Self.denseLimit) + page * Self.pageLength + offset
          entries.append((Int32(truncatingIfNeeded: number), pages[page][offset]))
        }
      }
      for item in sparse[firstPositive...] { entries.append((item.number, item.value)) }
      return entries
    }

    // Apart, so that the usual path does not touch this array (measured: 150 instructions each time).
    @inline(never)
    private mutating func setFar(_ number: Int32, _ value: Value) {
      if let (page, offset) = Self.pagedPlace(of: number) {
        while pages.count <= page { pages.append([]) }
        if pages[page].isEmpty {
          pages[page] = Array(repeating: initial, count: Self.pageLength)
        }
        pages[page][offset] = value
        return
      }
      let place = sparsePlace(of: number)
      if place < sparse.count && sparse[place].number == number {
        sparse[place].value = value
      } else {
        sparse.insert(Place(number: number, value: value), at: place)
      }
    }

    /// Where a number stands in `sparse`, or would stand.
    private func sparsePlace(of number: Int32) -> Int {
      var low = 0
      var high = sparse.count
      while low < high {
        let middle = (low + high) / 2
        if sparse[middle].number < number { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }
}
