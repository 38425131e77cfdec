/** A program that draws one picture, tells the drawing process's id, and has nothing left to do. */
import { createEmbeddedRenderer } from "../../../src/chart/embedded/embedded-renderer.ts";
import { drawingFrom } from "./pictures.ts";

const renderer = createEmbeddedRenderer();
await renderer.render(drawingFrom());
process.send?.(renderer.pid);
process.disconnect();
