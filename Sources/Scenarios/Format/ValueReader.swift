import Simulator

/// Turns JSON into values by their description, and gathers every mistake.
struct ValueReader {
  var diagnostics: Diagnostics

  /// Targets of one fault, at most.
  private static let targetLimit = 1000

  /// The value if it is of the shape; nil, with a reason, if it is not.
  ///
  /// - Parameter name: what messages call it.
  mutating func read(_ json: JSON5, as shape: Shape, _ name: String) -> Value? {
    guard shape.accepts(json) else {
      complainOfKind(json, shape, name)
      return nil
    }
    switch shape {
    case .either(let one, let other):
      return read(json, as: one.accepts(json) ? one : other, name)
    case .list(let element, let count): return readList(json, element, count, name)
    case .targets: return readTargets(json, name)
    case .seeds: return readSeeds(json, name)
    case .object(let keys): return .object(readObject(json, keys, name))
    case .map(let element, _): return readMap(json, element)
    case .delay:
      if case .object = json.content { return readDelayObject(json, name) }
      return readScalar(json, shape, name)
    case .anything: return .anything(json)
    default: return readScalar(json, shape, name)
    }
  }

  mutating func complain(_ position: Position, _ message: String, _ suggestion: String? = nil) {
    diagnostics.add(position, message, suggestion)
  }

  private mutating func complainOfKind(_ json: JSON5, _ shape: Shape, _ name: String) {
    var suggestion: String?
    switch (shape, json.content) {
    case (.duration, .number(let number)), (.durationRange, .number(let number)),
      (.delay, .number(let number)):
      suggestion = "write \"\(number.text)ms\" or another unit"
    case (.rate, .number(let number)):
      suggestion = "write \"\(number.text)/s\" or another time"
    case (.boolean, .text("true")), (.boolean, .text("false")), (.integer, .text):
      suggestion = "remove the quotes"
    default: break
    }
    complain(
      json.position, "'\(name)' takes \(shape.summary), not \(json.kindText)", suggestion)
  }

  private mutating func readScalar(_ json: JSON5, _ shape: Shape, _ name: String) -> Value? {
    do throws(Mistake) {
      return try Scalar.read(json, shape)
    } catch {
      complain(json.position, "'\(name)': \(error.message)", error.suggestion)
      return nil
    }
  }

  private mutating func readList(
    _ json: JSON5, _ element: Shape, _ count: ClosedRange<Int>, _ name: String
  ) -> Value? {
    guard case .list(let elements) = json.content else { return nil }
    var items: [Value.Item] = []
    for part in elements {
      if let value = read(part, as: element, name) {
        items.append(Value.Item(value, at: part.position))
      }
    }
    guard count.contains(elements.count) else {
      complain(
        json.position, "'\(name)' has \(elements.count) elements",
        elements.count < count.lowerBound
          ? "at least \(count.lowerBound)" : "at most \(count.upperBound)")
      return nil
    }
    return items.count == elements.count ? .list(items) : nil
  }

  /// Words and numbers, as a list in any case.
  private mutating func readTargets(_ json: JSON5, _ name: String) -> Value? {
    var parts = [json]
    if case .list(let elements) = json.content { parts = elements }
    guard parts.count <= ValueReader.targetLimit else {
      complain(
        json.position, "'\(name)' names \(parts.count) targets",
        "at most \(ValueReader.targetLimit); a group or a region stands for many")
      return nil
    }
    if parts.isEmpty { complain(json.position, "'\(name)' names nobody", "remove it") }
    let each = Shape.either(.text, .integer(1...Int64(Int32.max)))
    var items: [Value.Item] = []
    for part in parts {
      if let value = read(part, as: each, name) {
        items.append(Value.Item(value, at: part.position))
      }
    }
    return items.isEmpty || items.count < parts.count ? nil : .list(items)
  }

  private mutating func readSeeds(_ json: JSON5, _ name: String) -> Value? {
    var parts = [json]
    if case .list(let elements) = json.content { parts = elements }
    var ranges: [ClosedRange<UInt64>] = []
    for part in parts {
      if case .number(let number) = part.content, let seed = number.integer, seed >= 0 {
        ranges.append(UInt64(seed)...UInt64(seed))
      } else if case .text(let text) = part.content, let set = SeedSet(text: text) {
        ranges += set.ranges
      } else {
        complain(part.position, "'\(name)': \(part) is no range of seeds", "write \"1..10000\"")
        return nil
      }
    }
    if ranges.isEmpty { complain(json.position, "'\(name)' has no seed", "write \"1..10000\"") }
    return ranges.isEmpty ? nil : .seeds(SeedSet(ranges))
  }

  private mutating func readMap(_ json: JSON5, _ element: Shape) -> Value? {
    guard case .object(let members) = json.content else { return nil }
    var values = Values([], at: json.position)
    for member in members {
      guard let value = read(member.value, as: element, member.key) else { continue }
      values.append(
        Values.Field(
          name: member.key, keyPosition: member.keyPosition, value: value,
          position: member.value.position, isGiven: true))
    }
    return .object(values)
  }

  /// Complains of parameters that are each of their shape.
  private mutating func complain(
    of delay: Delay, _ values: Values, _ position: Position, _ name: String
  ) {
    switch delay {
    case .logNormal(_, let sigma, _) where sigma > 10_000_000:
      complain(position, "'\(name)' has a sigma above 10", "at most 10")
    case .gamma:
      let object = values["gamma"]?.object ?? Values()
      if !GammaDelay.shapes.contains(object.factor("shape")) {
        complain(
          object.position(of: "shape"), "'\(name)' has an impossible shape",
          "from 0.05 to 1000")
      }
    case .truncatedNormal(let normal) where (normal.minimum - normal.mean) / 8 >= normal.deviation:
      let object = values["truncatedNormal"]?.object ?? Values()
      complain(
        object.position(of: "minimum"),
        "'\(name)' leaves all but nothing of the distribution above its minimum",
        "at most 8 deviations above the mean")
    default: break
    }
  }

  private mutating func readDelayObject(_ json: JSON5, _ name: String) -> Value? {
    let before = diagnostics.count
    let values = readObject(json, Shape.delayKeys, name)
    guard diagnostics.count == before else { return nil }
    guard let delay = Shape.delay(values) else {
      complain(
        json.position, "'\(name)' says \(values.fields.count) distributions and not one",
        Nearest.suggestion(for: "", among: Shape.delayKeys.map { $0.name }))
      return nil
    }
    complain(of: delay, values, json.position, name)
    return .delay(delay)
  }
}
