/** Who may ask, and where. `null` means everybody, or everywhere. */
export interface AccessRules {
  readonly users: ReadonlySet<string> | null;
  readonly channels: ReadonlySet<string> | null;
}
