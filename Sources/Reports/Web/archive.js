// Reads what the program has packed into the page.

/** The bytes of an element that holds base64. */
function bytesOf(id) {
  const text = document.getElementById(id).textContent;
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text, { alphabet: "base64url" });
  const raw = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  return bytes;
}

/** Takes numbers and values out of bytes, from a place on. */
class ByteReader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  byte() { return this.bytes[this.at++]; }

  /** A number that is known to have at most 53 bits. */
  unsigned() {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.bytes[this.at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  }

  signed() {
    const value = this.unsigned();
    return value % 2 ? -(value + 1) / 2 : value / 2;
  }

  /** A number of either sign with all its 64 bits: a BigInt where a number cannot hold it. */
  signed64() {
    const start = this.at;
    const value = this.signed();
    if (Math.abs(value) < 2 ** 52) return value;
    let big = 0n;
    let shift = 0n;
    for (let i = start; i < this.at; i++, shift += 7n) big |= BigInt(this.bytes[i] & 127) << shift;
    return big & 1n ? -(big + 1n) / 2n : big / 2n;
  }
}

/** What records are made of: numbers, texts, lists (arrays), and objects of the classes below. */
class Agent { constructor(index) { this.index = index; } }
class Time { constructor(ns) { this.ns = ns; } }
class Composite {
  constructor(kind, names, values) {
    this.kind = kind;
    this.names = names;
    this.values = values;
  }

  get(name) {
    const place = this.names.indexOf(name);
    return place < 0 ? undefined : this.values[place];
  }
}

class ValueReader extends ByteReader {
  constructor(bytes, meta, at = 0) {
    super(bytes, at);
    this.meta = meta;
  }

  fields() {
    const shape = this.meta.shapes[this.unsigned()];
    const values = [];
    const names = [];
    for (let i = 1; i < shape.length; i++) {
      names.push(this.meta.texts[shape[i]]);
      values.push(this.value());
    }
    return new Composite(shape[0] ? this.meta.texts[shape[0] - 1] : null, names, values);
  }

  value() {
    switch (this.byte()) {
      case 0: return null;
      case 1: return this.signed64();
      case 2: return false;
      case 3: return true;
      case 4: return new Agent(this.unsigned());
      case 5: return new Time(Number(this.signed64()));
      case 6: return this.meta.texts[this.unsigned()];
      case 7: return this.list();
      default: return this.fields();
    }
  }

  list() {
    const values = [];
    for (let left = this.unsigned(); left > 0; left--) values.push(this.value());
    return values;
  }

  skip() {
    switch (this.byte()) {
      case 1: case 4: case 5: case 6: this.unsigned(); break;
      case 7: for (let left = this.unsigned(); left > 0; left--) this.skip(); break;
      case 8: {
        const shape = this.meta.shapes[this.unsigned()];
        for (let i = 1; i < shape.length; i++) this.skip();
      }
    }
  }
}

const NONE = 0xffffffff;

/** The events and records of a run in columns. */
class Archive {
  constructor(meta) {
    this.meta = meta;
    this.values = bytesOf("values");
    this.readEvents(new ByteReader(bytesOf("events")));
    this.readRecords(new ByteReader(bytesOf("records")));
  }

  readEvents(reader) {
    const count = this.meta.kept;
    this.number = new Float64Array(count);
    this.time = new Float64Array(count);
    this.first = new Uint32Array(count + 1);
    let number = 0;
    let time = 0;
    let first = 0;
    for (let i = 0; i < count; i++) {
      number += reader.signed();
      time += reader.signed();
      this.number[i] = number;
      this.time[i] = time;
      this.first[i] = first;
      first += reader.unsigned();
    }
    this.first[count] = first;
  }

