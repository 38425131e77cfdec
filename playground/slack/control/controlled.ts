import type { Transport } from "../bot/courier.ts";
import type { RecordedDelivery } from "../bot/delivery.ts";
import type { SocketLink } from "../bot/socket-link.ts";
import type { Click, ClickTarget } from "../driver/click.ts";
import type { TypedCommand } from "../driver/command.ts";
import type { WrittenMessage } from "../driver/events.ts";
import type { Shortcut } from "../driver/shortcut.ts";
import type { TypeAhead } from "../driver/suggest.ts";
import type { Submission } from "../driver/view.ts";
import type { SlackMessage } from "../state/messages.ts";
import type { SlackView } from "../state/views.ts";
import type { RecordedRequest, World } from "../state/world.ts";
import type { JsonObject } from "../validate/shape.ts";

/** What can be done over HTTP with a simulator. What is answered `unknown` is passed on as JSON. */
export interface Controlled {
  readonly world: World;
  readonly socket: SocketLink;
  readonly faults: World["faults"];
  readonly requests: readonly RecordedRequest[];
  readonly deliveries: readonly RecordedDelivery[];
  messages(channel: string, viewer: string): SlackMessage[];
  command(typed: TypedCommand): Promise<unknown>;
  click(click: Click): Promise<unknown>;
  clickInView(click: ClickTarget & { user: string; view: SlackView }): Promise<unknown>;
  suggest(typed: TypeAhead): Promise<readonly JsonObject[]>;
  submitView(submission: Submission): Promise<unknown>;
  closeView(user: string, view: SlackView): Promise<void>;
  shortcut(shortcut: Shortcut): Promise<unknown>;
  write(message: WrittenMessage): Promise<unknown>;
  openHome(user: string): Promise<unknown>;
  reachBotBy(transport: Transport): void;
  reset(): void;
}
