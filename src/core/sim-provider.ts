/** The platforms that serve Programmable Wireless. */
export const simProviders = ["twilio", "kore"] as const;
export type SimProvider = (typeof simProviders)[number];
