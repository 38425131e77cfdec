const mostSims = 6;

/**
 * What a slash command can go on with, from the usage hint of its manifest:
 * `sessions <sim> [24h|7d] [public] · help` has two forms, the first with a SIM and two choices.
 */
function formsOf(usageHint) {
  return usageHint
    .split("·")
    .map((form) => form.trim().split(/\s+/).filter(Boolean))
    .filter(([verb]) => /^[a-z]+$/.test(verb ?? ""));
}

function simOptions(typed, sims) {
  const wanted = typed.toLowerCase();
  return sims
    .filter(({ name, description }) => `${name} ${description}`.toLowerCase().includes(wanted))
    .slice(0, mostSims)
    .map(({ name, description }) => ({ word: name, description }));
}

/**
 * Completions for what was typed, as whole texts; none when there is nothing to say.
 *
 * @param {string} text
 * @param {{ commands: object[], sims: { name: string, description: string }[] }} known
 * @returns {{ text: string, words: string, description: string }[]}
 */
export function completionsOf(text, { commands, sims }) {
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
  return optionsAt(before, typed, formsOf(known.usageHint), sims).map(
    ({ word, description, more }) => ({
      text: [command, ...before, word].join(" ") + (more === false ? "" : " "),
      words: word,
      description,
    }),
  );
}

function optionsAt(before, typed, forms, sims) {
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
  const choices = parts
    .slice(parts.findIndex((part) => part.startsWith("[")))
    .filter((part) => part.startsWith("["))
    .map((part) => part.slice(1, -1).split("|"))
    .filter((choice) => !choice.some((word) => before.includes(word)))
    .flat();
  return choices
    .filter((word) => word.startsWith(typed))
    .map((word) => ({ word, description: "", more: false }));
}
