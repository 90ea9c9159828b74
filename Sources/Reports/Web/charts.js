// What client operations took: over time, and as a distribution before, during and after faults.

class Charts {
  constructor(scatter, percentiles, view) {
    this.scatter = scatter;
    this.percentiles = percentiles;
    this.view = view;
    const done = view.run.operations.filter((operation) => operation.end !== null);
    this.points = done.map((operation) => [operation.call, Math.max(1, operation.end - operation.call)]);
    this.open = view.run.operations.length - done.length;
    this.groups = this.split();
    scatter.addEventListener("click", (event) => this.go(event));
  }

  get isEmpty() { return this.points.length === 0; }

  /** Operations by the part of the run in which they were asked for. */
  split() {
    const faults = this.view.run.meta.faults.filter((fault) => fault.began !== null);
    if (!faults.length) return [["the whole run", this.points.map((point) => point[1])]];
    const begin = Math.min(...faults.map((fault) => fault.began));
    const end = Math.max(...faults.map((fault) => fault.ended ?? this.view.run.meta.end));
    const groups = [["before faults", []], ["from the first to the last", []], ["after faults", []]];
    for (const [call, took] of this.points) groups[call < begin ? 0 : call <= end ? 1 : 2][1].push(took);
    return groups.filter((group) => group[1].length);
  }

  scale(values) {
    const low = 10 ** Math.floor(Math.log10(Math.max(1e3, values[0])));
    const high = 10 ** Math.ceil(Math.log10(Math.max(values[1], low * 10)));
    return { low, high, y: (value, height) => height - 26 - (Math.log(Math.max(value, low) / low) / Math.log(high / low)) * (height - 40) };
  }

  range() {
    let low = Infinity;
    let high = 0;
    for (const [, took] of this.points) {
      if (took < low) low = took;
      if (took > high) high = took;
    }
    return [low, high];
  }

  axis(pen, scale, width, height, colours) {
    pen.textAlign = "right";
    for (let value = scale.low; value <= scale.high; value *= 10) {
      const y = scale.y(value, height);
      pen.strokeStyle = colours.line;
      pen.beginPath();
      pen.moveTo(62, y);
      pen.lineTo(width - 8, y);
      pen.stroke();
      pen.fillStyle = colours.faint;
      pen.fillText(spanText(value), 56, y + 4);
    }
    pen.textAlign = "left";
  }

  /** Draws what is in the window: of many operations it takes longer than all the rest of a frame. */
  draw() {
    const box = this.scatter.getBoundingClientRect();
    if (this.isEmpty || box.bottom < 0 || box.top > window.innerHeight) return;
    const scale = this.scale(this.range());
    this.drawScatter(scale);
    this.drawPercentiles(scale);
  }

  drawScatter(scale) {
    const { pen, width, height } = prepare(this.scatter);
    const { view } = this;
    const colours = theme();
    const x = (time) => 62 + ((time - view.low) / (view.high - view.low)) * (width - 70);
    pen.fillStyle = colours.shade;
    for (const fault of view.run.meta.faults) {
      if (fault.began === null) continue;
      const left = x(fault.began);
      pen.fillRect(left, 8, Math.max(1.5, x(fault.ended ?? view.run.meta.end) - left), height - 34);
    }
    this.axis(pen, scale, width, height, colours);
    const { step, times } = ticks(view.low, view.high, width / 90);
    pen.fillStyle = colours.faint;
    pen.textAlign = "center";
    for (const time of times) if (x(time) < width - 20) pen.fillText(timeText(time, step), x(time), height - 8);
    pen.textAlign = "left";
    pen.fillStyle = colours.accent;
    pen.globalAlpha = this.points.length > 3000 ? 0.35 : 0.7;
    const stride = Math.max(1, Math.floor(this.points.length / 20000));
    for (let i = 0; i < this.points.length; i += stride) {
      const [call, took] = this.points[i];
      pen.fillRect(x(call) - 1.2, scale.y(took, height) - 1.2, 2.4, 2.4);
    }
    pen.globalAlpha = 1;
    pen.fillStyle = colours.ink;
    pen.fillRect(x(view.time), 8, 1, height - 34);
    const open = this.open ? `; ${this.open} were never answered` : "";
    this.scatter.setAttribute("aria-label", `${this.points.length} operations over time${open}`);
  }

  drawPercentiles(scale) {
    const { pen, width, height } = prepare(this.percentiles);
    const colours = theme();
    this.axis(pen, scale, width, height, colours);
    // Nines at equal distances: 0, 90, 99, 99.9 %.
    const x = (part) => 62 + (Math.min(3.3, -Math.log10(1 - part + 1e-9)) / 3.3) * (width - 74);
    pen.fillStyle = colours.faint;
    pen.textAlign = "center";
    for (const part of [0, 0.5, 0.9, 0.99, 0.999]) pen.fillText(`${+(part * 100).toFixed(1)} %`, x(part), height - 8);
    pen.textAlign = "left";
    const dashes = [[], [7, 4], [2, 3]];
    this.groups.forEach(([name, unsorted], number) => {
      const values = Float64Array.from(unsorted).sort();
      pen.strokeStyle = hue(number === 1 ? 5 : number === 2 ? 2 : 0);
      pen.lineWidth = 2;
      pen.setLineDash(dashes[number % 3]);
      pen.beginPath();
      for (let step = 0; step <= 200; step++) {
        const part = 1 - 10 ** ((-3.3 * step) / 200);
        if (part > 1 - 1 / values.length && step > 0) break;
        const value = values[Math.min(values.length - 1, Math.floor(part * values.length))];
        if (step === 0) pen.moveTo(x(part), scale.y(value, height));
        else pen.lineTo(x(part), scale.y(value, height));
      }
      pen.stroke();
      const y = 16 + number * 16;
      pen.beginPath();
      pen.moveTo(70, y - 4);
      pen.lineTo(96, y - 4);
      pen.stroke();
      pen.setLineDash([]);
      pen.lineWidth = 1;
      pen.fillStyle = colours.ink;
      pen.fillText(`${name}, ${values.length}`, 102, y);
    });
    const said = this.groups.map(([name, values]) => `${name} ${values.length}`).join(", ");
    this.percentiles.setAttribute("aria-label", `Distribution of what operations took: ${said}`);
  }

  go(event) {
    const part = (event.offsetX - 62) / (this.scatter.clientWidth - 70);
    const time = this.view.low + part * (this.view.high - this.view.low);
    this.view.go(this.view.run.archive.placeAt(time));
  }
}
