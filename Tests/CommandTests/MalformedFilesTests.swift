import Experiments
import Foundation
import Testing

@testable import Command

@Suite struct MalformedFilesTests {
  /// Files with mistakes, kept beside the tests of the reader.
  private static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("ScenariosTests/Malformed").path

  private static var names: [String] {
    Files(root: directory).list(".", endings: [".json5"])
  }

  @Test func `there are at least fifty malformed files`() {
    #expect(MalformedFilesTests.names.count >= 50)
  }

  @Test(arguments: MalformedFilesTests.names)
  func `a malformed file gives its places and status 2, and nothing is run`(
    _ name: String
  ) throws {
    let desk = try Desk(
      root: MalformedFilesTests.directory, program: Program(.standard, name: "lockstep"))
    for command in ["run", "sweep", "test"] {
      let result = desk.run(command, name)
      #expect(result.status == 2)
      #expect(result.out.isEmpty)
      #expect(!result.err.isEmpty)
      for line in result.err.split(separator: "\n") {
        #expect(
          line.hasPrefix("\(name):") && line.dropFirst(name.count + 1).first?.isNumber == true)
      }
    }
  }
}
