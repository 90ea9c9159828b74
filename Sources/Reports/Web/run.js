// What follows from the records: messages as arrows, client operations, moments to jump to.

const ARRIVED = 0;
const LOST = 1;
const ON_ITS_WAY = 2;

class Run {
  constructor(meta) {
    this.meta = meta;
    this.archive = new Archive(meta);
    this.states = new States(meta);
    this.clientCount = this.countClients();
    this.laneCount = this.clientCount + meta.agents.length;
    this.collectArrows();
    this.collectNotes();
    this.collectLanes();
    this.collectOperations();
  }

  laneOfAgent(agent) { return this.clientCount + agent; }

  laneName(lane) {
    if (lane < this.clientCount) return `c${lane + 1}`;
    return agentName(this.meta, lane - this.clientCount);
  }

  countClients() {
    let count = 0;
    for (const client of this.archive.client) if (client >= count) count = client + 1;
    return count;
  }

  /** Where a record that sends comes from and goes to. */
  ends(record) {
    const { agent, peer, client } = this.archive;
    const kind = this.archive.kindOf(record);
    if (kind === "request sent") return [client[record], this.laneOfAgent(agent[record])];
    if (kind === "reply sent") return [this.laneOfAgent(agent[record]), client[record]];
    return [this.laneOfAgent(agent[record]), this.laneOfAgent(peer[record])];
  }

  collectArrows() {
    const archive = this.archive;
    const words = archive.meta.kinds;
    const role = words.map((word) => {
      if (["sent", "request sent", "reply sent"].includes(word)) return 1;
      if (["delivered", "request delivered", "reply delivered"].includes(word)) return 2;
      return ["lost", "request lost", "reply lost"].includes(word) ? 3 : 0;
    });
    let sends = 0;
    let largest = 0;
    for (let i = 0; i < archive.kind.length; i++) {
      if (role[archive.kind[i]] === 1) sends++;
      if (archive.message[i] > largest) largest = archive.message[i];
    }
    const arrow = new Int32Array(largest + 1).fill(-1);
    const a = {
      sent: new Uint32Array(sends), end: new Int32Array(sends).fill(-1), from: new Int32Array(sends),
      to: new Int32Array(sends), start: new Float64Array(sends), stop: new Float64Array(sends),
      fate: new Uint8Array(sends).fill(ON_ITS_WAY), kind: new Uint16Array(sends), again: new Map(),
    };
    const kinds = new Map();
    let next = 0;
    for (let i = 0; i < archive.kind.length; i++) {
      const what = role[archive.kind[i]];
      if (what === 0) continue;
      const time = archive.time[archive.event[i]];
      if (what === 1) {
        [a.from[next], a.to[next]] = this.ends(i);
        a.sent[next] = i;
        a.start[next] = a.stop[next] = time;
        a.kind[next] = this.messageKind(i, kinds);
        arrow[archive.message[i]] = next++;
        continue;
      }
      const number = arrow[archive.message[i]];
      if (number < 0) continue;
      if (a.end[number] >= 0) {
        a.again.set(number, i);
        continue;
      }
      a.end[number] = i;
      a.stop[number] = time;
      a.fate[number] = what === 2 ? ARRIVED : LOST;
    }
    for (let i = 0; i < next; i++) if (a.fate[i] === ON_ITS_WAY) this.settle(a, i);
    this.arrows = a;
    this.arrowOfMessage = arrow;
    this.messageKinds = [...kinds.keys()];
    this.lostArrows = Uint32Array.from([...a.fate.keys()].filter((i) => a.fate[i] === LOST));
    this.indexBlocks();
  }

  /** What became of a message that no later record tells of. */
  settle(a, i) {
    const details = this.archive.fieldsAt(this.archive.details[a.sent[i]]);
    const arrives = details.get("arrives");
    if (arrives) {
      a.stop[i] = arrives.ns;
    } else if (details.get("fate") === "held at a cut") {
      a.stop[i] = this.meta.end;
    } else {
      a.fate[i] = LOST;
    }
  }

  messageKind(record, kinds) {
    const at = this.archive.content[record];
    let name = this.archive.kindOf(record);
    if (at !== NONE) {
      const shape = this.meta.shapes[new ByteReader(this.archive.values, at).unsigned()];
      if (shape[0]) name = this.meta.texts[shape[0] - 1];
    }
    if (name.endsWith(" sent")) name = name.slice(0, -5);
    if (!kinds.has(name)) kinds.set(name, kinds.size);
    return kinds.get(name);
  }

  /** The last end of the arrows of each block, so that those in view are found without a walk over all. */
  indexBlocks() {
    const { stop } = this.arrows;
    this.blockEnd = new Float64Array(Math.ceil(stop.length / 256));
    for (let i = 0; i < stop.length; i++) {
      if (stop[i] > this.blockEnd[i >> 8]) this.blockEnd[i >> 8] = stop[i];
    }
  }

