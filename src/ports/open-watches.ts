/** For which SIMs somebody waits, each as often as somebody does; never who. */
export interface OpenWatches {
  open(): Promise<readonly { readonly account: string | null; readonly simSid: string }[]>;
}
