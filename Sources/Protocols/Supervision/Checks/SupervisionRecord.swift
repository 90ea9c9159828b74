import Simulator

/// What the checks know of a process from what its agent states.
struct SupervisionRecord: Sendable {
  var isAlive = false
  var isStarting = false
  var life: Int32 = 0
  var epoch: Int32 = 0
  /// Orders starts and restarts of an agent.
  var startMark = 0
  /// The incarnation of its supervisor that started it last; 0 if none did.
  var supervisorEpoch: Int32 = 0
  /// Why it ended, if that was not a failed start.
  var reason: Supervision.Reason?
  /// Its supervisor told it to end.
  var isOrdered = false
  var hasFailedToStart = false

  // Of a supervisor.
  var restarts: [Nanoseconds] = []
  var hasGivenUp = false
  /// When it last decided on a restart, in the order of the agent.
  var restartMark = 0
  /// The first child that goes with the restarted one.
  var restartFrom: Int32 = 0

  /// Whether it is down because its supervisor ended it or could not start it.
  var isDownByOrder: Bool { !isAlive && (isOrdered || hasFailedToStart) }
}
