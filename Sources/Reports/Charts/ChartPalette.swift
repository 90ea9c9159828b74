/// Colours that people with any kind of colour vision tell apart (Okabe and Ito, *Color Universal Design*,
/// 2008), on white and, lighter, on black; and a scale from dark to light (Nuñez, Anderton and Renslow,
/// *Optimizing colormaps with consideration for color vision deficiency*, 2018: cividis).
enum ChartPalette {
  /// On white and on dark.
  static let colors: [(light: String, dark: String)] = [
    ("#0072B2", "#4FA8E0"), ("#D55E00", "#F0803C"), ("#009E73", "#2FBF95"),
    ("#B5579A", "#E09BC4"), ("#C98500", "#F2B733"), ("#3A93C9", "#8CCBF2"),
    ("#222222", "#E4E4E4"),
  ]

  static let dashes = ["", "6 4", "1.5 3.5", "9 3 2 3"]

  private static let stops: [(Double, Double, Double)] = [
    (0, 34, 78), (48, 64, 110), (85, 91, 109), (123, 124, 121), (165, 157, 117), (209, 193, 99),
    (254, 232, 56),
  ]

  /// The colour of a part from 0 to 1, and whether dark letters are read on it.
  static func heat(_ part: Double) -> (color: String, isLight: Bool) {
    let place = Swift.min(1, Swift.max(0, part)) * Double(stops.count - 1)
    let index = Swift.min(stops.count - 2, Int(place))
    let rest = place - Double(index)
    let (a, b) = (stops[index], stops[index + 1])
    func mixed(_ from: Double, _ to: Double) -> Int { Int((from + (to - from) * rest).rounded()) }
    let color = (mixed(a.0, b.0), mixed(a.1, b.1), mixed(a.2, b.2))
    return ("rgb(\(color.0),\(color.1),\(color.2))", part > 0.5)
  }

  /// The rules of all classes that a picture uses.
  static var rules: String {
    var text = """
      text { font-family: Helvetica, Arial, "Liberation Sans", "DejaVu Sans", sans-serif; }
      .paper { fill: #ffffff; } .ink { fill: #1b1b1b; } .faint { fill: #595959; }
      .axis { stroke: #4d4d4d; fill: none; } .grid { stroke: #e2e2e2; fill: none; }
      .edge { stroke: #ffffff; } .band { fill-opacity: 0.16; stroke: none; }
      .line { fill: none; stroke-linejoin: round; }
      .ring { fill: #ffffff; } .si { stroke: #1b1b1b; }

      """
    for (index, color) in colors.enumerated() { text += rules(index, color.light) }
    text += """
      @media (prefers-color-scheme: dark) {
      .paper { fill: #15181c; } .ink { fill: #ececec; } .faint { fill: #a9adb3; }
      .axis { stroke: #9aa0a6; } .grid { stroke: #30353b; } .edge { stroke: #15181c; }
      .band { fill-opacity: 0.22; } .ring { fill: #15181c; } .si { stroke: #ececec; }

      """
    for (index, color) in colors.enumerated() { text += rules(index, color.dark) }
    return text + "}\n"
  }

  private static func rules(_ index: Int, _ color: String) -> String {
    ".s\(index) { stroke: \(color); } .f\(index) { fill: \(color); }\n"
  }
}
