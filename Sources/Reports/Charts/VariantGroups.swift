import Experiments

/// The variants of a sweep by all that sets them apart but one setting: a line each.
struct VariantGroups {
  struct Group {
    let label: String
    let look: Chart.Look
    var variants: [Int]
  }

  private(set) var groups: [Group] = []

  /// - Parameter path: the setting that does not part them; nil for a group for each variant.
  init(_ header: SweepHeader, apartFrom path: String?) {
    let others = header.variedPaths.filter { $0 != path }
    // The setting with most values has the colours, the combinations of the others the kinds of line.
    let main = others.max { header.values(of: $0).count < header.values(of: $1).count }
    let rest = others.filter { $0 != main }
    var kinds: [[String]] = []
    let isNamed = path == nil && header.values(of: "about").count == header.labels.count
    for variant in header.labels.indices {
      let values = others.map { header.value(of: $0, variant) }
      var label = VariantGroups.label(others, values, isNamed: isNamed)
      // Settings that fit on no line have left no choice to be named by.
      if path == nil, label.isEmpty { label = header.labels[variant] }
      if let index = groups.firstIndex(where: { $0.label == label }) {
        groups[index].variants.append(variant)
        continue
      }
      let kind = rest.map { header.value(of: $0, variant) }
      if !kinds.contains(kind) { kinds.append(kind) }
      let color = main.flatMap {
        header.values(of: $0).firstIndex(of: header.value(of: $0, variant))
      }
      groups.append(
        Group(
          label: label,
          look: VariantGroups.look(color ?? groups.count, kinds.firstIndex(of: kind) ?? 0),
          variants: [variant]))
    }
  }

  /// What sets a group apart: the settings that it has a value of, or its own words where all have some.
  private static func label(_ paths: [String], _ values: [String], isNamed: Bool) -> String {
    if isNamed, let index = paths.firstIndex(of: "about") {
      return values[index]
    }
    return zip(paths, values).filter { $0.1 != "-" }
      .map { "\(short($0, paths)) \($1)" }.joined(separator: ", ")
  }

  /// Colours that come again have another kind of line.
  private static func look(_ color: Int, _ kind: Int) -> Chart.Look {
    Chart.Look(color: color, dash: kind + color / ChartPalette.colors.count)
  }

  func look(of variant: Int) -> Chart.Look {
    groups.first { $0.variants.contains(variant) }?.look ?? Chart.Look(color: 0)
  }

  /// What sets a variant apart; of one alone that it is all.
  func label(of variant: Int) -> String {
    let label = groups.first { $0.variants.contains(variant) }?.label ?? ""
    return label.isEmpty ? "all runs" : label
  }

  var legend: [(label: String, look: Chart.Look)] {
    groups.count > 1 ? groups.map { ($0.label, $0.look) } : []
  }

  /// The last part of a path, if it tells it from the others.
  private static func short(_ path: String, _ all: [String]) -> String {
    func last(_ path: String) -> String {
      RowText.parts(path, at: UInt8(ascii: ".")).last ?? path
    }
    let name = last(path)
    return all.filter { last($0) == name }.count == 1 ? name : path
  }
}
