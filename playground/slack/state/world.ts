import type { Clock } from "../../../src/core/time.ts";
import type { Timers } from "../timers.ts";
import { Changes } from "./changes.ts";
import { Faults } from "./faults.ts";
import { type FileProcessing, Files } from "./files.ts";
import { Ids } from "./ids.ts";
import { Messages } from "./messages.ts";
import { ResponseUrls } from "./response-urls.ts";
import { Triggers } from "./triggers.ts";
import { Views } from "./views.ts";
import type {
  SlackChannel,
  SlackEnterprise,
  SlackHome,
  SlackUser,
  WorkspaceSeed,
} from "./workspace.ts";

/** One request that the bot made to Slack, without its token. */
export interface RecordedRequest {
  readonly atMs: number;
  /** A Web API method, `upload`, `response_url` or `file`. */
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly status: number;
  /** `ok`, or Slack's word for what was wrong. */
  readonly outcome: string;
}

/** Hears of a request once it is answered, and how long that took in real time. */
export type RequestListener = (request: RecordedRequest, tookMs: number) => void;

export interface Secrets {
  readonly signingSecret: string;
  readonly botToken: string;
  readonly appToken: string;
}

export interface WorldSettings {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly secrets: Secrets;
  readonly scopes: readonly string[];
  readonly seed: WorkspaceSeed;
  readonly fileProcessing: FileProcessing;
  /** The slash commands that are installed; `null`: every one. */
  readonly commands: readonly string[] | null;
  /** Its ids count on from here; left out: from the first. */
  readonly idsAfter?: number;
}

interface WorldState {
  readonly messages: Messages;
  readonly responseUrls: ResponseUrls;
  readonly files: Files;
  readonly triggers: Triggers;
  readonly views: Views;
  channels: readonly SlackChannel[];
}

/** Everything that the simulated Slack knows. */
export class World {
  readonly settings: WorldSettings;
  readonly changes = new Changes();
  readonly faults = new Faults();
  readonly requests: RecordedRequest[] = [];
  readonly #requestListeners = new Set<RequestListener>();
  /** `http://127.0.0.1:PORT`, known once the server listens. */
  origin = "";
  /** Ids go on counting after a reset, so that nothing old can be mistaken for something new. */
  readonly ids: Ids;
  #state: WorldState;

  constructor(settings: WorldSettings) {
    this.settings = settings;
    this.ids = new Ids(settings.idsAfter);
    this.#state = this.#freshState();
  }

  get nowMs(): number {
    return this.settings.clock.now();
  }

  get messages(): Messages {
    return this.#state.messages;
  }

  get responseUrls(): ResponseUrls {
    return this.#state.responseUrls;
  }

  get files(): Files {
    return this.#state.files;
  }

  get triggers(): Triggers {
    return this.#state.triggers;
  }

  get views(): Views {
    return this.#state.views;
  }

  get channels(): readonly SlackChannel[] {
    return this.#state.channels;
  }

  record(request: RecordedRequest, tookMs: number): void {
    this.requests.push(request);
    for (const listener of [...this.#requestListeners]) listener(request, tookMs);
  }

  observeRequests(listener: RequestListener): () => void {
    this.#requestListeners.add(listener);
    return () => this.#requestListeners.delete(listener);
  }

  /** Back to the first moment: no messages, files, views, planned failures or recorded requests. */
  reset(): void {
    this.#state = this.#freshState();
    this.faults.clear();
    this.requests.length = 0;
    this.changes.add({ kind: "reset" });
  }

  #freshState(): WorldState {
    const now = () => this.nowMs;
    return {
      messages: new Messages(this.ids, (change) => this.changes.add(change), now),
      responseUrls: new ResponseUrls(this.ids, now),
      files: new Files(this.ids, this.settings.fileProcessing),
      triggers: new Triggers(this.ids, now),
      views: new Views(this.ids, (change) => this.changes.add(change)),
      channels: [...this.settings.seed.channels],
    };
  }

  /** The organisation that has the bot, or that its workspace belongs to. */
  get enterprise(): SlackEnterprise | null {
    return this.settings.seed.enterprise ?? null;
  }

  get isOrgWide(): boolean {
    return this.enterprise?.isOrgWide === true;
  }

  homeOf(user: SlackUser): SlackHome {
    const { team } = this.settings.seed;
    return user.home ?? { teamId: team.id, enterpriseId: this.enterprise?.id ?? null };
  }

  user(id: string): SlackUser | null {
    return this.settings.seed.users.find((user) => user.id === id) ?? null;
  }

  channel(id: string): SlackChannel | null {
    return this.channels.find((channel) => channel.id === id) ?? null;
  }

  /** The person's direct messages with the bot, opened when there are none yet. */
  directMessages(user: SlackUser): SlackChannel {
    const known = this.channels.find(
      ({ kind, botIsMember, members }) => kind === "im" && botIsMember && members[0] === user.id,
    );
    if (known !== undefined) return known;
    const id = this.ids.next("D");
    const opened: SlackChannel = {
      id,
      name: this.settings.seed.bot.name,
      kind: "im",
      members: [user.id],
      botIsMember: true,
    };
    this.#state.channels = [...this.channels, opened];
    return opened;
  }

  /** Puts the bot into a channel or takes it out. */
  setBotMembership(channelId: string, botIsMember: boolean): void {
    this.#state.channels = this.channels.map((channel) =>
      channel.id === channelId ? { ...channel, botIsMember } : channel,
    );
  }

  /** The words behind an id that a text may mention. */
  nameOf(id: string): string | undefined {
    const { bot } = this.settings.seed;
    return id === bot.userId ? bot.name : (this.user(id)?.name ?? this.channel(id)?.name);
  }

  /** Whether a message may show this file, named by id or by its private address. */
  fileIsShowable(file: { readonly id?: string; readonly url?: string }): boolean {
    const id = file.id ?? /\/files\/(F[A-Z0-9]+)\//.exec(file.url ?? "")?.[1];
    return id !== undefined && this.files.isShowable(id);
  }
}