  readRecords(reader) {
    const count = this.meta.recordCount;
    this.kind = new Uint8Array(count);
    this.agent = new Int32Array(count).fill(-1);
    this.peer = new Int32Array(count).fill(-1);
    this.client = new Int32Array(count).fill(-1);
    this.message = new Uint32Array(count);
    this.cause = new Float64Array(count).fill(-1);
    this.content = new Uint32Array(count).fill(NONE);
    this.details = new Uint32Array(count).fill(NONE);
    this.event = new Uint32Array(count);
    const sending = new Set(["sent", "request sent", "reply sent"].map((w) => this.meta.kinds.indexOf(w)));
    const contents = new Map();
    let message = 0;
    let place = 0;
    let event = 0;
    for (let i = 0; i < count; i++) {
      while (i >= this.first[event + 1]) event++;
      this.event[i] = event;
      this.kind[i] = reader.byte();
      const parts = reader.byte();
      if (parts & 1) this.agent[i] = reader.unsigned();
      if (parts & 2) this.peer[i] = reader.unsigned();
      if (parts & 4) this.client[i] = reader.unsigned();
      if (parts & 8) this.message[i] = message += reader.signed();
      if (parts & 16) this.cause[i] = this.number[event] - reader.signed();
      if (parts & 32) {
        this.content[i] = place;
        place += reader.unsigned();
        if (sending.has(this.kind[i])) contents.set(this.message[i], this.content[i]);
      }
      if (parts & 64) {
        this.content[i] = contents.get(message) ?? NONE;
        contents.delete(message);
      }
      if (parts & 128) {
        this.details[i] = place;
        place += reader.unsigned();
      }
    }
  }

  fieldsAt(place) {
    return place === NONE ? new Composite(null, [], []) : new ValueReader(this.values, this.meta, place).fields();
  }

  kindOf(record) { return this.meta.kinds[this.kind[record]]; }

  /** The place of the event with a number, or of the last one before it; -1 if there is none. */
  placeOf(number) { return lastNotAbove(this.number, number); }

  /** The last event not after a time; -1 if there is none. */
  placeAt(time) { return lastNotAbove(this.time, time); }
}

/** The last place of a rising row whose value is not above a bound; -1 if there is none. */
function lastNotAbove(row, bound, low = 0, high = row.length) {
  while (low < high) {
    const middle = (low + high) >> 1;
    if (row[middle] <= bound) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** What agents were after each event that changed them. */
class States {
  constructor(meta) {
    this.meta = meta;
    this.bytes = bytesOf("states");
    this.entries = meta.agents.map(() => ({ event: [], at: [], kept: new Map() }));
    const reader = new ValueReader(this.bytes, meta);
    let event = 0;
    for (let i = 0; i < meta.stateCount; i++) {
      const entry = this.entries[reader.unsigned()];
      event += reader.signed();
      entry.event.push(event);
      entry.at.push(reader.at);
      const mode = reader.byte();
      for (let left = reader.unsigned(); left > 0; left--) {
        reader.unsigned();
        if (reader.byte() === 0) {
          reader.skip();
        } else {
          reader.unsigned();
          for (let more = reader.unsigned(); more > 0; more--) reader.skip();
        }
      }
      if (mode === 1) entry.kept.set(entry.at.length - 1, null);
    }
  }

  /** The place of an agent's last entry not after an event's number; -1 if there is none. */
  place(agent, number) { return lastNotAbove(this.entries[agent].event, number); }

  /** What an agent is after its entry: a list of {name, value}, or null. */
  at(agent, place) {
    if (place < 0) return null;
    const entry = this.entries[agent];
    // The last one before it that is known, or that says all.
    let start = place;
    while (!entry.kept.has(start)) start--;
    let fields = entry.kept.get(start) ?? this.apply(entry.at[start], []);
    for (let i = start + 1; i <= place; i++) {
      fields = this.apply(entry.at[i], fields);
      if (i % 128 === 0) entry.kept.set(i, fields);
    }
    entry.kept.set(place, fields);
    return fields;
  }

  apply(at, before) {
    const reader = new ValueReader(this.bytes, this.meta, at);
    const isWhole = reader.byte() === 1;
    const fields = isWhole ? [] : before.slice();
    for (let left = reader.unsigned(); left > 0; left--) {
      const number = reader.unsigned();
      const old = isWhole ? null : fields[number];
      const name = isWhole ? this.meta.texts[number] : old.name;
      let value;
      if (reader.byte() === 0) {
        value = reader.value();
      } else {
        value = old.value.slice(0, reader.unsigned());
        for (let more = reader.unsigned(); more > 0; more--) value.push(reader.value());
      }
      if (isWhole) fields.push({ name, value });
      else fields[number] = { name, value };
    }
    return fields;
  }
}
