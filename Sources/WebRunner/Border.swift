// What a web page calls. Numbers and bytes cross the border and nothing else; the module imports
// nothing. A page writes a file's name and its bytes where `reserve` says, calls `run`, and reads the
// result as text. `Tests/Web/module.mjs` shows it.
//
// A module that stopped (`unreachable`) has met a mistake of ours or run out of memory; its instance
// is not to be used again.

/// The one runner behind the border.
///
/// Safe: the module has one thread, and no function of the border calls another.
nonisolated(unsafe) private var runner = WebRunner()

/// Makes room for an input of this number of bytes and returns its address, good until the next call.
@_expose(wasm, "reserve") @_cdecl("reserve")
public func reserve(_ count: UInt32) -> UInt32 { unsafe runner.reserve(count) }

/// Runs the scenario file in the input on a seed.
///
/// - Parameter nameCount: the number of bytes at the beginning of the input that name the file; the rest
///   are its bytes.
/// - Returns: as the command's exit status: 0 if everything held, 1 if something did not, 2 if the
///   file has mistakes.
@_expose(wasm, "run") @_cdecl("run")
public func run(_ nameCount: UInt32, _ seed: UInt64) -> Int32 {
  unsafe runner.run(nameCount: nameCount, seed: seed).rawValue
}

/// Address of the last run's result: UTF-8 text, good until the next call of `reserve` or `run`.
@_expose(wasm, "resultAddress") @_cdecl("resultAddress")
public func resultAddress() -> UInt32 { unsafe runner.result.address }

/// Number of bytes of the last run's result.
@_expose(wasm, "resultCount") @_cdecl("resultCount")
public func resultCount() -> UInt32 { unsafe UInt32(runner.result.count) }
