import { enableCompileCache } from "node:module";
import process from "node:process";

// A bot that runs within a test hands this on to the drawing processes that it starts.
enableCompileCache(process.env["NODE_COMPILE_CACHE"]);
