/// The maps of the dialects that are known.
extension TraceDialect {
  static let texts: [(name: String, text: String)] = [
    ("lockstep", lockstep), ("etcd", etcd), ("ccf", ccf), ("plain", plain),
  ]

  private static let lockstep = """
    {
      about: "what 'lockstep trace FILE --json' writes of a run of Raft",
      complete: true,
      event: ["kind", "content.kind"],
      fields: { time: "time", step: "event", agent: "agent", peer: "peer" },
      events: {
        "life started": { is: "start", fields: { disk: "content.disk" } },
        "life crashed": "crash",
        "disk harmed": { is: "disk", fields: { term: "content.term", votedFor: "content.votedFor", lastIndex: "content.lastIndex", terms: "content.terms" } },
        "note took term": { is: "state", fields: { term: "content.term" } },
        "note follows": { is: "state", fields: { term: "content.term" } },
        "note became follower": { is: "become follower", fields: { term: "content.term" } },
        "note became pre-candidate": { is: "become pre-candidate", fields: { term: "content.term" } },
        "note became candidate": { is: "become candidate", fields: { term: "content.term" } },
        "note became leader": { is: "become leader", fields: { term: "content.term" } },
        "note stepped down": { is: "step down", fields: { term: "content.term" } },
        "note voted": { is: "vote", fields: { term: "content.term", votedFor: "content.candidate" } },
        "note appended": { is: "append", fields: { term: "content.term", first: "content.first", last: "content.last" } },
        "note committed": { is: "commit", fields: { commit: "content.last" } },
        "write term": { is: "write", fields: { term: "content.term", votedFor: "content.votedFor" } },
        "write append": { is: "write", fields: { after: "content.after", entries: "content.entries" } },
        "durable term": { is: "flush", fields: { term: "content.term", votedFor: "content.votedFor" } },
        "durable append": { is: "flush", fields: { after: "content.after", entries: "content.entries" } },
        "sent request vote": { is: "send", message: "request vote", fields: { messageTerm: "content.term", candidateIndex: "content.lastIndex", candidateTerm: "content.lastTerm" } },
        "sent vote": { is: "send", message: "vote", fields: { messageTerm: "content.term", granted: "content.granted" } },
        "sent append entries": { is: "send", message: "append entries", fields: { messageTerm: "content.term", previousIndex: "content.previousIndex", previousTerm: "content.previousTerm", leaderCommit: "content.commitIndex", stamp: "content.stamp", entries: "content.entries" } },
        "sent append reply": { is: "send", message: "append reply", fields: { messageTerm: "content.term", stamp: "content.stamp", matched: "content.matched" } },
        "sent heartbeat": { is: "send", message: "heartbeat", fields: { messageTerm: "content.term", leaderCommit: "content.commitIndex", stamp: "content.stamp" } },
        "sent heartbeat reply": { is: "send", message: "heartbeat reply", fields: { messageTerm: "content.term", stamp: "content.stamp" } },
        "sent stored": { is: "send", message: "stored", fields: { messageTerm: "content.term", matched: "content.index" } },
        "delivered request vote": { is: "receive", message: "request vote", fields: { messageTerm: "content.term", candidateIndex: "content.lastIndex", candidateTerm: "content.lastTerm" } },
        "delivered vote": { is: "receive", message: "vote", fields: { messageTerm: "content.term", granted: "content.granted" } },
        "delivered append entries": { is: "receive", message: "append entries", fields: { messageTerm: "content.term", previousIndex: "content.previousIndex", previousTerm: "content.previousTerm", leaderCommit: "content.commitIndex", stamp: "content.stamp", entries: "content.entries" } },
        "delivered append reply": { is: "receive", message: "append reply", fields: { messageTerm: "content.term", stamp: "content.stamp", matched: "content.matched" } },
        "delivered heartbeat": { is: "receive", message: "heartbeat", fields: { messageTerm: "content.term", leaderCommit: "content.commitIndex", stamp: "content.stamp" } },
        "delivered heartbeat reply": { is: "receive", message: "heartbeat reply", fields: { messageTerm: "content.term", stamp: "content.stamp" } },
        "request delivered read": { is: "request", operation: "read", fields: { client: "client", attempt: "content.attempt", key: "content.key" } },
        "request delivered write": { is: "request", operation: "write", fields: { client: "client", attempt: "content.attempt", session: "content.session", sequence: "content.sequence" } },
        "request delivered compare and set": { is: "request", operation: "compare and set", fields: { client: "client", attempt: "content.attempt", session: "content.session", sequence: "content.sequence" } },
        "reply sent value": { is: "answer", result: "value", fields: { client: "client", attempt: "content.attempt", value: "content.value" } },
        "reply sent written": { is: "answer", result: "written", fields: { client: "client", attempt: "content.attempt" } },
        "reply sent mismatch": { is: "answer", result: "mismatch", fields: { client: "client", attempt: "content.attempt", value: "content.holds" } },
        "reply sent *": { is: "answer", result: "other", fields: { client: "client", attempt: "content.attempt" } },
        "sent request pre-vote": "ignore", "sent pre-vote": "ignore",
        "delivered request pre-vote": "ignore", "delivered pre-vote": "ignore", "delivered stored": "ignore",
        "note served reads": "ignore", "note lost entries": "ignore", "note truncated": "ignore",
        "note gave up on its disk": "ignore", "note heard of a failed write": "ignore",
        "life *": "ignore", "lost *": "ignore", "fate": "ignore", "waits *": "ignore",
        "takes up *": "ignore", "armed *": "ignore", "disarmed *": "ignore", "expired *": "ignore",
        "request sent *": "ignore", "request lost *": "ignore", "reply delivered *": "ignore",
        "reply lost *": "ignore", "fault *": "ignore", "nothing": "ignore", "alarm set *": "ignore",
        "woke": "ignore", "woke *": "ignore", "client note *": "ignore",
        "write snapshot": "ignore", "durable snapshot": "ignore",
        "write *": "unknown log", "durable *": "unknown log", "note configuration in force": "unknown log",
        "delivered install reply": { is: "receive", message: "append reply", fields: { messageTerm: "content.term", stamp: "content.stamp", matched: "content.installed" } },
      },
    }
    """

