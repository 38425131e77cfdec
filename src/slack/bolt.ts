/**
 * What is used of Bolt, by its files: its index loads its receiver for Express besides, and with it a
 * tenth of all that a start loads.
 */
import app from "@slack/bolt/dist/App.js";
import httpFunctions from "@slack/bolt/dist/receivers/HTTPModuleFunctions.js";
import httpReceiver from "@slack/bolt/dist/receivers/HTTPReceiver.js";

export const { default: App } = app;
export type App = InstanceType<typeof App>;
export const { default: HTTPReceiver } = httpReceiver;
export const { parseHTTPRequestBody } = httpFunctions;
