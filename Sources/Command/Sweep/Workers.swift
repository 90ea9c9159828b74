import Foundation

/// Threads that share out numbered work.
enum Workers {
  /// How many threads the machine runs at once.
  static var processorCount: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }

  /// Runs `body` on each of `jobs` threads and waits until all have returned.
  static func run(jobs: Int, _ body: @escaping @Sendable () -> Void) {
    let group = DispatchGroup()
    for _ in 1..<max(jobs, 1) {
      group.enter()
      let thread = Thread {
        body()
        group.leave()
      }
      thread.stackSize = 8 << 20
      thread.start()
    }
    body()
    group.wait()
  }

  /// Calls `body` for every number below `count`, in rising order, on `jobs` threads.
  static func forEach(count: Int, jobs: Int, _ body: @escaping @Sendable (Int) -> Void) {
    let next = Locked(0)
    run(jobs: min(jobs, max(count, 1))) {
      while true {
        let number = next.use { value in
          value += 1
          return value - 1
        }
        if number >= count { return }
        body(number)
      }
    }
  }
}
