const joiner = '\u2060'; // WORD JOINER: no width, no break

/**
 * Splits everything that a Markdown renderer would make live by itself, even from decoded entities:
 * mentions, issue numbers, commit ids, addresses, URLs and comments.
 */
export function breakReferences(text: string): string {
  return text
    .replace(/@(?=[\w-])/g, `@${joiner}`)
    .replaceAll('<!--', `<!${joiner}--`)
    .replace(/#(?=\d)/g, `#${joiner}`)
    .replace(/(GH-)(?=\d)/gi, `$1${joiner}`)
    .replace(/(https?|ftp|mailto|xmpp):/gi, `$1${joiner}:`)
    .replace(/(www)\./gi, `$1${joiner}.`)
    .replace(/\b([0-9a-f]{7})(?=[0-9a-f]{33,57}\b)/gi, `$1${joiner}`);
}
