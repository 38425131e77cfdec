import type { DataSession, Operator, TowerLocation } from "../core/session.ts";

/**
 * Keeps each text of a read once. The sessions of a SIM repeat its SIDs, its device, a few networks
 * and cells, and each record comes with copies of its own: more than half of what it weighs.
 */
export function createSharedTexts(): (session: DataSession) => DataSession {
  const texts = new Map<string, string>();
  const operators = new Map<string, Operator>();
  const towers = new Map<string, TowerLocation>();

  const text = (value: string | null): string | null =>
    value === null ? null : keptOf(texts, value, value);
  const operatorOf = (operator: Operator): Operator => {
    const { mcc, mnc, country, name } = operator;
    return keptOf(operators, JSON.stringify([mcc, mnc, country, name]), operator);
  };
  const towerOf = (tower: TowerLocation): TowerLocation =>
    keptOf(towers, `${tower.latitude} ${tower.longitude}`, tower);

  return (session) => ({
    ...session,
    simSid: text(session.simSid),
    accountSid: text(session.accountSid),
    radioLink: text(session.radioLink),
    operator: operatorOf(session.operator),
    cellId: text(session.cellId),
    tower: session.tower === null ? null : towerOf(session.tower),
    imei: text(session.imei),
  });
}

function keptOf<Value>(kept: Map<string, Value>, key: string, value: Value): Value {
  const known = kept.get(key);
  if (known !== undefined) return known;
  kept.set(key, value);
  return value;
}
