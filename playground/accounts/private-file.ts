import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A file that is there for as long as somebody needs it, and that nobody else may read. */
export interface PrivateFile {
  readonly path: string;
  remove(): Promise<void>;
}

/** Writes the text into a new folder of this user's own. */
export async function writePrivateFile(name: string, text: string): Promise<PrivateFile> {
  const folder = await mkdtemp(join(tmpdir(), "simscope-demo-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  const path = join(folder, name);
  try {
    await writeFile(path, text, { mode: 0o600, flag: "wx" });
  } catch (error) {
    await remove();
    throw error;
  }
  return { path, remove };
}
