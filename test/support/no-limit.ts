import type { QuestionLimit } from "../../src/ports/question-limit.ts";

/** Everybody may ask as often as they like. */
export const noLimit: QuestionLimit = { take: async () => ({ kind: "taken" }) };
