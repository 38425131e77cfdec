const mostSims = 6;

/**
 * What a slash command can go on with, from the usage hint of its manifest:
 * `sessions <sim> [24h|7d] [public] · help` has two forms, the first with a SIM and two choices.
 */
function formsOf(usageHint) {
  return (
    usageHint
      .split("·")
      .map((form) => form.match(/\[[^\]]*\]|\S+/g) ?? [])
      // Which accounts there are, the bot knows better than its manifest.
      .map((words) => words.filter((word) => !word.startsWith("[in ")))
      .filter(([verb]) => /^[a-z]+$/.test(verb ?? ""))
  );
}

function simOptions(typed, sims) {
  const wanted = typed.toLowerCase();
  return sims
    .filter(({ name, description }) => `${name} ${description}`.toLowerCase().includes(wanted))
    .slice(0, mostSims)
    .map(({ name, description }) => ({ word: name, description }));
}

/** `in emea`, as a whole or behind an `in` that stands there already. */
function accountOptions(before, typed, accounts) {
  const isBegun = before.at(-1)?.toLowerCase() === "in";
  if (!isBegun && before.includes("in")) return [];
  return accounts
    .map(({ name, description }) => ({
      word: isBegun ? name : `in ${name}`,
      description,
      more: false,
    }))
    .filter(({ word }) => word.startsWith(typed.toLowerCase()));
}

/**
 * Completions for what was typed, as whole texts; none when there is nothing to say.
 *
 * @param {string} text
 * @param {{
 *   commands: object[], sims: { name: string, description: string }[],
 *   accounts: { name: string, description: string }[]
 * }} known
 * @returns {{ text: string, words: string, description: string }[]}
 */
export function completionsOf(text, { commands, sims, accounts }) {
  if (!text.startsWith("/")) return [];
  const [command = "", ...words] = text.split(/ +/);
  if (words.length === 0) {
    return commands
      .filter((one) => one.command.startsWith(command))
      .map((one) => ({
        text: `${one.command} `,
        words: one.command,
        description: one.description,
      }));
  }
  const known = commands.find((one) => one.command === command);
  if (known === undefined) return [];
  const typed = words.at(-1) ?? "";
  const before = words.slice(0, -1);
  const forms = formsOf(known.usageHint);
  return optionsAt(before, typed, forms, { sims, accounts }).map(({ word, description, more }) => ({
    text: [command, ...before, word].join(" ") + (more === false ? "" : " "),
    words: word,
    description,
  }));
}

function optionsAt(before, typed, forms, { sims, accounts }) {
  const [verb] = before;
  if (verb === undefined) {
    return forms
      .filter(([word]) => word.startsWith(typed.toLowerCase()))
      .map(([word, ...rest]) => ({
        word,
        description: rest.join(" ") || "",
        more: rest.length > 0,
      }));
  }
  const [, ...parts] = forms.find(([word]) => word === verb) ?? [];
  const place = before.length - 1;
  if (parts[place]?.startsWith("<sim")) return simOptions(typed, sims);
  // "in" goes on with an account and with nothing else.
  const inAccount = place < 1 || parts.length === 0 ? [] : accountOptions(before, typed, accounts);
  if (before.at(-1) === "in" && inAccount.length > 0) return inAccount;
  const choices = parts
    .slice(parts.findIndex((part) => part.startsWith("[")))
    .filter((part) => part.startsWith("["))
    .map((part) => part.slice(1, -1).split("|"))
    .filter((choice) => !choice.some((word) => before.includes(word)))
    .flat();
  return [
    ...choices
      .filter((word) => word.startsWith(typed))
      .map((word) => ({ word, description: "", more: false })),
    ...inAccount,
  ];
}
