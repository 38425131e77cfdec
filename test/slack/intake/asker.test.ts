import { describe, expect, it } from "vitest";
import { askedBy } from "../../../src/slack/intake/asker.ts";

const nothing = {
  ...{ command: "x", userId: "", channelId: null, teamId: null, enterpriseId: null },
  ...{ isStranger: false, askedInTeamId: null },
};
const asked = (body: unknown) => askedBy(body, "x");

describe("who asks", () => {
  it("with a command: the workspace and organisation in it are the person's", () => {
    const body = { command: "/sim", user_id: "U1", channel_id: "C1", team_id: "T2" };
    const expected = { ...nothing, userId: "U1", channelId: "C1", teamId: "T2" };
    expect(asked(body)).toEqual({ ...expected, askedInTeamId: "T2" });
    expect(asked({ ...body, enterprise_id: "" })).toMatchObject({ enterpriseId: null });
    expect(asked({ ...body, enterprise_id: "E1" })).toMatchObject({ enterpriseId: "E1" });
    expect(asked({ ...body, team_id: undefined })).toMatchObject({ teamId: null });
  });

  it("with a click: what describes the installation proves nothing about the person", () => {
    const body = {
      type: "block_actions",
      user: { id: "U1", team_id: "T9" },
      channel: { id: "C1" },
      team: { id: "T1", enterprise_id: "E1" },
      enterprise: { id: "E1" },
    };
    const expected = { ...nothing, userId: "U1", channelId: "C1", teamId: "T9" };
    expect(asked(body)).toEqual({ ...expected, askedInTeamId: "T1" });
    expect(asked({ ...body, team: null })).toEqual(expected);
    expect(asked({ ...body, user: { id: "U1" } })).toMatchObject({ teamId: null });
    const marked = { id: "U1", team_id: "T1", is_stranger: true };
    expect(asked({ ...body, user: marked })).toMatchObject({ isStranger: true });
  });

  it("with a click: the person's own workspace tells its own organisation", () => {
    const body = { type: "block_actions", user: { id: "U1", team_id: "T2" } };
    const own = { ...body, team: { id: "T2", enterprise_id: "E1" } };
    expect(asked(own)).toMatchObject({ teamId: "T2", enterpriseId: "E1" });
    // A stranger's own workspace beside the organisation of the installation.
    const mixed = { ...body, team: { id: "T2" }, enterprise: { id: "E1" } };
    expect(asked(mixed)).toMatchObject({ teamId: "T2", enterpriseId: null });
  });

  it("with the shortcut of a message: `team` is where the person began it", () => {
    const team = { id: "T9", domain: "elsewhere", enterprise_id: "E9" };
    const body = { type: "message_action", user: { id: "U1", name: "ada" }, team };
    expect(asked(body)).toMatchObject({ teamId: "T9", enterpriseId: "E9" });
    expect(asked({ ...body, team: null })).toMatchObject({ teamId: null, enterpriseId: null });
    const told = { ...body, user: { id: "U1", team_id: "T2" } };
    expect(asked(told)).toMatchObject({ teamId: "T2", enterpriseId: null });
  });

  it("with a window: the workspace that has the app is named in it", () => {
    const body = {
      ...{ type: "view_submission", user: { id: "U1", team_id: "T9" }, team: { id: "T9" } },
      view: { app_installed_team_id: "T1" },
    };
    expect(asked(body)).toMatchObject({ teamId: "T9", askedInTeamId: "T1", channelId: null });
  });

  it("with an event: the author's workspace, not the one around it", () => {
    const event = { type: "app_mention", user: "U1", channel: "C1" };
    const body = {
      ...{ type: "event_callback", team_id: "T1", enterprise_id: "E1", context_team_id: "T1" },
      authorizations: [{ team_id: "T1", enterprise_id: "E1" }],
    };
    const expected = { ...nothing, userId: "U1", channelId: "C1", askedInTeamId: "T1" };
    expect(asked({ ...body, event })).toEqual(expected);
    expect(asked({ ...body, event: { ...event, team: "T2" } })).toMatchObject({ teamId: "T2" });
    const shared = { ...event, team: "T1", user_team: "T9" };
    expect(asked({ ...body, event: shared })).toMatchObject({ teamId: "T9" });
    const visitor = { ...event, team: "T1", user_profile: { team: "T9" } };
    expect(asked({ ...body, event: visitor })).toMatchObject({ teamId: "T9" });
    const marked = { ...event, team: "T1", user_profile: { is_stranger: true } };
    expect(asked({ ...body, event: marked })).toMatchObject({ isStranger: true });
    const { context_team_id, ...orgWide } = body;
    expect(asked({ ...orgWide, event })).toMatchObject({ askedInTeamId: "T1" });
  });

  it("of another form: not told", () => {
    const odd = { user: [7], team: "T1", channel: null, view: 3, enterprise: [] };
    for (const body of [null, undefined, 7, "x", [], {}, odd]) expect(asked(body)).toEqual(nothing);
    expect(asked({ event: null })).toEqual(nothing);
    expect(asked({ event: { user: { id: "U1" }, team: 3 }, authorizations: {} })).toEqual(nothing);
    expect(asked({ command: 1, user_id: 1, team_id: {} })).toEqual(nothing);
  });
});
