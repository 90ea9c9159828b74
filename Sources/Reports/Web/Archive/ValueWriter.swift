import Simulator

/// Writes what records are made of as bytes: texts and the names of fields once, then by their numbers.
struct ValueWriter {
  /// Every text that was written, by number.
  private(set) var texts: [String] = []
  /// The kind (0 for none, else one above the number of a text) and the names of fields, by number.
  private(set) var shapes: [[Int]] = []
  /// Only looked up.
  private var textNumbers: [String: Int] = [:]
  /// Only looked up.
  private var shapeNumbers: [[Int]: Int] = [:]

  /// The first byte of a value.
  enum Tag: UInt8, CaseIterable {
    case none
    case integer
    case no
    case yes
    case agent
    case time
    case text
    case list
    case composite
  }

  mutating func number(of text: String) -> Int {
    if let number = textNumbers[text] { return number }
    texts.append(text)
    textNumbers[text] = texts.count - 1
    return texts.count - 1
  }

  private mutating func number(ofShape fields: Fields) -> Int {
    var shape = [fields.kind.map { number(of: $0) + 1 } ?? 0]
    for item in fields.items { shape.append(number(of: item.name)) }
    if let number = shapeNumbers[shape] { return number }
    shapes.append(shape)
    shapeNumbers[shape] = shapes.count - 1
    return shapes.count - 1
  }

  /// The number of the shape, then the values in its order.
  mutating func write(_ fields: Fields, to bytes: inout ByteWriter) {
    bytes.add(number(ofShape: fields))
    for item in fields.items { write(item.value, to: &bytes) }
  }

  mutating func write(_ value: FieldValue, to bytes: inout ByteWriter) {
    switch value {
    case .none: bytes.add(byte: Tag.none.rawValue)
    case .integer(let integer):
      bytes.add(byte: Tag.integer.rawValue)
      bytes.add(signed: integer)
    case .flag(let flag): bytes.add(byte: (flag ? Tag.yes : .no).rawValue)
    case .agent(let agent):
      bytes.add(byte: Tag.agent.rawValue)
      bytes.add(agent.index)
    case .time(let time):
      bytes.add(byte: Tag.time.rawValue)
      bytes.add(signed: time)
    case .text(let text):
      bytes.add(byte: Tag.text.rawValue)
      bytes.add(number(of: text))
    case .list(let values):
      bytes.add(byte: Tag.list.rawValue)
      bytes.add(values.count)
      for value in values { write(value, to: &bytes) }
    case .composite(let fields):
      bytes.add(byte: Tag.composite.rawValue)
      write(fields, to: &bytes)
    }
  }
}