  // The names are those of state_trace.go in etcd-io/raft, from memory; whoever knows better changes the map.
  private static let etcd = """
    {
      about: "what etcd-io/raft writes for the validation of traces (names from memory)",
      event: [["event.name", "name"]],
      nobody: ["0", ""],
      fields: {
        agent: ["event.nid", "nid"],
        term: ["event.state.term", "state.term"],
        votedFor: ["event.state.vote", "state.vote"],
        commit: ["event.state.commit", "state.commit"],
        role: ["event.role", "role"],
        lastIndex: ["event.log", "log"],
        message: ["event.msg.type", "msg.type"],
        messageTerm: ["event.msg.term", "msg.term"],
      },
      roles: {
        StateFollower: "follower", StateCandidate: "candidate", StateLeader: "leader",
        StatePreCandidate: "pre-candidate", Follower: "follower", Candidate: "candidate", Leader: "leader",
      },
      messages: {
        MsgApp: "append entries", MsgAppResp: "append reply", MsgHeartbeat: "heartbeat",
        MsgHeartbeatResp: "heartbeat reply", MsgVote: "request vote", MsgVoteResp: "vote",
        MsgPreVote: "request pre-vote", MsgPreVoteResp: "pre-vote", MsgSnap: "other",
      },
      events: {
        InitState: { is: "start", fields: { voters: ["event.conf", "conf"] } },
        BecomeFollower: "become follower",
        BecomeCandidate: "become candidate",
        BecomeLeader: "become leader",
        Commit: "commit",
        Replicate: "state",
        Ready: "state",
        ChangeConf: "state",
        ApplyConfChange: { is: "config", fields: { voters: ["event.conf", "conf"] } },
        SendAppendEntriesRequest: { is: "send", message: "append entries", fields: {
          peer: ["event.msg.to", "msg.to"], previousIndex: ["event.msg.index", "msg.index"],
          previousTerm: ["event.msg.logTerm", "msg.logTerm"], entries: ["event.msg.entries", "msg.entries"],
          leaderCommit: ["event.msg.commit", "msg.commit"] } },
        ReceiveAppendEntriesRequest: { is: "receive", message: "append entries", fields: {
          peer: ["event.msg.from", "msg.from"], previousIndex: ["event.msg.index", "msg.index"],
          previousTerm: ["event.msg.logTerm", "msg.logTerm"], entries: ["event.msg.entries", "msg.entries"],
          leaderCommit: ["event.msg.commit", "msg.commit"] } },
        SendAppendEntriesResponse: { is: "send", message: "append reply", fields: {
          peer: ["event.msg.to", "msg.to"], matched: ["event.msg.index", "msg.index"],
          rejected: ["event.msg.reject", "msg.reject"] } },
        ReceiveAppendEntriesResponse: { is: "receive", message: "append reply", fields: {
          peer: ["event.msg.from", "msg.from"], matched: ["event.msg.index", "msg.index"],
          rejected: ["event.msg.reject", "msg.reject"] } },
        SendRequestVoteRequest: { is: "send", message: "request vote", fields: {
          peer: ["event.msg.to", "msg.to"], candidateIndex: ["event.msg.index", "msg.index"],
          candidateTerm: ["event.msg.logTerm", "msg.logTerm"] } },
        ReceiveRequestVoteRequest: { is: "receive", message: "request vote", fields: {
          peer: ["event.msg.from", "msg.from"], candidateIndex: ["event.msg.index", "msg.index"],
          candidateTerm: ["event.msg.logTerm", "msg.logTerm"] } },
        SendRequestVoteResponse: { is: "send", message: "vote", fields: {
          peer: ["event.msg.to", "msg.to"], rejected: ["event.msg.reject", "msg.reject"] } },
        ReceiveRequestVoteResponse: { is: "receive", message: "vote", fields: {
          peer: ["event.msg.from", "msg.from"], rejected: ["event.msg.reject", "msg.reject"] } },
      },
    }
    """

