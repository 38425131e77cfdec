import { setImmediate } from "node:timers/promises";
import { type TimelineInput, timelineModelInSteps } from "./build-model.ts";
import type { TimelineModel } from "./timeline-model.ts";

/** Builds the model and lets the event loop turn between steps of a few milliseconds. */
export async function timelineModelInTurns(input: TimelineInput): Promise<TimelineModel> {
  const steps = timelineModelInSteps(input);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await setImmediate();
  }
}
