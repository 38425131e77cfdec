/** What Slack has delivered lately, to whichever of several processes. */
export interface Deliveries {
  /**
   * Remembers all of these names of one delivery. Resolves to whether one was remembered before, by
   * anybody, within the last ten minutes.
   */
  claim(ids: readonly string[]): Promise<boolean>;
}