  // The names are those of the Raft traces of CCF, from memory; a vote there compares what can be committed, and
  // not whole logs, so the ends of logs that candidates claim are left out.
  private static let ccf = """
    {
      about: "what CCF writes for the validation of traces of its Raft (names from memory)",
      event: [["msg.function", "function"]],
      fields: {
        agent: ["msg.state.node_id", "state.node_id"],
        term: ["msg.state.current_view", "state.current_view"],
        commit: ["msg.state.commit_idx", "state.commit_idx"],
        role: ["msg.state.leadership_state", "state.leadership_state"],
        lastIndex: ["msg.state.last_idx", "state.last_idx"],
        messageTerm: ["msg.packet.term", "packet.term"],
      },
      roles: {
        Leader: "leader", Follower: "follower", Candidate: "candidate", PreVoteCandidate: "pre-candidate",
      },
      events: {
        add_configuration: "state",
        replicate: "state",
        commit: "commit",
        become_follower: "become follower",
        become_candidate: "become candidate",
        become_leader: "become leader",
        send_append_entries: { is: "send", message: "append entries", fields: {
          peer: ["msg.to_node_id", "to_node_id"], previousIndex: ["msg.packet.prev_idx", "packet.prev_idx"],
          previousTerm: ["msg.packet.prev_term", "packet.prev_term"], entryEnd: ["msg.packet.idx", "packet.idx"],
          leaderCommit: ["msg.packet.leader_commit_idx", "packet.leader_commit_idx"] } },
        recv_append_entries: { is: "receive", message: "append entries", fields: {
          peer: ["msg.from_node_id", "from_node_id"], previousIndex: ["msg.packet.prev_idx", "packet.prev_idx"],
          previousTerm: ["msg.packet.prev_term", "packet.prev_term"], entryEnd: ["msg.packet.idx", "packet.idx"],
          leaderCommit: ["msg.packet.leader_commit_idx", "packet.leader_commit_idx"] } },
        send_append_entries_response: { is: "send", message: "append reply", fields: {
          peer: ["msg.to_node_id", "to_node_id"], matched: ["msg.packet.last_log_idx", "packet.last_log_idx"],
          granted: ["msg.packet.success", "packet.success"] } },
        recv_append_entries_response: { is: "receive", message: "append reply", fields: {
          peer: ["msg.from_node_id", "from_node_id"], matched: ["msg.packet.last_log_idx", "packet.last_log_idx"],
          granted: ["msg.packet.success", "packet.success"] } },
        send_request_vote: { is: "send", message: "request vote", fields: { peer: ["msg.to_node_id", "to_node_id"] } },
        recv_request_vote: { is: "receive", message: "request vote", fields: { peer: ["msg.from_node_id", "from_node_id"] } },
        send_request_vote_response: { is: "send", message: "vote", fields: {
          peer: ["msg.to_node_id", "to_node_id"], granted: ["msg.packet.vote_granted", "packet.vote_granted"] } },
        recv_request_vote_response: { is: "receive", message: "vote", fields: {
          peer: ["msg.from_node_id", "from_node_id"], granted: ["msg.packet.vote_granted", "packet.vote_granted"] } },
      },
    }
    """

  private static let plain = """
    {
      about: "names that are those of the fields, with a message's in an object of its own",
      event: "event",
      fields: {
        time: "time", step: "step", agent: "agent", peer: "peer", from: "from", to: "to",
        term: "term", votedFor: "votedFor", role: "role", commit: "commit",
        lastIndex: "lastIndex", lastTerm: "lastTerm",
        message: ["message.kind", "message"], messageTerm: "message.term",
        granted: "message.granted", candidateIndex: "message.lastIndex",
        candidateTerm: "message.lastTerm", previousIndex: "message.prevIndex",
        previousTerm: "message.prevTerm", entries: ["message.entries", "entries"],
        leaderCommit: "message.commit", matched: "message.matched", stamp: "message.stamp",
        after: "after", first: "first", last: ["last", "index"], terms: "terms", disk: "disk",
        client: "client", attempt: "attempt", operation: "operation", result: "result",
        key: "key", value: "value", session: "session", sequence: "sequence", voters: "voters",
      },
    }
    """
}
