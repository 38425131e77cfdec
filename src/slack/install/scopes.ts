/** What is asked for when the app is installed: the bot scopes of manifest.yml, which has the reasons. */
export const installScopes: readonly string[] = [
  ...["commands", "chat:write", "app_mentions:read", "im:write", "files:write"],
  ...["files:read", "users:read", "usergroups:read", "im:history"],
];
