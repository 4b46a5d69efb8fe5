import type { Json } from '@pawl/core';

import { NoOpinion } from '../shape/opinion.ts';

const mostSteps = 1_000_000;
const stepsOfParsing = 500;

/**
 * The first whole JSON object or list in a text that may have prose or fences around it; nothing when
 * there is none. Throws when the text has so many unclosed brackets that an honest search would stall.
 */
export function findJson(text: string): Json | undefined {
  const whole = parseJson(text);
  if (whole !== undefined) return whole;
  let steps = 0;
  for (let at = nextBeginning(text, 0); at !== -1; at = nextBeginning(text, at + 1)) {
    const end = closingOf(text, at);
    steps += (end ?? text.length) - at + stepsOfParsing;
    const value = end === undefined ? undefined : parseJson(text.slice(at, end + 1));
    if (value !== undefined) return value;
    if (steps > mostSteps) throw new NoOpinion('The output has too many brackets to find JSON in');
  }
  return undefined;
}

/** The JSON value that the whole text is; nothing when it is not JSON. */
export function parseJson(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return undefined; // not JSON is an answer here, not a failure
  }
}

const beginning = /\{\s*["}]|\[\s*(?:["[{\]tfn\d]|-\d)/g;

// Where JSON could begin next: most brackets in prose are seen through at a glance.
function nextBeginning(text: string, from: number): number {
  beginning.lastIndex = from;
  return beginning.exec(text)?.index ?? -1;
}

// Where the bracket at `start` closes, brackets inside strings left out.
function closingOf(text: string, start: number): number | undefined {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at += 1) {
    const sign = text[at];
    if (inString) {
      if (sign === '\\') at += 1;
      else if (sign === '"') inString = false;
    } else if (sign === '"') inString = true;
    else if (sign === '{' || sign === '[') depth += 1;
    else if (sign === '}' || sign === ']') depth -= 1;
    if (depth === 0) return at;
  }
  return undefined;
}
