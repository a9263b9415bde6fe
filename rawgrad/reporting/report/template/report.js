(() => {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);

  // Texts are [English, Korean].
  const tongue = () => (root.lang === "ko" ? 1 : 0);
  const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (_, key) => facts[key]);
  const say = (key, facts = {}) => fill(data.words[key][tongue()], facts);
  const number = (points) => String(Math.round(points * 100) / 100);

  // The table: rows as they were written, and what is known of each.
  const table = byId("heat");
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...body.rows].map((row, index) => ({ row, index, person: data.people[index] }));
  const FIRST = 3;
  // The rows are no table to CSS; to a screen reader they are.
  for (const part of [table.tHead, body]) part.role = "rowgroup";
  for (const row of table.rows) {
    row.role = "row";
    for (const cell of row.cells) {
      cell.role = cell.tagName === "TD" ? "gridcell" : cell.scope === "col" ? "columnheader" : "rowheader";
    }
  }
  let shown = rows;

  const controls = { find: byId("find"), status: byId("status"), exercise: byId("exercise"), result: byId("result") };
  const results = {
    full: (p, n) => p.points[n] !== null && p.points[n] >= p.most[n],
    not_full: (p, n) => p.points[n] !== null && p.points[n] < p.most[n],
    zero: (p, n) => p.points[n] === 0,
    unwritten: (p, n) => (p.unwritten || []).includes(n),
    by_hand: (p, n) => Boolean(p.by_hand && p.by_hand[n]),
  };
  const all = data.exercises.map((_, n) => n);

  let narrowed = "";
  const { sheet } = document.querySelector("style");
  const narrow = (value) => {
    if (value === narrowed) return;
    // One rule for all rows: what is not in sight costs nothing.
    if (narrowed !== "") sheet.deleteRule(sheet.cssRules.length - 1);
    narrowed = value;
    if (value === "") return;
    const others = `:nth-child(n + ${FIRST + 1}):not(:nth-child(${FIRST + 1 + Number(value)}))`;
    sheet.insertRule(`#heat tr > ${others} { display: none; }`, sheet.cssRules.length);
  };

  const tell = () => {
    byId("shown").textContent = say("shown", { count: shown.length, most: rows.length });
  };
  const filter = () => {
    const words = controls.find.value.toLowerCase().normalize("NFC").split(/\s+/).filter(Boolean);
    const { value: status } = controls.status;
    const { value: exercise } = controls.exercise;
    const fits = results[controls.result.value];
    const places = exercise === "" ? all : [Number(exercise)];
    shown = [];
    for (const one of rows) {
      const { person } = one;
      const kept =
        words.every((word) => person.find.includes(word)) &&
        (!status || person.status === status) &&
        (!fits || (controls.result.value === "full"
          ? places.every((n) => fits(person, n))
          : places.some((n) => fits(person, n))));
      if (one.row.hidden === kept) one.row.hidden = !kept;
      if (kept) shown.push(one);
    }
    narrow(exercise);
    byId("nobody").hidden = shown.length > 0;
    table.parentElement.hidden = shown.length === 0;
    tell();
    settle();
  };

  const collator = new Intl.Collator(["ko", "en"], { numeric: true });
  const keys = [
    (one) => one.person.name,
    (one) => one.row.cells[1].textContent,
    (one) => one.person.total ?? null,
  ];
  const sort = (place) => {
    const before = heads[place].getAttribute("aria-sort");
    const direction = before === "ascending" ? "descending" : before === "descending" ? "none" : "ascending";
    for (const head of heads) head.setAttribute("aria-sort", "none");
    heads[place].setAttribute("aria-sort", direction);
    const key = keys[place] ?? ((one) => one.person.points[place - FIRST]);
    const sign = direction === "descending" ? -1 : 1;
    const value = new Map(rows.map((one) => [one, key(one)]));
    rows.sort((a, b) => {
      const [x, y] = [value.get(a), value.get(b)];
      let order = 0;
      if (direction !== "none" && x !== y) {
        // Whoever has no mark stands last, whichever way.
        if (x === null || y === null) return x === null ? 1 : -1;
        order = sign * (typeof x === "number" ? x - y : collator.compare(x, y));
      }
      return order || a.index - b.index;
    });
    // Put back in one piece: moving rows one by one would be a thousand changes.
    body.remove();
    body.append(...rows.map(({ row }) => row));
    table.append(body);
    shown = rows.filter(({ row }) => !row.hidden);
  };

  // One cell is in the order of Tab; arrows move which.
  const buttonAt = (one, n) => one.row.cells[FIRST + n].firstElementChild;
  const here = () => body.querySelector('button[tabindex="0"]');
  const move = (button, focus = true) => {
    const old = here();
    if (old) old.tabIndex = -1;
    button.tabIndex = 0;
    if (focus) button.focus();
  };
  const settle = () => {
    const old = here();
    if (shown.length && (!old || old.offsetParent === null)) {
      move(buttonAt(shown[0], narrowed === "" ? 0 : Number(narrowed)), false);
    }
  };
  const placeOf = (button) => {
    const row = button.closest("tr");
    return [shown.findIndex((one) => one.row === row), button.parentElement.cellIndex - FIRST];
  };
  body.addEventListener("keydown", (event) => {
    if (event.ctrlKey && !["Home", "End"].includes(event.key)) return;
    if (event.altKey || event.metaKey || event.target.tagName !== "BUTTON") return;
    const [line, n] = placeOf(event.target);
    const columns = narrowed === "" ? all : [Number(narrowed)];
    const at = columns.indexOf(n);
    const last = shown.length - 1;
    const to = {
      ArrowUp: [line - 1, at], ArrowDown: [line + 1, at],
      ArrowLeft: [line, at - 1], ArrowRight: [line, at + 1],
      PageUp: [line - 10, at], PageDown: [line + 10, at],
      Home: [event.ctrlKey ? 0 : line, 0], End: [event.ctrlKey ? last : line, columns.length - 1],
    }[event.key];
    if (!to) return;
    event.preventDefault();
    const row = Math.min(Math.max(to[0], 0), last);
    move(buttonAt(shown[row], columns[Math.min(Math.max(to[1], 0), columns.length - 1)]));
  });

  // The dialog. Whatever a learner wrote goes in as text, never as HTML.
  const dialog = byId("dialog");
  const make = (name, text, ...inside) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    element.append(...inside.filter(Boolean));
    return element;
  };
  const list = (texts) => make("ul", "", ...texts.map((text) => make("li", text)));
  const failureRows = byId("rows").content.children;
  const article = (item, status, failure, place) => {
    const [, id, title] = data.items[item];
    const found = make("dl", "", ...data.failures[failure].map((n) => failureRows[n].cloneNode(true)));
    const facts = [id, data.places[place], data.statuses[status][tongue()]].filter(Boolean).join(" · ");
    const heading = make("h4", title[tongue()]);
    const made = make("article", "", heading, make("p", facts), found);
    for (const [element, name] of [[made, "failure"], [heading, "title"], [found, "rows"]]) {
      element.className = `rg-${name}`;
    }
    return made;
  };
  const markOf = (person, n) => {
    const points = person.points[n];
    const by = (person.by_hand || {})[n];
    const parts = [];
    if (points === null) parts.push(by ? say("excused") : say("no_mark"));
    else parts.push(say("points", { points: number(points), most: number(person.most[n]) }));
    if (by) {
      const [automatic, override, reason, who] = by;
      const before = automatic === null ? say("no_mark") : number(automatic);
      const instead = override === "excused" ? say("excused") : override;
      parts.push(say("by_hand", { override: instead, automatic: before, reason }));
      if (who) parts.push(say("by", { by: who }));
    }
    return parts.join(" · ");
  };
  const contents = (person, n) => {
    const parts = [make("p", markOf(person, n))];
    const notes = (person.notes || []).map((note) => note[tongue()]);
    if (notes.length) parts.push(list(notes));
    const cell = data.cells[(data.submissions[person.submission] || [])[n]];
    if (!cell) return [...parts, make("p", say("nothing"))];
    const hidden = cell.wrong.filter(([item]) => data.items[item][3]);
    const open = cell.wrong.filter(([item]) => !data.items[item][3]);
    const told = open.filter((one) => one.length > 2);
    const others = open.filter((one) => one.length === 2);
    const title = ([item]) => data.items[item][2][tongue()];
    const done = cell.passed === cell.of;
    parts.push(make("p", done ? say("all_passed") : say("passed", cell)));
    if (told.length) parts.push(make("h3", say("failures")), ...told.map((one) => article(...one)));
    if (others.length) parts.push(make("h3", say("others")), list(others.map(title)));
    if (hidden.length) parts.push(make("h3", say("hidden")), list(hidden.map(title)));
    if (cell.todo.length) parts.push(make("p", say("unwritten", { names: cell.todo.join(", ") })));
    return parts;
  };
  const open = (button) => {
    const [line, n] = placeOf(button);
    const { person } = shown[line];
    const code = make("code", data.exercises[n]);
    byId("failures-title").replaceChildren(make("bdi", person.name), " · ", code);
    byId("failures").replaceChildren(...contents(person, n));
    byId("failures").scrollTop = 0;
    byId("previous").disabled = line <= 0;
    byId("next").disabled = line >= shown.length - 1;
    move(button, false);
    if (!dialog.open) dialog.showModal();
  };
  const turn = (step) => {
    const [line, n] = placeOf(here());
    const one = shown[line + step];
    if (one) open(buttonAt(one, n));
  };
  body.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) open(button);
  });
  byId("previous").addEventListener("click", () => turn(-1));
  byId("next").addEventListener("click", () => turn(1));
  byId("close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  // Turning the pages moves the cell; focus goes back to where one has arrived.
  dialog.addEventListener("close", () => here().focus());

  table.tHead.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) sort(Number(button.dataset.sort));
  });
  const form = controls.find.form;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  document.addEventListener("spoken", tell);
  filter();
})();
