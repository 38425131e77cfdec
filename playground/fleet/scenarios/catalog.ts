import { idleScenarios } from "./idle.ts";
import { nameScenarios } from "./names.ts";
import { recordScenarios } from "./records.ts";
import type { Scenario } from "./scenario.ts";
import { steadyScenarios } from "./steady.ts";
import { travelScenarios } from "./travel.ts";
import { unstableScenarios } from "./unstable.ts";
import { vehicleScenarios } from "./vehicles.ts";

/** Every named scenario; names and SIM keys are unique (checked by a test). */
export const allScenarios: readonly Scenario[] = [
  ...vehicleScenarios,
  ...travelScenarios,
  ...unstableScenarios,
  ...steadyScenarios,
  ...idleScenarios,
  ...nameScenarios,
  ...recordScenarios,
];
