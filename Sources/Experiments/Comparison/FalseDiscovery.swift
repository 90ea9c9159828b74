/// Which of many comparisons differ, when each has its chance of such a difference where there is none.
///
/// Of those that are named, one in twenty does not differ on average; and if none differs, any is named in
/// at most 5 % of cases (Benjamini and Hochberg, *Controlling the False Discovery Rate*, 1995).
public enum FalseDiscovery {
  /// Whether each is named.
  public static func named(_ chances: [Double], level: Double = Comparison.level) -> [Bool] {
    let order = chances.indices.sorted {
      chances[$0] == chances[$1] ? $0 < $1 : chances[$0] < chances[$1]
    }
    var count = 0
    for (rank, index) in order.enumerated()
    where chances[index] <= level * Double(rank + 1) / Double(chances.count) {
      count = rank + 1
    }
    var named = Array(repeating: false, count: chances.count)
    for index in order.prefix(count) { named[index] = true }
    return named
  }
}
