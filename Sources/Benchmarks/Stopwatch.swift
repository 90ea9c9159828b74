#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Measures the CPU time of the calling thread, which neighbours on the machine disturb least.
struct Stopwatch {
  private let begin = Stopwatch.threadNanoseconds()

  /// CPU time of this thread since the stopwatch was made; never 0.
  var nanoseconds: Int64 { max(Stopwatch.threadNanoseconds() - begin, 1) }

  private static func threadNanoseconds() -> Int64 {
    var time = timespec()
    // The pointer is to a local and used during the call alone.
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
