/**
 * Builds an element. Children that are strings become text nodes: no text from a message is ever
 * read as markup.
 *
 * @param {string} tag
 * @param {Record<string, unknown>} [properties] attributes; `class`, `on…` listeners and `hidden`
 * @param {...(Node | string | null | undefined | false | (Node | string)[])} children
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else element.setAttribute(name, String(value));
  }
  element.append(
    ...children.flat().filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

/** Addresses that a click may open; anything else stays text. */
export function safeAddress(address) {
  const protocol = URL.parse(address)?.protocol;
  return ["http:", "https:", "mailto:", "tel:"].includes(protocol) ? address : null;
}

/** A link that opens apart, or plain words when the address is none. */
export function outsideLink(address, words, className) {
  const href = safeAddress(address);
  if (href === null) return h("span", {}, words);
  return h("a", { href, target: "_blank", rel: "noopener noreferrer", class: className }, words);
}
