import type { Clock } from "../../src/core/time.ts";
import type { Ack } from "./bot/ack.ts";
import { Courier, type ForgedRequest, type Transport } from "./bot/courier.ts";
import type { RecordedDelivery, SentRequest } from "./bot/delivery.ts";
import type { HttpReply } from "./bot/http-link.ts";
import { SocketLink } from "./bot/socket-link.ts";
import { createControl } from "./control/control.ts";
import { type Click, type ClickTarget, sendClick, sendViewClick } from "./driver/click.ts";
import { sendCommand, type TypedCommand } from "./driver/command.ts";
import {
  openHome,
  sendEvent,
  sendMessage,
  type Written,
  type WrittenMessage,
} from "./driver/events.ts";
import { answerIn, type Interaction } from "./driver/interaction.ts";
import { type Shortcut, sendShortcut } from "./driver/shortcut.ts";
import { suggest, type TypeAhead } from "./driver/suggest.ts";
import {
  closeView,
  type Submission,
  type SubmissionResult,
  sendSubmission,
} from "./driver/view.ts";
import { type ControlHandler, createSlackServer, listen } from "./server.ts";
import type { FileProcessing } from "./state/files.ts";
import type { SlackMessage } from "./state/messages.ts";
import type { SlackView } from "./state/views.ts";
import { defaultWorkspace, type WorkspaceSeed } from "./state/workspace.ts";
import { type RecordedRequest, type RequestListener, World } from "./state/world.ts";
import { realTimers, type Timers } from "./timers.ts";
import type { JsonObject } from "./validate/shape.ts";

export interface SlackSimulatorOptions {
  readonly clock: Clock;
  readonly signingSecret: string;
  readonly botToken: string;
  readonly appToken: string;
  /** 0 or left out: any free port of the loopback interface. */
  readonly port?: number;
  /** How the bot is reached; left out: Socket Mode. `simulator.reachBotBy` changes it later. */
  readonly bot?: Transport;
  readonly timers?: Timers;
  readonly workspace?: WorkspaceSeed;
  /** What the bot was allowed at installation. */
  readonly scopes?: readonly string[];
  /** Left out: the first look at an upload finds it unprocessed. */
  readonly fileProcessing?: FileProcessing;
  /** The installed slash commands; left out: every one goes to the bot. */
  readonly commands?: readonly string[];
  /** Beside another workspace: far enough from its ids that no two are the same. */
  readonly idsAfter?: number;
}

const defaultScopes = [
  ...["commands", "chat:write", "files:write", "files:read", "app_mentions:read"],
  ...["im:history", "im:write", "users:read", "channels:read"],
  "usergroups:read",
];

export interface AwaitedMessage {
  /** Changes up to this number are not looked at; left out: from now on. */
  readonly since?: number;
  readonly channel?: string;
  readonly where?: (message: SlackMessage) => boolean;
  readonly signal?: AbortSignal;
}

/**
 * A Slack workspace on this machine: the Web API, both ways to reach a bot, and the people who
 * type and press. It refuses what Slack refuses, with Slack's words.
 */
export class SlackSimulator {
  readonly world: World;
  readonly socket: SocketLink;
  readonly control: ControlHandler;
  readonly #courier: Courier;
  readonly #server;

  constructor(options: SlackSimulatorOptions) {
    const { signingSecret, botToken, appToken } = options;
    this.world = new World({
      clock: options.clock,
      timers: options.timers ?? realTimers,
      secrets: { signingSecret, botToken, appToken },
      scopes: options.scopes ?? defaultScopes,
      seed: options.workspace ?? defaultWorkspace,
      fileProcessing: options.fileProcessing ?? { kind: "looks", count: 1 },
      commands: options.commands ?? null,
      ...(options.idsAfter !== undefined && { idsAfter: options.idsAfter }),
    });
    this.socket = new SocketLink(this.world);
    this.#courier = new Courier(this.world, this.socket, options.bot ?? { kind: "socket" });
    this.control = createControl(this);
    this.#server = createSlackServer(this.world, this.socket, this.control);
  }

