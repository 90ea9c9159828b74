extension Raft {
  /// Values by number: an array for small numbers, a sorted list for the others.
  struct Table<Value: Hashable & Sendable>: Hashable, Sendable {
    /// Numbers below this one have a place in the array.
    private static var denseLimit: Int32 { 1 << 16 }

    private let initial: Value
    private var dense: [Value] = []
    private var sparse: [Place] = []

    private struct Place: Hashable, Sendable {
      let number: Int32
      var value: Value
    }

    init(repeating initial: Value) { self.initial = initial }

    /// The value last set, or the initial one.
    ///
    /// - Complexity: O(1) for numbers in `0..<65536`; O(log n) to read and O(n) to set others.
    subscript(number: Int32) -> Value {
      get {
        if number >= 0 && number < Self.denseLimit {
          return number < dense.count ? dense[Int(number)] : initial
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
          setSparse(number, newValue)
        }
      }
    }

    /// The values that were set, by ascending number; those of small numbers that were not too.
    var entries: [(number: Int32, value: Value)] {
      dense.indices.map { (Int32($0), dense[$0]) } + sparse.map { ($0.number, $0.value) }
    }

    // Apart, so that the usual path does not touch this array (measured: 150 instructions each time).
    @inline(never)
    private mutating func setSparse(_ number: Int32, _ value: Value) {
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
