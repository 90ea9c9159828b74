import Experiments
import Reports

/// A table of texts.
struct Listing {
  let name: String
  private let columns: [String]
  private(set) var rows: [[String]] = []

  init(_ name: String, _ columns: [String]) {
    self.name = name
    self.columns = columns
  }

  mutating func add(_ row: [String]) { rows.append(row) }

  var output: OutputText {
    var table = TextTable([name] + columns.dropFirst(), leading: columns.count)
    for row in rows { table.add(row) }
    return OutputText(lines: table.lines)
  }

  static func json(_ listings: [Listing]) -> OutputText {
    var json = JSONWriter()
    json.object { json in
      json.member("format", JSONFormat.version)
      for listing in listings {
        json.array(listing.name, of: listing.rows) { json, row in
          json.object { json in
            for (column, cell) in zip(listing.columns, row) { json.member(column, cell) }
          }
        }
      }
    }
    return OutputText(json: json)
  }
}
