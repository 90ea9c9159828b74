import Foundation

/// The memory of this program and of the machine, in bytes.
enum Memory {
  /// What the machine has, or what it lets this program have, where that is told and less.
  static var ofMachine: Int64 {
    let machine = Int64(clamping: ProcessInfo.processInfo.physicalMemory)
    guard let text = try? String(contentsOfFile: "/sys/fs/cgroup/memory.max", encoding: .utf8),
      let granted = Int64(text.trimmingCharacters(in: .whitespacesAndNewlines)), granted > 0
    else { return machine }
    return min(machine, granted)
  }

  /// What this program has in use now; 0 where that cannot be told.
  static var inUse: Int64 {
    #if os(Linux)
      return residentPages * pageSize
    #else
      return peak
    #endif
  }

  #if os(Linux)
    private static let pageSize = Int64(sysconf(Int32(_SC_PAGESIZE)))

    /// The second number of `/proc/self/statm`.
    private static var residentPages: Int64 {
      let file = unsafe open("/proc/self/statm", O_RDONLY)
      guard file >= 0 else { return 0 }
      defer { close(file) }
      var bytes = [UInt8](repeating: 0, count: 128)
      let capacity = bytes.count
      // Safe: at most as many bytes are read as the array has.
      let count = unsafe bytes.withUnsafeMutableBytes {
        unsafe read(file, $0.baseAddress, capacity)
      }
      guard count > 0 else { return 0 }
      let numbers = bytes.prefix(count).split(separator: UInt8(ascii: " "))
      return numbers.count > 1 ? Int64(String(decoding: numbers[1], as: UTF8.self)) ?? 0 : 0
    }
  #endif

  /// The most that this program ever had in use; 0 where that cannot be told. Sooner told than `inUse`.
  static var peak: Int64 {
    var usage = rusage()
    // Safe: the calls fill the value, which outlives them.
    #if os(Linux)
      let status = unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    #else
      let status = unsafe getrusage(RUSAGE_SELF, &usage)
    #endif
    if status != 0 { return 0 }
    #if canImport(Darwin)
      return Int64(usage.ru_maxrss)
    #else
      return Int64(usage.ru_maxrss) * 1_024
    #endif
  }
}
