import { statSync } from "node:fs";
import { rm } from "node:fs/promises";

/** What was opened from a file. */
export interface OpenedFile {
  close(): Promise<void>;
}

/** A file that may be deleted or replaced under whoever has it open. */
export interface LastingFile<Opened extends OpenedFile> {
  /** Works with the file that stands at the path now, opened anew if it is not the one from before. */
  use<Result>(work: (opened: Opened) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

export interface LastingFileParts<Opened extends OpenedFile> {
  /** `:memory:`: there is no file that could go. */
  readonly path: string;
  /** Makes the file if need be. */
  readonly open: () => Promise<Opened>;
  /** Endings of the files that stand beside it while it is open, and belong to it alone. */
  readonly besides: readonly string[];
  /** The file was gone, or another one; a new one is open. */
  readonly onReplaced: () => void;
}

/**
 * On Unix a file lives on for those who have it open when its name is deleted, and goes with them:
 * whatever is written then is lost. So the name is looked at before each use.
 */
export async function openLastingFile<Opened extends OpenedFile>({
  path,
  open,
  besides,
  onReplaced,
}: LastingFileParts<Opened>): Promise<LastingFile<Opened>> {
  let opened: Opened | null = await open();
  let identity = identityOf(path);
  const besidesNow = () => besides.map((ending) => identityOf(`${path}${ending}`));
  let besidesThen = besidesNow();
  let replacing: Promise<void> | null = null;
  let isClosed = false;

  const replace = async (): Promise<void> => {
    // First: whoever closes it later would take away the files beside the new one, by their names.
    await opened?.close();
    opened = null;
    // What the old one leaves there would be taken for a part of the new one.
    const now = besidesNow();
    for (const [at, ending] of besides.entries()) {
      const isLeft = now[at] !== null && now[at] === besidesThen[at];
      if (isLeft) await rm(`${path}${ending}`, { force: true });
    }
    opened = await open();
    identity = identityOf(path);
    besidesThen = besidesNow();
    onReplaced();
  };
  const current = async (): Promise<Opened> => {
    const isSame = opened !== null && identityOf(path) === identity;
    if (!isSame && !isClosed) {
      replacing ??= replace().finally(() => {
        replacing = null;
      });
    }
    await replacing;
    if (opened === null || isClosed) throw new Error("the file is closed");
    return opened;
  };

  return {
    use: async (work) => work(await current()),
    close: async () => {
      isClosed = true;
      await replacing?.catch(() => undefined);
      await opened?.close();
    },
  };
}

/**
 * Device and number of the file that stands at the path; `null`: none. At once: another thread would
 * take fifty times as long, and what is done with the file then is done in this one.
 */
function identityOf(path: string): string | null {
  if (path === ":memory:") return path;
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return null;
  }
}
