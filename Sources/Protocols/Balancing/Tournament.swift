/// The least of a fixed number of keys, each of which may be missing, found in O(1) and changed in O(log n).
///
/// Among equal keys the first place wins.
struct Tournament: Hashable, Sendable {
  /// A complete binary tree: the places from `width` on, and above them the least of both children.
  private var keys: [Int64]
  private let width: Int

  /// No key at any of the places.
  init(count: Int) {
    var width = 1
    while width < count { width *= 2 }
    self.width = width
    keys = Array(repeating: .max, count: 2 * width)
  }

  /// Gives a place a key; nil takes it away.
  /// - Complexity: O(log n).
  mutating func set(_ key: Int64?, at place: Int) {
    var node = width + place
    let key = key ?? .max
    if keys[node] == key { return }
    keys[node] = key
    while node > 1 {
      node /= 2
      let least = Swift.min(keys[2 * node], keys[2 * node + 1])
      if keys[node] == least { return }
      keys[node] = least
    }
  }

  func key(at place: Int) -> Int64? {
    keys[width + place] == .max ? nil : keys[width + place]
  }

  /// The first place of the least key.
  /// - Complexity: O(log n).
  var first: Int? {
    if keys[1] == .max { return nil }
    var node = 1
    while node < width { node = 2 * node + (keys[2 * node] == keys[node] ? 0 : 1) }
    return node - width
  }

  /// The first place from one on that has a key.
  /// - Complexity: O(log n).
  func next(from place: Int) -> Int? {
    if place >= width { return nil }
    var node = width + place
    while keys[node] == .max {
      while node % 2 == 1 {
        if node == 1 { return nil }
        node /= 2
      }
      if node == 0 { return nil }
      node += 1
    }
    while node < width { node = 2 * node + (keys[2 * node] == .max ? 1 : 0) }
    return node - width
  }
}
