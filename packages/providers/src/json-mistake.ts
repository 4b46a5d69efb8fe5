/** Where a text stops being JSON, as an offset, and why. */
export interface JsonMistake {
  readonly offset: number;
  readonly reason: string;
}

/** Finds the first character at which a text can no longer become JSON. The text must not be JSON. */
export function findJsonMistake(text: string): JsonMistake {
  const reason = parseError(text) ?? 'It is not JSON';
  const said = /at position (\d+)/.exec(reason)?.[1];
  const short = reason.replace(/ (in JSON )?at position .*/s, '').replace(/, "?\.{0,3}".*/s, '');
  if (said !== undefined) return { offset: Number(said), reason: short };
  return { offset: firstDeadEnd(text), reason: short };
}

// a start of the text that could still become JSON fails only because it ends too soon
function firstDeadEnd(text: string): number {
  let alive = 0;
  let dead = text.length + 1;
  while (dead - alive > 1) {
    const middle = (alive + dead) >> 1;
    if (mayBecomeJson(text.slice(0, middle))) alive = middle;
    else dead = middle;
  }
  return Math.min(alive, text.length);
}

function mayBecomeJson(text: string): boolean {
  const reason = parseError(text);
  if (reason === undefined || /end of JSON|Unterminated/.test(reason)) return true;
  const said = /at position (\d+)/.exec(reason)?.[1];
  if (said !== undefined) return Number(said) >= text.length;
  return /(?:^|[[{:,\s])(?:t|tr|tru|f|fa|fal|fals|n|nu|nul)$/.test(text);
}

function parseError(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