  /** Calls with each arrow that touches a stretch of time, up to a number of them; returns their number. */
  arrowsIn(from, until, most, visit) {
    const { start, stop } = this.arrows;
    const high = lastNotAbove(start, until) + 1;
    let count = 0;
    for (let block = 0; block << 8 < high; block++) {
      if (this.blockEnd[block] < from) continue;
      const end = Math.min(high, (block + 1) << 8);
      for (let i = block << 8; i < end; i++) {
        if (stop[i] < from) continue;
        if (++count > most) return count;
        visit(i);
      }
    }
    return count;
  }

  /** About how many arrows begin in a stretch of time. */
  arrowCount(from, until) {
    return lastNotAbove(this.arrows.start, until) - lastNotAbove(this.arrows.start, from);
  }

  /** Notes by kind, and the records of faults and of processes, each with its event. */
  collectNotes() {
    const archive = this.archive;
    const note = this.meta.kinds.indexOf("note");
    const marks = new Map(["life", "disk harmed", "durable", "expired"].map((w) => [this.meta.kinds.indexOf(w), w]));
    this.notes = new Map();
    this.marks = { life: [], "disk harmed": [], durable: [], expired: [] };
    for (let i = 0; i < archive.kind.length; i++) {
      if (archive.kind[i] === note) {
        const at = archive.content[i];
        if (at === NONE) continue;
        const shape = this.meta.shapes[new ByteReader(archive.values, at).unsigned()];
        const kind = shape[0] ? this.meta.texts[shape[0] - 1] : "note";
        if (!this.notes.has(kind)) this.notes.set(kind, []);
        this.notes.get(kind).push(i);
      } else {
        const mark = marks.get(archive.kind[i]);
        if (mark) this.marks[mark].push(i);
      }
    }
  }

  /** By lane, the times of what happens there, rising. */
  collectLanes() {
    const { agent, client, event, time, kind } = this.archive;
    const words = this.meta.kinds;
    const steps = new Set(
      ["delivered", "request delivered", "expired", "durable", "life", "takes up"].map((w) => words.indexOf(w)));
    const wakes = new Set(["reply delivered", "woke"].map((w) => words.indexOf(w)));
    const lanes = Array.from({ length: this.laneCount }, () => []);
    for (let i = 0; i < kind.length; i++) {
      if (steps.has(kind[i]) && agent[i] >= 0) lanes[this.laneOfAgent(agent[i])].push(time[event[i]]);
      else if (wakes.has(kind[i]) && client[i] >= 0) lanes[client[i]].push(time[event[i]]);
    }
    this.laneTimes = lanes.map((times) => Float64Array.from(times));
  }

  /** Client operations, from call to return, as far as clients state both. */
  collectOperations() {
    const archive = this.archive;
    const stated = this.meta.kinds.indexOf("client note");
    const open = new Map();
    this.operations = [];
    for (let i = 0; i < archive.kind.length; i++) {
      if (archive.kind[i] !== stated) continue;
      const fields = archive.fieldsAt(archive.content[i]);
      const number = fields.get("operation");
      if (number === undefined) continue;
      const time = archive.time[archive.event[i]];
      if (fields.kind === "invoked") {
        const client = Number(fields.get("client") ?? archive.client[i] + 1) - 1;
        const operation = { client, call: time, end: null, record: i, endRecord: -1, fields };
        open.set(number, operation);
        this.operations.push(operation);
      } else if (fields.get("invokedAt") && open.has(number)) {
        const operation = open.get(number);
        open.delete(number);
        operation.end = time;
        operation.endRecord = i;
        operation.result = fields.get("result");
      }
    }
  }

  /** The chain of events that led to one: what sent what it received, what armed its timer, and so on. */
  causes(place) {
    const archive = this.archive;
    const chain = new Set([place]);
    const arrows = new Set();
    const open = [place];
    while (open.length && chain.size < 5000) {
      const event = open.pop();
      for (let i = archive.first[event]; i < archive.first[event + 1]; i++) {
        const cause = archive.cause[i];
        if (cause < 0 || cause >= archive.number[event]) continue;
        const before = archive.placeOf(cause);
        if (before < 0 || archive.number[before] !== cause) continue;
        if (archive.message[i] && this.arrowOfMessage[archive.message[i]] >= 0) {
          arrows.add(this.arrowOfMessage[archive.message[i]]);
        }
        if (!chain.has(before)) {
          chain.add(before);
          open.push(before);
        }
      }
    }
    return { chain, arrows };
  }
}

function agentName(meta, index) {
  const number = `n${index + 1}`;
  const name = meta.agents[index];
  return name && name !== number ? `${number} ${name}` : number;
}
