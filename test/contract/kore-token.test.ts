import { existsSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { runningSimulator } from "../support/playground/fleet/running-simulator.ts";

const spec = new URL("../../../shared/reference/specs/kore_token_v1.json", import.meta.url);

type Responses = Record<string, { content: Record<string, { schema: object }> }>;

function validatorOf(status: number) {
  const { paths, components } = JSON.parse(readFileSync(spec, "utf8")) as {
    paths: Record<string, { post: { responses: Responses } }>;
    components: object;
  };
  const schema =
    paths["/v1/auth/token"]?.post.responses[status]?.content["application/json"]?.schema;
  const ajv = new Ajv({ strict: false, formats: { int32: true } });
  return ajv.compile({ ...schema, components });
}

describe.skipIf(!existsSync(spec))("KORE's specification of its token endpoint", () => {
  it.each([
    [200, {}],
    [401, { client_secret: "wrong" }],
    [400, { grant_type: "password" }],
  ])("admits the simulator's answer %i", async (status, change) => {
    const { tokenUrl, credentials } = await runningSimulator({ platform: "kore" });
    const response = await fetch(tokenUrl, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: credentials.clientId,
        client_secret: credentials.clientSecret,
        ...change,
      }),
    });
    expect(response.status).toBe(status);
    const validate = validatorOf(status);
    validate(await response.json());
    expect(validate.errors ?? []).toEqual([]);
  });
});
