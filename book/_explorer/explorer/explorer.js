// The explorer of word vectors: a canvas map with search, neighbours and a table; no library, no network, keyboard and touch.
(() => {
  "use strict";
  const TABLE_ROWS = 50, MATCHES = 12, MARGIN = 24, MAX_ZOOM = 200;
  const NOTES = {
    loading: "Loading the neighbours and the other layout …",
    failed: "The neighbours and the other layout could not be loaded. Choose a word to try again.",
  };

  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const shorts = (text) => new Uint16Array(bytes(text).buffer);

  const unpackLayouts = (record) => Object.fromEntries(Object.entries(record.layouts).map(([name, data]) => [name, shorts(data)]));

  /** Unpack what the first picture needs of one set of vectors. */
  function unpack(record) {
    const words = record.words.split(" ");
    return {
      words,
      place: new Map(words.map((word, number) => [word, number])),
      layouts: unpackLayouts(record),
    };
  }

  /** Add the rest, which is read on first need. */
  function unpackMore(set, record) {
    Object.assign(set.layouts, unpackLayouts(record));
    Object.assign(set, { count: record.count, neighbours: shorts(record.neighbours), cosines: bytes(record.cosines) });
  }

  class Explorer {
    constructor(root) {
      this.find = (selector) => root.querySelector(selector);
      this.sets = (window.explorerData ?? JSON.parse(this.find(".explorer-data").textContent)).map(unpack);
      this.canvas = this.find("canvas");
      this.pen = this.canvas.getContext("2d");
      this.status = this.find("#explorer-status");
      this.search = this.find("#explorer-search");
      this.set = this.sets[0];
      this.radios = [...root.querySelectorAll("input[name=explorer-layout]")];
      this.layout = this.radios[0].value;
      this.view = { x: 0.5, y: 0.5, zoom: 1 };
      this.chosen = this.hovered = -1;
      this.going = false; // to the chosen word, once its neighbours are known
      this.loading = ""; // then "loading", and "done" or "failed"
      this.marked = new Set();
      this.rows = this.set.words.map((_, number) => number);
      this.page = 0;
      this.still = matchMedia("(prefers-reduced-motion: reduce)");
      this.readColors();
      this.positions = Float32Array.from(this.set.layouts[this.layout]);
      this.listen(root);
      this.resize();
      this.say(`${this.set.words.length} words.`);
      root.dataset.ready = "yes";
    }

    // what happens

    listen(root) {
      this.find("#explorer-set").addEventListener("change", (event) => this.takeSet(Number(event.target.value)));
      this.radios.forEach((radio) =>
        radio.addEventListener("change", () => this.takeLayout(radio.value)));
      this.find("form").addEventListener("submit", (event) => { event.preventDefault(); this.chooseFirstMatch(); });
      this.search.addEventListener("input", () => this.searchFor(this.search.value));
      this.find("details").addEventListener("toggle", (event) => {
        if (event.target.open) { this.load(); this.fillTable(); }
      });
      root.addEventListener("click", (event) => {
        const button = event.target.closest("button");
        if (!button) return;
        const steps = { in: () => this.zoomBy(1.5), out: () => this.zoomBy(1 / 1.5), all: () => this.showAll(),
          back: () => this.turnPage(-1), on: () => this.turnPage(1) };
        if (button.dataset.do) steps[button.dataset.do]();
        else if (button.dataset.word) this.choose(Number(button.dataset.word), true);
      });
      this.canvas.addEventListener("keydown", (event) => this.key(event));
      this.canvas.addEventListener("wheel", (event) => {
        event.preventDefault();
        this.zoomBy(Math.exp(-event.deltaY / 300), this.spot(event));
      }, { passive: false });
      this.canvas.addEventListener("focus", () => this.draw());
      this.canvas.addEventListener("blur", () => this.draw());
      this.followPointers();
      new ResizeObserver(() => this.resize()).observe(this.canvas);
      new MutationObserver(() => { this.readColors(); this.draw(); })
        .observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    }

    key(event) {
      const step = 0.1 / this.view.zoom;
      const acts = {
        ArrowLeft: () => this.moveBy(-step, 0), ArrowRight: () => this.moveBy(step, 0),
        ArrowUp: () => this.moveBy(0, step), ArrowDown: () => this.moveBy(0, -step),
        "+": () => this.zoomBy(1.5), "=": () => this.zoomBy(1.5), "-": () => this.zoomBy(1 / 1.5), 0: () => this.showAll(),
        Enter: () => this.choose(this.nearestTo(this.width / 2, this.height / 2, Infinity), false),
      };
      if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in acts)) return;
      event.preventDefault();
      acts[event.key]();
    }

    followPointers() {
      const down = new Map();
      let moved = 0;
      const middle = () => [...down.values()].reduce((sum, at) => ({ x: sum.x + at.x / down.size, y: sum.y + at.y / down.size }), { x: 0, y: 0 });
      const spread = () => { const [a, b] = [...down.values()]; return Math.hypot(a.x - b.x, a.y - b.y); };
      this.canvas.addEventListener("pointerdown", (event) => {
        this.canvas.setPointerCapture(event.pointerId);
        down.set(event.pointerId, this.spot(event));
        if (down.size === 1) moved = 0;
      });
      this.canvas.addEventListener("pointermove", (event) => {
        const now = this.spot(event);
        if (!down.has(event.pointerId)) return this.hover(this.nearestTo(now.x, now.y, 14));
        const before = middle(), width = down.size === 2 ? spread() : 0;
        down.set(event.pointerId, now);
        const after = middle();
        moved += Math.abs(after.x - before.x) + Math.abs(after.y - before.y);
        this.moveBy((before.x - after.x) / this.scale(), (after.y - before.y) / this.scale());
        if (down.size === 2 && width) this.zoomBy(spread() / width, after);
      });
      const up = (event) => {
        const at = down.get(event.pointerId);
        down.delete(event.pointerId);
        if (at && moved < 6 && event.type === "pointerup") {
          const word = this.nearestTo(at.x, at.y, 20);
          if (word >= 0) this.choose(word, false);
        }
      };
      this.canvas.addEventListener("pointerup", up);
      this.canvas.addEventListener("pointercancel", up);
      this.canvas.addEventListener("pointerleave", () => this.hover(-1));
    }

    takeSet(number) {
      const word = this.chosen >= 0 ? this.set.words[this.chosen] : "";
      this.set = this.sets[number];
      this.positions = Float32Array.from(this.set.layouts[this.layout]);
      this.chosen = this.hovered = -1;
      this.view = { x: 0.5, y: 0.5, zoom: 1 };
      this.searchFor(this.search.value);
      this.choose(this.set.place.get(word) ?? -1, false);
      this.say(`${this.set.words.length} words.`);
    }

    takeLayout(name) {
      if (!(name in this.set.layouts)) return this.load(); // which comes back to the layout that is checked then
      this.layout = name;
      const from = this.positions, to = Float32Array.from(this.set.layouts[name]);
      const set = this.set, start = performance.now(), seconds = this.still.matches ? 0 : 0.6;
      const move = (now) => {
        if (this.layout !== name || this.set !== set) return;
        const share = seconds ? Math.min(1, Math.max(0, (now - start) / 1000 / seconds)) : 1;
        const eased = share * share * (3 - 2 * share);
        this.positions = share === 1 ? to : to.map((value, i) => from[i] + (value - from[i]) * eased);
        this.draw();
        if (share < 1) requestAnimationFrame(move);
      };
      move(start);
    }

    /** Read the neighbours and the other layouts, unless they are there or on their way. A script: pages on disk may not fetch. */
    load() {
      if (this.loading === "loading" || this.loading === "done") return;
      const more = this.find(".explorer-more");
      this.turn("loading");
      if (!more.dataset.src) return this.loaded(JSON.parse(more.textContent));
      const script = document.createElement("script");
      script.src = more.dataset.src;
      script.onload = () => this.loaded(window.explorerMore);
      script.onerror = () => { script.remove(); this.turn("failed"); };
      document.head.append(script);
    }

    loaded(records) {
      records.forEach((record, number) => unpackMore(this.sets[number], record));
      this.turn("done");
    }

    /** Show how far the loading is, everywhere it can be seen. */
    turn(state) {
      this.loading = state;
      this.say(this.told);
      if (state === "failed") this.radios.forEach((radio) => { radio.checked = radio.value === this.layout; });
      const wanted = this.radios.find((radio) => radio.checked).value;
      if (state === "done" && wanted !== this.layout) this.takeLayout(wanted);
      this.showChosen();
      this.fillTable();
      this.draw();
    }

    searchFor(text) {
      const wanted = text.trim().toLowerCase();
      const found = [];
      if (wanted) {
        this.set.words.forEach((word, number) => { if (word.includes(wanted)) found.push(number); });
        const rank = (number) => { const word = this.set.words[number]; return word === wanted ? 0 : word.startsWith(wanted) ? 1 : 2; };
        found.sort((a, b) => rank(a) - rank(b) || a - b);
      }
      this.marked = new Set(found);
      this.rows = wanted ? found : this.set.words.map((_, number) => number);
      this.page = 0;
      this.find(".explorer-matches").replaceChildren(...found.slice(0, MATCHES).map((number) => this.wordButton(number)));
      const more = found.length > MATCHES ? `, the first ${MATCHES} below` : "";
      this.say(wanted ? `${found.length} of ${this.set.words.length} words contain "${wanted}"${more}.` : `${this.set.words.length} words.`);
      this.fillTable();
      this.draw();
    }

    chooseFirstMatch() {
      const [first] = this.rows;
      if (this.search.value.trim() && first !== undefined) this.choose(first, true);
    }

    /** Choose a word, -1 for none; go there if asked to. */
    choose(number, go) {
      this.chosen = number;
      this.going = go;
      if (number >= 0) this.load();
      this.showChosen();
      this.draw();
    }

    showChosen() {
      const number = this.chosen, done = this.loading === "done";
      const list = this.find(".explorer-chosen ol"), title = this.find(".explorer-word");
      if (number < 0) {
        title.textContent = "No word is chosen.";
        list.replaceChildren();
      } else {
        const word = `“${this.set.words[number]}”`;
        title.textContent = done ? `Nearest to ${word}, by cosine:`
          : this.loading === "failed" ? `The neighbours of ${word} could not be loaded.` : `Loading the neighbours of ${word} …`;
        list.replaceChildren(...this.neighboursOf(number).map(([other, cosine]) => {
          const item = this.wordButton(other);
          item.append(` ${cosine.toFixed(2)}`);
          return item;
        }));
        if (done && this.going) {
          this.going = false;
          this.goTo(number);
        }
      }
    }

    neighboursOf(number) {
      const { count, neighbours, cosines } = this.set;
      if (!neighbours) return [];
      return Array.from({ length: count }, (_, k) => [neighbours[number * count + k], cosines[number * count + k] / 127.5 - 1]);
    }

    wordButton(number) {
      const item = document.createElement("li"), button = document.createElement("button");
      button.type = "button";
      button.dataset.word = number;
      button.textContent = this.set.words[number];
      item.append(button);
      return item;
    }

    // the table

    turnPage(step) {
      this.page = Math.min(Math.max(0, this.page + step), Math.max(0, Math.ceil(this.rows.length / TABLE_ROWS) - 1));
      this.fillTable();
    }

    fillTable() {
      const from = this.page * TABLE_ROWS, shown = this.rows.slice(from, from + TABLE_ROWS);
      const cell = (kind, content) => { const made = document.createElement(kind); made.append(content); return made; };
      this.find(".explorer-table tbody").replaceChildren(...shown.map((number) => {
        const row = document.createElement("tr"), head = cell("th", this.set.words[number]);
        head.scope = "row";
        const near = this.loading === "done" ? this.neighboursOf(number).map(([other]) => this.set.words[other]).join(", ")
          : this.loading === "failed" ? "not loaded" : "loading …";
        row.append(cell("td", String(number + 1)), head, cell("td", near));
        return row;
      }));
      this.find(".explorer-pages span").textContent =
        shown.length ? `${from + 1} to ${from + shown.length} of ${this.rows.length}` : "no word";
    }

    // the map

    resize() {
      const ratio = window.devicePixelRatio || 1;
      this.width = this.canvas.clientWidth;
      this.height = this.canvas.clientHeight;
      this.canvas.width = Math.round(this.width * ratio);
      this.canvas.height = Math.round(this.height * ratio);
      this.pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      this.draw();
    }

    readColors() {
      const style = getComputedStyle(this.canvas);
      const color = (name) => style.getPropertyValue(`--explorer-${name}`).trim();
      this.colors = { point: color("point"), mark: color("mark"), near: color("near"), text: color("text"), back: color("back") };
    }

    scale() { return (Math.min(this.width, this.height) - 2 * MARGIN) * this.view.zoom; }
    spot(event) { const box = this.canvas.getBoundingClientRect(); return { x: event.clientX - box.left, y: event.clientY - box.top }; }
    screenX(number) { return this.width / 2 + (this.positions[2 * number] / 65535 - this.view.x) * this.scale(); }
    screenY(number) { return this.height / 2 - (this.positions[2 * number + 1] / 65535 - this.view.y) * this.scale(); }

    moveBy(dx, dy) {
      this.view.x = Math.min(1.1, Math.max(-0.1, this.view.x + dx));
      this.view.y = Math.min(1.1, Math.max(-0.1, this.view.y + dy));
      this.draw();
    }

    zoomBy(factor, at = { x: this.width / 2, y: this.height / 2 }) {
      const zoom = Math.min(MAX_ZOOM, Math.max(0.8, this.view.zoom * factor)), before = this.scale();
      this.view.zoom = zoom;
      const after = this.scale();
      this.moveBy((at.x - this.width / 2) * (1 / before - 1 / after), (this.height / 2 - at.y) * (1 / before - 1 / after));
    }

    showAll() { this.view = { x: 0.5, y: 0.5, zoom: 1 }; this.draw(); }

    /** Go to a word, as near as still shows most of its neighbours. */
    goTo(number) {
      const layout = this.set.layouts[this.layout], at = (word) => [layout[2 * word] / 65535, layout[2 * word + 1] / 65535];
      const [x, y] = at(number);
      const away = this.neighboursOf(number).map(([other]) => Math.max(...at(other).map((value, axis) => Math.abs(value - [x, y][axis]))));
      const most = away.sort((a, b) => a - b)[Math.floor(away.length * 0.6)] || 0.01;
      this.view = { x, y, zoom: Math.min(25, Math.max(2, 0.35 / most)) };
    }

    nearestTo(x, y, within) {
      let best = -1, least = within * within;
      for (let number = 0; number < this.set.words.length; number++) {
        const distance = (this.screenX(number) - x) ** 2 + (this.screenY(number) - y) ** 2;
        if (distance < least) { least = distance; best = number; }
      }
      return best;
    }

    hover(number) {
      if (number === this.hovered) return;
      this.hovered = number;
      this.canvas.style.cursor = number < 0 ? "grab" : "pointer";
      this.draw();
    }

    draw() {
      if (this.waiting) return;
      this.waiting = true;
      requestAnimationFrame(() => { this.waiting = false; this.paint(); });
    }

    paint() {
      const { pen, width, height, colors, set } = this;
      pen.fillStyle = colors.back;
      pen.fillRect(0, 0, width, height);
      const near = this.chosen >= 0 ? this.neighboursOf(this.chosen).map(([other]) => other) : [];
      const size = Math.min(5, 2 + this.view.zoom / 4);
      pen.globalAlpha = this.marked.size || near.length ? 0.35 : 0.8;
      pen.fillStyle = colors.point;
      const inside = [];
      for (let number = 0; number < set.words.length; number++) {
        const x = this.screenX(number), y = this.screenY(number);
        if (x < 0 || x > width || y < 0 || y > height) continue;
        inside.push(number);
        pen.fillRect(x - size / 2, y - size / 2, size, size);
      }
      pen.globalAlpha = 1;
      pen.fillStyle = colors.mark;
      for (const number of inside) if (this.marked.has(number)) this.dot(number, size);
      pen.strokeStyle = pen.fillStyle = colors.near;
      pen.lineWidth = 1.5;
      for (const other of near) {
        pen.beginPath();
        pen.moveTo(this.screenX(this.chosen), this.screenY(this.chosen));
        pen.lineTo(this.screenX(other), this.screenY(other));
        pen.stroke();
        this.dot(other, size + 1);
      }
      if (this.chosen >= 0) this.dot(this.chosen, size + 3);
      this.writeLabels([this.hovered, this.chosen, ...near].filter((number) => number >= 0), inside);
      if (document.activeElement === this.canvas) this.cross();
    }

    dot(number, radius) {
      this.pen.beginPath();
      this.pen.arc(this.screenX(number), this.screenY(number), radius, 0, 2 * Math.PI);
      this.pen.fill();
    }

    cross() {
      const x = this.width / 2, y = this.height / 2;
      this.pen.strokeStyle = this.colors.text;
      this.pen.lineWidth = 1;
      this.pen.strokeRect(x - 8, y, 16, 0);
      this.pen.strokeRect(x, y - 8, 0, 16);
    }

    /** Write the words that must be read, beside, above or below their points, then as many frequent ones as have room. */
    writeLabels(first, inside) {
      const taken = [], written = new Set(), pen = this.pen;
      const free = (box) => taken.every((other) => box.x + box.w < other.x || other.x + other.w < box.x || box.y + box.h < other.y || other.y + other.h < box.y);
      const whole = (box) => box.x >= 0 && box.x + box.w <= this.width;
      const write = (number, must) => {
        if (written.has(number)) return;
        const word = this.set.words[number], x = this.screenX(number), y = this.screenY(number), h = must ? 16 : 14;
        pen.font = must ? "bold 14px system-ui, sans-serif" : "12px system-ui, sans-serif";
        const w = pen.measureText(word).width;
        const spots = [[8, -h / 2], [-w - 8, -h / 2], [-w / 2, -h - 6], [-w / 2, 6], [8, -h - 4], [8, 4], [-w - 8, -h - 4], [-w - 8, 4], [8, h], [8, -2 * h]];
        const boxes = (must ? spots : spots.slice(0, 1)).map(([dx, dy]) => ({ x: x + dx, y: y + dy, w, h }));
        const box = boxes.find((each) => whole(each) && free(each)) ?? (must ? boxes.find(free) ?? boxes[0] : null);
        if (!box) return;
        taken.push(box);
        written.add(number);
        pen.lineWidth = 3;
        pen.strokeStyle = this.colors.back;
        pen.strokeText(word, box.x, box.y + h - 3);
        pen.fillStyle = this.colors.text;
        pen.fillText(word, box.x, box.y + h - 3);
      };
      first.forEach((number) => write(number, true));
      const most = this.width < 500 ? 40 : 120;
      for (const number of this.marked.size ? inside.filter((each) => this.marked.has(each)) : inside) {
        if (written.size > most) break;
        write(number, false);
      }
    }

    say(text) {
      this.told = text;
      this.status.textContent = [text, NOTES[this.loading]].filter(Boolean).join(" ");
    }
  }

  const start = () => document.querySelectorAll(".explorer").forEach((root) => { root.explorer = new Explorer(root); });
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
