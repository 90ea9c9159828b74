import Simulator

/// Who meets whom in a round. Every agent finds it out by itself, without a list of all agents.
extension Averaging {
  /// The agents to which this one sends in a round, itself left out, each once.
  ///
  /// - Complexity: O(p) for p partners.
  func partners(inRound round: Int32) -> [AgentID] {
    var found: [AgentID] = []
    func add(_ number: Int64) {
      let agent = AgentID(rawValue: Int32(truncatingIfNeeded: number))
      if agent.rawValue != me, !found.contains(agent) { found.append(agent) }
    }
    switch settings.method {
    case .ring: for step in [-1, 1] as [Int64] { add(away(step)) }
    case .torus: for neighbour in torusNeighbours { add(neighbour) }
    case .exponential: for hop in 0..<hops { add(away(1 << Int64(hop))) }
    case .sgp:
      let hop = Int64((round - 1) % gossipHops)
      add(away(1 << hop))
      add(away(1 << (hop + 1)))
    case .randomGroups: return randomGroup(inRound: round)
    case .moshpit: return line(inRound: round)
    case .pushSum, .allReduce: break
    }
    return found
  }

  /// The agent that decides for this one's group in a round.
  func leader(inRound round: Int32) -> AgentID {
    switch settings.method {
    case .randomGroups:
      let drawn = drawing(ofRound: round)
      let group = group(ofPlace: drawn.image(of: Int64(me)))
      return Averaging.agent(drawn.origin(of: group * groupSize))
    case .moshpit: return lineLeader(inRound: round)
    default: return AgentID(0)
    }
  }

  /// The number of the agent that stands so far away around the ring of all.
  func away(_ distance: Int64) -> Int64 {
    let place = (Int64(me) + distance) % Int64(count)
    return place < 0 ? place + Int64(count) : place
  }

  /// Number of powers of two below the number of agents.
  var hops: Int32 { count <= 1 ? 0 : Int32(32 - UInt32(count - 1).leadingZeroBitCount) }

  /// Number of distances through which SGP goes: floor(log2(N - 1)).
  private var gossipHops: Int32 {
    count <= 2 ? 1 : Int32(31 - UInt32(count - 1).leadingZeroBitCount)
  }

  static func agent(_ number: Int64) -> AgentID {
    AgentID(rawValue: Int32(truncatingIfNeeded: number))
  }
}

// The torus: agents row by row.
extension Averaging {
  private var torusNeighbours: [Int64] {
    let (rows, columns) = (settings.grid[0], settings.grid[1])
    let (row, column) = Int64(me).quotientAndRemainder(dividingBy: columns)
    return [
      (row + rows - 1) % rows * columns + column, (row + 1) % rows * columns + column,
      row * columns + (column + columns - 1) % columns, row * columns + (column + 1) % columns,
    ]
  }
}

// Random groups: agents take places by a permutation drawn for the round, and each run of places is a
// group; those left over join the full groups in turn.
extension Averaging {
  private var groupSize: Int64 { min(Int64(settings.groupSize), Int64(count)) }
  private var fullGroups: Int64 { Int64(count) / groupSize }

  private func drawing(ofRound round: Int32) -> Permutation {
    Permutation(of: Int64(count), key: RandomStream.mix(settings.key &+ UInt64(round)))
  }

  private func group(ofPlace place: Int64) -> Int64 {
    let rest = place - fullGroups * groupSize
    return rest < 0 ? place / groupSize : rest % fullGroups
  }

  private func randomGroup(inRound round: Int32) -> [AgentID] {
    let drawn = drawing(ofRound: round)
    let group = group(ofPlace: drawn.image(of: Int64(me)))
    var members: [AgentID] = []
    members.reserveCapacity(Int(groupSize))
    func add(_ place: Int64) {
      let agent = Averaging.agent(drawn.origin(of: place))
      if agent.rawValue != me { members.append(agent) }
    }
    for place in group * groupSize..<(group + 1) * groupSize { add(place) }
    var place = fullGroups * groupSize + group
    while place < Int64(count) {
      add(place)
      place += fullGroups
    }
    return members
  }
}

// The grid of Moshpit: agents take cells by a permutation; a group is a line of cells.
extension Averaging {
  /// A line of cells through one's own.
  private struct Line {
    /// The cell of the line's first place.
    let first: Int64
    /// Between two cells of the line.
    let stride: Int64
    let length: Int64
  }

  private var places: Permutation {
    Permutation(of: settings.grid.reduce(1) { $0 * $1 }, key: settings.key)
  }

  private func ownLine(_ places: Permutation, inRound round: Int32) -> Line {
    let axis = Int((round - 1) % Int32(settings.grid.count))
    let stride = settings.grid[..<axis].reduce(1) { $0 * $1 }
    let cell = places.image(of: Int64(me))
    let length = settings.grid[axis]
    return Line(first: cell - cell / stride % length * stride, stride: stride, length: length)
  }

  private func line(inRound round: Int32) -> [AgentID] {
    let places = places
    let line = ownLine(places, inRound: round)
    var members: [AgentID] = []
    for place in 0..<line.length {
      let number = places.origin(of: line.first + place * line.stride)
      if number < Int64(count), number != Int64(me) { members.append(Averaging.agent(number)) }
    }
    return members
  }

  /// The first agent on the line from a place that moves on each round.
  private func lineLeader(inRound round: Int32) -> AgentID {
    let places = places
    let line = ownLine(places, inRound: round)
    var place = Int64(round) % line.length
    while true {
      let number = places.origin(of: line.first + place * line.stride)
      if number < Int64(count) { return Averaging.agent(number) }
      place = (place + 1) % line.length
    }
  }
}
