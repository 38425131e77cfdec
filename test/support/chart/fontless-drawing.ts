/** A drawing process whose font folder is empty. */
import { registerFonts } from "../../../src/chart/embedded/fonts.ts";

const fault = registerFonts(new URL("./no-such-folder/", import.meta.url));
process.send?.(fault === null ? { kind: "ready" } : { kind: "unusable", fault });
process.on("disconnect", () => process.exit(0));
