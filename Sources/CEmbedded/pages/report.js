for (const table of document.querySelectorAll("table:not(.plain)")) {
  const bodies = [...table.tBodies];
  const rows = bodies.flatMap((body) => [...body.rows].filter((row) => !row.classList.contains("group")));
  const heads = [...table.tHead.rows[0].cells];
  const sorted = document.createElement("tbody");
  const value = (row, column) => {
    const cell = row.cells[column];
    if (cell.classList.contains("z")) return null;
    const text = cell.title || cell.textContent;
    if (!cell.classList.contains("n")) return text;
    return Number(text.replace("\u2212", "-").replace(/[^0-9.-]/g, ""));
  };
  const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);
  const restore = () => {
    sorted.remove();
    for (const body of bodies) {
      for (const row of body.kept) body.append(row);
      table.insertBefore(body, table.tFoot);
    }
  };
  for (const body of bodies) body.kept = [...body.rows];
  heads.forEach((head, column) => {
    head.firstElementChild.addEventListener("click", () => {
      const isNumber = head.classList.contains("n");
      const first = isNumber ? "descending" : "ascending";
      const second = isNumber ? "ascending" : "descending";
      const before = head.getAttribute("aria-sort");
      const order = before === null ? first : before === first ? second : null;
      for (const other of heads) other.removeAttribute("aria-sort");
      if (order === null) return restore();
      head.setAttribute("aria-sort", order);
      const sign = order === "ascending" ? 1 : -1;
      const keyed = rows.map((row, index) => ({ row, index, key: value(row, column) }));
      keyed.sort((one, other) => {
        if (one.key === null || other.key === null) return (one.key === null) - (other.key === null) || one.index - other.index;
        return sign * compare(one.key, other.key) || one.index - other.index;
      });
      for (const body of bodies) body.remove();
      sorted.replaceChildren(...keyed.map((entry) => entry.row));
      table.insertBefore(sorted, table.tFoot);
    });
  });
}
