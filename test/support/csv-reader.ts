/** The cells of a CSV text (RFC 4180), by the rules and not by our writer. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let at = text.startsWith("\uFEFF") ? 1 : 0; at < text.length; at += 1) {
    const letter = text[at] ?? "";
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') {
        cell += letter;
        at += 1;
      } else isQuoted = false;
    } else if (letter === '"' && cell === "") isQuoted = true;
    else if (letter === "," || letter === "\n") {
      row.push(cell);
      cell = "";
      if (letter === "\n") {
        rows.push(row);
        row = [];
      }
    } else if (letter !== "\r" || text[at + 1] !== "\n") cell += letter;
  }
  return rows;
}

/**
 * What a cell stands for, by the rule in docs/decisions/csv-file.md: one apostrophe is dropped at its
 * beginning, and behind each character in it with which some program begins a cell.
 */
export function csvValue(cell: string): string {
  return cell.replace(/(^|[,;\t\n\v\f\r\u0085\u2028\u2029])'/g, "$1");
}

/** A moment of a column that ends in `_utc`, in milliseconds. */
export function csvInstant(cell: string): number {
  return Date.parse(`${csvValue(cell).replace(" ", "T")}Z`);
}

/** Each line by the names of its columns, as its cells' values. */
export function csvRecords(text: string): Readonly<Record<string, string>>[] {
  const [header = [], ...lines] = readCsv(text);
  return lines.map((line) =>
    Object.fromEntries(header.map((name, at) => [name, csvValue(line[at] ?? "")])),
  );
}
