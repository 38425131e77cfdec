/** A question to begin with, and why one would ask it. */
export interface SuggestedQuestion {
  readonly text: string;
  readonly why: string;
}

/** What the terminal and the page suggest to somebody who has never seen simscope. */
export const suggestedQuestions: readonly SuggestedQuestion[] = [
  { text: "/sim sessions cargo-cam-07", why: "A healthy camera on the road" },
  { text: "/sim sessions truck-0417 30d", why: "A truck with a bad month" },
  { text: "/sim help", why: "Everything you can ask" },
];
