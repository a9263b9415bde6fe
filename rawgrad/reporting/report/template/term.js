// The term's table: it is sorted by any column, and searched.
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const table = byId("heat");
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...body.rows].map((row, index) => ({ row, index, find: data.find[index] }));
  // The rows are no table to CSS; to a screen reader they are.
  table.role = "table";
  for (const part of [table.tHead, body]) part.role = "rowgroup";
  for (const row of table.rows) {
    row.role = "row";
    for (const cell of row.cells) {
      cell.role = cell.tagName === "TD" ? "cell" : cell.scope === "col" ? "columnheader" : "rowheader";
    }
  }

  const tell = () => {
    const facts = { count: rows.filter(({ row }) => !row.hidden).length, most: rows.length };
    const text = data.words.shown[document.documentElement.lang === "ko" ? 1 : 0];
    byId("shown").textContent = text.replace(/\{(\w+)\}/g, (_, key) => facts[key]);
  };
  const filter = () => {
    const words = byId("find").value.toLowerCase().normalize("NFC").split(/\s+/).filter(Boolean);
    for (const { row, find } of rows) row.hidden = !words.every((word) => find.includes(word));
    const none = rows.every(({ row }) => row.hidden);
    byId("nobody").hidden = !none;
    table.parentElement.hidden = none;
    tell();
  };

  const collator = new Intl.Collator(["ko", "en"], { numeric: true });
  const sort = (place) => {
    const before = heads[place].getAttribute("aria-sort");
    const direction = before === "ascending" ? "descending" : before === "descending" ? "none" : "ascending";
    for (const head of heads) head.setAttribute("aria-sort", "none");
    heads[place].setAttribute("aria-sort", direction);
    const sign = direction === "descending" ? -1 : 1;
    const value = ({ row }) => row.cells[place].dataset.value;
    rows.sort((a, b) => {
      const [x, y] = [value(a), value(b)];
      let order = 0;
      if (direction !== "none" && x !== y) {
        // Whoever has no mark stands last, whichever way.
        if (x === "" || y === "") return x === "" ? 1 : -1;
        order = sign * (place === 0 ? collator.compare(x, y) : Number(x) - Number(y));
      }
      return order || a.index - b.index;
    });
    body.remove();
    body.append(...rows.map(({ row }) => row));
    table.append(body);
  };
  table.tHead.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) sort(Number(button.dataset.sort));
  });
  const form = byId("find").form;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  document.addEventListener("spoken", tell);
  filter();
})();
