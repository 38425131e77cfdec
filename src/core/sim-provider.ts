/** The platforms that serve Programmable Wireless. */
export const simProviders = ["twilio", "kore"] as const;
export type SimProvider = (typeof simProviders)[number];

/** As people call them. */
export const providerNames: Readonly<Record<SimProvider, string>> = {
  twilio: "Twilio",
  kore: "KORE",
};
