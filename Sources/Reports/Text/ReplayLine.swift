public import Scenarios

/// The command that runs one seed again.
public struct ReplayLine: Sendable {
  /// The name of the program of this package.
  public static var lockstep: String { "lockstep" }

  private let program: String

  /// - Parameter program: the name of the program that runs it.
  public init(program: String = lockstep) { self.program = program }

  /// The line of one seed of a file, or of one of its variants.
  ///
  /// - Parameter overrides: the settings that stand instead of the file's.
  public func text(
    file: String, seed: UInt64, label: String, overrides: [Choice] = []
  ) -> String {
    overrides.reduce(text("run", file, seed, label)) { line, setting in
      line + " --set \(ReplayLine.quoted("\(setting.path)=\(setting.value)"))"
    }
  }

  /// The line that sweeps a file, or one of its variants, over seeds.
  public func sweep(
    file: String, seeds: SeedSet, label: String = "", overrides: [Choice] = []
  ) -> String {
    var line = "\(ReplayLine.quoted(program)) sweep \(ReplayLine.quoted(file))"
    if !label.isEmpty { line += " --variant \(ReplayLine.quoted(label))" }
    for setting in overrides {
      line += " --set \(ReplayLine.quoted("\(setting.path)=\(setting.value)"))"
    }
    return line + " --seeds \(ReplayLine.quoted(seeds.text))"
  }

  /// The line that shows a moment of a run; each option with its value.
  public func show(
    _ scenario: Scenario, seed: UInt64, options: [(name: String, value: String)]
  ) -> String {
    var line = text("show", scenario.file, seed, scenario.label)
    for option in options { line += " \(option.name) \(ReplayLine.quoted(option.value))" }
    return line
  }

  private func text(_ command: String, _ file: String, _ seed: UInt64, _ label: String) -> String {
    var line = "\(ReplayLine.quoted(program)) \(command) \(ReplayLine.quoted(file)) --seed \(seed)"
    if !label.isEmpty { line += " --variant \(ReplayLine.quoted(label))" }
    return line
  }

  /// For a run of a scenario, which may be one variant of its file.
  public func text(_ scenario: Scenario, seed: UInt64) -> String {
    text(
      file: scenario.file, seed: seed, label: scenario.label, overrides: scenario.overrides)
  }

  /// As a shell reads it as one word, on one line of characters that show.
  static func quoted(_ text: String) -> String {
    if !text.isEmpty, text.utf8.allSatisfy(isPlain) { return text }
    if VisibleText.firstHidden(in: text) != nil { return dollarQuoted(text) }
    var quoted: [UInt8] = [apostrophe]
    for byte in text.utf8 {
      // Ends the quotation, gives one escaped apostrophe, begins the next.
      quoted += byte == apostrophe ? Array(#"'\''"#.utf8) : [byte]
    }
    return String(decoding: quoted + [apostrophe], as: UTF8.self)
  }

  /// In dollar-single-quotes (POSIX.1-2024, 2.2.4), which bash and zsh read too: hidden characters by
  /// the octal numbers of their bytes.
  private static func dollarQuoted(_ text: String) -> String {
    var quoted = "$'"
    for scalar in text.unicodeScalars {
      if scalar == "'" || scalar == "\\" {
        quoted += "\\"
        quoted.unicodeScalars.append(scalar)
      } else if VisibleText.mayHide(scalar) {
        for byte in String(Character(scalar)).utf8 {
          let digits = String(byte, radix: 8)
          quoted += "\\" + String(repeating: "0", count: 3 - digits.utf8.count) + digits
        }
      } else {
        quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "'"
  }

  private static let apostrophe = UInt8(ascii: "'")

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    case UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "="), UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "+"):
      true
    default: false
    }
  }
}
