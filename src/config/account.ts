/** The environment in which the bot was started. */
export type Environment = Readonly<Record<string, string | undefined>>;

export type TwilioCredentials =
  | { readonly kind: "auth_token"; readonly accountSid: string; readonly authToken: string }
  | {
      readonly kind: "api_key";
      /** Not needed for any call; `null` when not given. */
      readonly accountSid: string | null;
      readonly apiKey: string;
      readonly apiSecret: string;
    };

/** An API client of KORE's and where its tokens come from. */
export interface KoreCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tokenUrl: string;
}

/** The SIM platform. `apiUrl` is the base URL without a slash at its end. */
export type SimConfig =
  | {
      readonly provider: "twilio";
      readonly apiUrl: string;
      readonly credentials: TwilioCredentials;
    }
  | { readonly provider: "kore"; readonly apiUrl: string; readonly credentials: KoreCredentials };

/** One account at a SIM platform. */
export interface AccountConfig {
  /** What people call it; `null`: the only account, from plain environment variables. */
  readonly name: string | null;
  readonly description: string | null;
  readonly sim: SimConfig;
}