  async listen(port: number): Promise<void> {
    this.world.origin = await listen(this.#server, port);
  }

  /** `http://127.0.0.1:PORT`. */
  get origin(): string {
    return this.world.origin;
  }

  /** What the bot gets as `SLACK_API_URL`. */
  get url(): string {
    return `${this.world.origin}/api/`;
  }

  /** Every request of the bot, oldest first. */
  get requests(): readonly RecordedRequest[] {
    return this.world.requests;
  }

  /** Everything that was sent to the bot, oldest first. */
  get deliveries(): readonly RecordedDelivery[] {
    return this.#courier.deliveries;
  }

  /** Tells of every request of the bot; the returned function ends that. */
  observeRequests(listener: RequestListener): () => void {
    return this.world.observeRequests(listener);
  }

  /** Tells of everything that was sent to the bot; the returned function ends that. */
  observeDeliveries(listener: (delivery: RecordedDelivery) => void): () => void {
    return this.#courier.observe(listener);
  }

  /** Failures to be answered instead of the truth. */
  get faults() {
    return this.world.faults;
  }

  reachBotBy(transport: Transport): void {
    this.#courier.use(transport);
  }

  command(typed: TypedCommand): Promise<Interaction> {
    return sendCommand(typed, this.world, this.#courier);
  }

  click(click: Click): Promise<Interaction> {
    return sendClick(click, this.world, this.#courier);
  }

  clickInView(click: ClickTarget & { user: string; view: SlackView }): Promise<Interaction> {
    return sendViewClick(click, this.world, this.#courier);
  }

  /** The options that an external select offers for what was typed. */
  suggest(typed: TypeAhead): Promise<readonly JsonObject[]> {
    return suggest(typed, this.world, this.#courier);
  }

  submitView(submission: Submission): Promise<SubmissionResult> {
    return sendSubmission(submission, this.world, this.#courier);
  }

  closeView(user: string, view: SlackView): Promise<void> {
    return closeView(user, view, this.world, this.#courier);
  }

  shortcut(shortcut: Shortcut): Promise<Interaction> {
    return sendShortcut(shortcut, this.world, this.#courier);
  }

  /** Writes an ordinary message; `{bot}` in its text mentions the bot. */
  write(message: WrittenMessage): Promise<Written> {
    return sendMessage(message, this.world, this.#courier);
  }

  /** Writes a message that begins with a mention of the bot. */
  mention(message: WrittenMessage): Promise<Written> {
    return this.write({ ...message, text: `{bot} ${message.text}` });
  }

  openHome(user: string): Promise<Ack> {
    return openHome(user, this.world, this.#courier);
  }

  event(event: JsonObject): Promise<Ack> {
    return sendEvent(event, this.world, this.#courier);
  }

  /** Sends what Slack would not: a wrong secret, a wrong time, a made-up signature. */
  sendForged(forged: ForgedRequest): Promise<HttpReply> {
    return this.#courier.sendForged(forged);
  }

  /** Sends a recorded request again, the same bytes under the same signature. */
  replay(sent: SentRequest): Promise<HttpReply> {
    return this.#courier.replay(sent);
  }

  /**
   * Delivers once more what was delivered, as Slack does when it missed the receipt: the same payload,
   * signed anew for the time that it is now.
   */
  deliverAgain({ delivery }: RecordedDelivery): Promise<Ack> {
    return this.#courier.deliver(delivery);
  }

  /** A channel as one person sees it, oldest first. */
  messages(channel: string, viewer: string): SlackMessage[] {
    return this.world.messages.seenBy(viewer, channel);
  }

  /**
   * The first message posted or changed in answer to an interaction: over its response_url, in
   * its acknowledgement, by the Web API in its channel, or Slack's own word that it failed.
   */
  nextAnswer(asked: Interaction, signal?: AbortSignal): Promise<SlackMessage> {
    return this.world.changes.next(asked.since, (change) => answerIn(change, asked), signal);
  }

  /** The next message, new or changed, that fits. */
  waitForMessage(awaited: AwaitedMessage = {}): Promise<SlackMessage> {
    const since = awaited.since ?? this.world.changes.sequence;
    return this.world.changes.next(
      since,
      (change) => {
        if (change.kind !== "message_posted" && change.kind !== "message_changed") return undefined;
        const { message } = change;
        if (awaited.channel !== undefined && message.channel !== awaited.channel) return undefined;
        return awaited.where?.(message) === false ? undefined : message;
      },
      awaited.signal,
    );
  }

  /** The next modal or home tab that is shown or changed for a person. */
  waitForView(user: string, since: number, signal?: AbortSignal): Promise<SlackView> {
    return this.world.changes.next(
      since,
      (change) =>
        "view" in change && change.kind !== "view_closed" && change.view.user === user
          ? change.view
          : undefined,
      signal,
    );
  }

  /** Back to an empty workspace. The bot's connections stay. */
  reset(): void {
    this.#courier.cancelRetries();
    this.#courier.deliveries.length = 0;
    this.world.reset();
  }

  /** Closes every connection and timer. */
  async close(): Promise<void> {
    this.#courier.cancelRetries();
    this.world.faults.clear();
    this.socket.close();
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }
}

/** Starts a simulated Slack on the loopback interface. */
export async function startSlackSimulator(options: SlackSimulatorOptions): Promise<SlackSimulator> {
  const simulator = new SlackSimulator(options);
  await simulator.listen(options.port ?? 0);
  return simulator;
}
