// The whole run in a strip, and the part of it that the diagram shows.

class Overview {
  constructor(canvas, view) {
    this.canvas = canvas;
    this.view = view;
    this.isHeld = false;
    canvas.addEventListener("pointerdown", (event) => {
      this.isHeld = true;
      canvas.setPointerCapture(event.pointerId);
      this.move(event);
    });
    canvas.addEventListener("pointermove", (event) => { if (this.isHeld) this.move(event); });
    canvas.addEventListener("pointerup", () => { this.isHeld = false; });
  }

  move(event) {
    const { view } = this;
    const time = view.low + (event.offsetX / this.canvas.clientWidth) * (view.high - view.low);
    const span = view.until - view.from;
    view.show(time - span / 2, time + span / 2);
  }

  draw() {
    const { view } = this;
    const run = view.run;
    const { pen, width, height } = prepare(this.canvas);
    const colours = theme();
    const x = (time) => ((time - view.low) / (view.high - view.low)) * width;
    pen.fillStyle = colours.shade;
    for (const fault of run.meta.faults) {
      if (fault.began === null) continue;
      const end = fault.ended ?? run.meta.end;
      pen.fillRect(x(fault.began), 0, Math.max(1.5, x(end) - x(fault.began)), height);
    }
    const agents = run.meta.spans.length;
    const row = Math.max(1, (height - 12) / agents);
    run.meta.spans.forEach((spans, agent) => {
      const y = 4 + agent * row;
      if (y > height) return;
      let painted = -1;
      for (const [start, end, number, count] of spans) {
        const state = run.meta.states[number];
        if (state.bearing === "rest") continue;
        const left = x(start);
        const right = x(end);
        if (right - left < 0.5 && Math.floor(right) === painted) continue;
        painted = Math.floor(right);
        pen.fillStyle = state.bearing === "notable" ? hue(count) : state.bearing === "down" ? colours.bad : colours.faint;
        pen.fillRect(left, y, Math.max(1, right - left), Math.max(1, row - 1));
      }
    });
    for (const event of run.meta.story) {
      if (event.rank > 2 && !event.isBad) continue;
      pen.fillStyle = event.isBad ? colours.bad : colours.faint;
      pen.fillRect(x(event.time) - 0.5, height - 6, event.isBad ? 2 : 1, 6);
    }
    const left = x(view.from);
    const wide = Math.max(3, x(view.until) - left);
    pen.strokeStyle = colours.accent;
    pen.lineWidth = 2;
    pen.strokeRect(left + 1, 1, wide - 2, height - 2);
    pen.fillStyle = colours.ink;
    pen.fillRect(x(view.time) - 0.75, 0, 1.5, height);
    const part = Math.round(((view.from - view.low) / (view.high - view.low)) * 100);
    this.canvas.setAttribute("aria-valuenow", part);
    this.canvas.setAttribute("aria-valuetext", `${timeText(view.from, 1e6)} to ${timeText(view.until, 1e6)}`);
  }
}
