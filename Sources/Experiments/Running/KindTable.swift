/// Counts of messages by kind; a kind has a row from the first message on.
struct KindTable: Sendable {
  var rows: [KindTraffic] = []
  /// The number of each row's kind.
  private var kinds: [Int] = []
  /// The row of each kind, or -1.
  private var places: [Int16] = []

  @inline(__always)
  func row(of kind: Int) -> Int? {
    guard kind < places.count, places[kind] >= 0 else { return nil }
    return Int(places[kind])
  }

  mutating func add(_ kind: Int, _ name: String) -> Int {
    while places.count <= kind { places.append(-1) }
    places[kind] = Int16(rows.count)
    kinds.append(kind)
    rows.append(KindTraffic(name: name))
    return rows.count - 1
  }

  /// In the order of the kinds' numbers.
  var ordered: [KindTraffic] { places.filter { $0 >= 0 }.map { rows[Int($0)] } }
}
