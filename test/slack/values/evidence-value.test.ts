import { expect, it } from "vitest";
import {
  decodeEvidenceChoice,
  decodeEvidencePlace,
  encodeEvidenceChoice,
  encodeEvidencePlace,
} from "../../../src/slack/values/evidence-value.ts";

const simSid = `DE${"1".repeat(32)}`;
const sha256 = "0123456789abcdef".repeat(4);

it.each([null, "emea"])("what was kept is asked for by value, in account %s", (account) => {
  const choice = { simSid, account, sha256 };
  expect(decodeEvidenceChoice(encodeEvidenceChoice(choice))).toEqual({
    ...{ kind: "state", state: choice },
  });
  const place = { simSid, account, page: 12 };
  expect(decodeEvidencePlace(encodeEvidencePlace(place))).toEqual({ kind: "state", state: place });
});

it.each([
  [`1.${simSid}.0`, "unreadable"],
  [`1.${simSid}`, "unreadable"],
  [`1.${simSid}.1.<!channel>`, "unreadable"],
  [`1.${simSid}.1.emea.x`, "unreadable"],
  [`2.${simSid}.1`, "other_version"],
  ["x", "unreadable"],
  [undefined, "unreadable"],
])("%s is %s", (value, kind) => {
  expect(decodeEvidencePlace(value).kind).toBe(kind);
  expect(decodeEvidenceChoice(value).kind).toBe(kind);
});
