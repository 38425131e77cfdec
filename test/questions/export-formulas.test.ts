import fc from "fast-check";
import { expect, it } from "vitest";
import { reportOf } from "../../src/core/report.ts";
import type { DataSession } from "../../src/core/session.ts";
import { exportSessions } from "../../src/questions/export.ts";
import { asOf, readOf, session, sim } from "../support/sessions.ts";

/** A program that opens the file: what separates its cells, and whether it knows quotes. */
interface Reader {
  readonly separators: string;
  readonly knowsQuotes: boolean;
}

const readers: readonly Reader[] = [",", ";", "\t", ",;", ",;\t", ";\t"].flatMap((separators) =>
  [true, false].map((knowsQuotes) => ({ separators, knowsQuotes })),
);

/** The cells as such a program finds them; a quote counts where its own cell begins, as in Excel. */
function cellsOf(text: string, { separators, knowsQuotes }: Reader): string[] {
  const cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  let isNew = true;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? "";
    if (isQuoted && letter === '"' && text[at + 1] === '"') {
      cell += letter;
      at += 1;
    } else if (isQuoted && letter === '"') isQuoted = false;
    else if (isQuoted) cell += letter;
    else if (knowsQuotes && isNew && letter === '"') {
      isQuoted = true;
      isNew = false;
    } else if (separators.includes(letter) || letter === "\r" || letter === "\n") {
      cells.push(cell);
      cell = "";
      isNew = true;
    } else {
      cell += letter;
      isNew = false;
    }
  }
  return [...cells, cell];
}

/** What a program may drop before it looks whether a cell is a formula. */
const dropped = /^[\s"\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]+/u;

function isRun(cell: string): boolean {
  if (/^-?\d+(?:\.\d+)?(?:e[+-]\d+)?$/.test(cell)) return false;
  return /^[=+\-@\u2212]/.test(cell.replace(dropped, "").normalize("NFKC"));
}

async function fileOf(one: DataSession): Promise<string> {
  const report = reportOf({ sim: sim(), read: readOf([one]), windowName: "7d", asOf });
  const { bytes, rows } = await exportSessions(report, null);
  expect(rows).toBe(1);
  return new TextDecoder().decode(bytes);
}

const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom("=", "+", "-", "@", "＝", "﹦", "＋", "－", "＠", "﹢", "﹣", "﹫", "⁼", "−"),
      fc.constantFrom(",", ";", "\t", "\r", "\n", "\r\n", '"', "'", '""', "|"),
      fc.constantFrom(
        "\0",
        "\u0001",
        "\u001f",
        "\u007f",
        " ",
        "\u00a0",
        "\ufeff",
        "\u200b",
        "\u3164",
      ),
      fc.constantFrom("a", "1", "cmd|' /C calc'!A0", "HYPERLINK(1)", "T-Mobile"),
    ),
    { maxLength: 10 },
  )
  .map((parts) => parts.join(""));

it("holds no cell that a program would run, wherever it begins its cells", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(hostileText, hostileText, hostileText, hostileText),
      async ([name, cellId, radioLink, sid]) => {
        const { operator } = session();
        const file = await fileOf(
          session({ sid, cellId, radioLink, imei: name, operator: { ...operator, name } }),
        );
        for (const reader of readers) expect(cellsOf(file, reader).filter(isRun)).toEqual([]);
      },
    ),
    { numRuns: 1_000, seed: 20_261_129 },
  );
}, 300_000);

it("keeps the numbers of its own columns numbers", async () => {
  const tower = { latitude: -37.5, longitude: -122.25 };
  const cells = cellsOf(await fileOf(session({ tower })), { separators: ",", knowsQuotes: true });
  expect(cells).toEqual(expect.arrayContaining(["-37.5", "-122.25", "246", "296", "3600"]));
});
