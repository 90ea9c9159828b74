import Experiments
import Foundation
import Testing

@testable import Command

/// The pictures of the README are what the commands beside them make.
@Suite struct GalleryTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// Words of the README's lines that make a picture of a run.
  private static let lines: [[String]] = {
    let readme = (try? String(contentsOfFile: root + "/README.md", encoding: .utf8)) ?? ""
    return readme.split(separator: "\n").filter {
      $0.hasPrefix("    lockstep report ") && $0.contains("--out Results/pictures/")
    }.map { line in
      var words: [String] = []
      for (place, part) in line.split(separator: "'", omittingEmptySubsequences: false).enumerated()
      {
        words += place % 2 == 1 ? [String(part)] : part.split(separator: " ").map(String.init)
      }
      return Array(words.dropFirst())
    }
  }()

  /// But for that of the longest run, which takes a debug build long.
  @Test(arguments: lines.filter { !$0.contains("raft/leader-in-minority") })
  func `a picture is what its command makes`(words: [String]) throws {
    let name = try #require(words.last)
    let desk = try Desk(root: Self.root, program: Program(.standard, name: "lockstep"))
    let made = desk.path("made.svg")
    #expect(desk.run(Array(words.dropLast()) + [made]).status == 0)
    let picture = try String(contentsOfFile: Self.root + "/" + name, encoding: .utf8)
    #expect(try String(contentsOfFile: made, encoding: .utf8) == picture)
  }

  @Test func `every picture of the README is there, and none else`() throws {
    let folder = Self.root + "/Results/pictures"
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    let named = Self.lines.compactMap { $0.last?.split(separator: "/").last.map(String.init) }
    #expect(files == named.sorted() && files.count >= 3)
  }
}
