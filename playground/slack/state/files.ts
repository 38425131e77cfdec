import type { Ids } from "./ids.ts";

/**
 * When an upload counts as processed. Slack tells nobody: `looks` lets that many checks fail
 * first (asking files.info or using it in a message is one look), `held` waits for a call of
 * `finishProcessing`.
 */
export type FileProcessing =
  | { readonly kind: "looks"; readonly count: number }
  | { readonly kind: "held" };

export interface SlackFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly uploadToken: string;
  readonly bytes: Buffer;
  readonly state: "announced" | "uploaded" | "processing" | "ready";
  readonly looksLeft: number;
  readonly channels: readonly string[];
}

export class Files {
  readonly #byId = new Map<string, SlackFile>();
  readonly #ids: Ids;
  readonly #processing: FileProcessing;

  constructor(ids: Ids, processing: FileProcessing) {
    this.#ids = ids;
    this.#processing = processing;
  }

  announce(name: string): SlackFile {
    const id = this.#ids.next("F");
    return this.#put({
      id,
      name,
      title: name,
      uploadToken: this.#ids.next("U"),
      bytes: Buffer.alloc(0),
      state: "announced",
      looksLeft: this.#processing.kind === "held" ? Number.POSITIVE_INFINITY : 0,
      channels: [],
    });
  }

  receive(uploadToken: string, bytes: Buffer): SlackFile | null {
    const file = [...this.#byId.values()].find((one) => one.uploadToken === uploadToken);
    if (file?.state !== "announced") return null;
    return this.#put({ ...file, bytes, state: "uploaded" });
  }

  complete(file: SlackFile, title: string, channels: readonly string[]): SlackFile {
    const looksLeft = this.#processing.kind === "looks" ? this.#processing.count : file.looksLeft;
    return this.#put({ ...file, title, channels, looksLeft, state: "processing" });
  }

  find(id: string): SlackFile | null {
    return this.#byId.get(id) ?? null;
  }

  /** Looks at a file as Slack's own scan would allow: each look brings it nearer to ready. */
  look(id: string): SlackFile | null {
    const file = this.find(id);
    if (file?.state !== "processing") return file;
    if (file.looksLeft <= 0) return this.#put({ ...file, state: "ready" });
    this.#put({ ...file, looksLeft: file.looksLeft - 1 });
    return file;
  }

  finishProcessing(id: string): void {
    const file = this.find(id);
    if (file !== null) this.#put({ ...file, state: "ready" });
  }

  /** Whether a message may show the file now: processed, and really a picture. */
  isShowable(id: string): boolean {
    const file = this.look(id);
    return file?.state === "ready" && pictureType(file.bytes) !== null;
  }

  #put(file: SlackFile): SlackFile {
    this.#byId.set(file.id, file);
    return file;
  }
}

const signatures = [
  { filetype: "png", mimetype: "image/png", bytes: [0x89, 0x50, 0x4e, 0x47] },
  { filetype: "jpg", mimetype: "image/jpeg", bytes: [0xff, 0xd8, 0xff] },
  { filetype: "gif", mimetype: "image/gif", bytes: [0x47, 0x49, 0x46, 0x38] },
] as const;

/** What the bytes themselves say; a broken upload that only claims to be a PNG is none. */
export function pictureType(content: Buffer): { filetype: string; mimetype: string } | null {
  const found = signatures.find(({ bytes }) => bytes.every((byte, at) => content[at] === byte));
  return found === undefined ? null : { filetype: found.filetype, mimetype: found.mimetype };
}
