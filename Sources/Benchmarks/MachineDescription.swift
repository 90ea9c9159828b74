import Foundation

/// The machine and the build that gave the figures.
struct MachineDescription: Codable {
  let processor: String
  let cores: Int
  let system: String
  let swift: String
  let build: String

  init() {
    processor =
      MachineDescription.field("model name", of: "/proc/cpuinfo", separator: ":")
      ?? "unknown processor"
    cores = ProcessInfo.processInfo.processorCount
    let distribution = MachineDescription.field(
      "PRETTY_NAME", of: "/etc/os-release", separator: "=")
    system =
      distribution?.trimmingCharacters(in: CharacterSet(charactersIn: "\""))
      ?? ProcessInfo.processInfo.operatingSystemVersionString
    #if compiler(>=6.4)
      swift = "Swift 6.4 or later"
    #elseif compiler(>=6.3)
      swift = "Swift 6.3"
    #else
      swift = "Swift 6.2 or earlier"
    #endif
    #if DEBUG
      build = "debug"
    #else
      build = "release"
    #endif
  }

  var line: String { "\(processor), \(cores) cores, \(system), \(swift), \(build)" }

  /// The value of the first line that begins with a key.
  private static func field(_ key: String, of file: String, separator: Character) -> String? {
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { return nil }
    for line in text.split(separator: "\n") where line.hasPrefix(key) {
      guard let place = line.firstIndex(of: separator) else { continue }
      return line[line.index(after: place)...].trimmingCharacters(in: .whitespaces)
    }
    return nil
  }
}
