import type { JsonObject, Opinion } from '@pawl/core';

/** An opinion with a value from 0 to 1. */
export function scored(value: number, reason?: string, metadata?: JsonObject): Opinion {
  return {
    kind: 'scored',
    value,
    ...(reason === undefined ? {} : { reason }),
    ...(metadata === undefined ? {} : { metadata }),
  };
}

/** 1 when it holds; else 0 with the reason. */
export function verdictOf(holds: boolean, reasonWhenNot: string): Opinion {
  return holds ? scored(1) : scored(0, reasonWhenNot);
}

/** No opinion, and why. */
export function unscored(reason: string): Opinion {
  return { kind: 'unscored', reason };
}

/** A text in quotes, cut to a length that a reason can hold. */
export function quote(text: string | undefined, length = 80): string {
  if (text === undefined) return 'nothing';
  const cut = text.length > length ? `${text.slice(0, length - 1)}…` : text;
  return JSON.stringify(cut);
}

/** What went wrong, in words, whatever was thrown. */
export function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message === '' ? error.name : error.message;
  return String(error);
}

/** Thrown where there can be no honest opinion: its message is the reason. */
export class NoOpinion extends Error {
  override readonly name = 'NoOpinion';
}

/** The opinion that remains when a scorer has thrown. */
export function opinionOfThrown(error: unknown): Opinion {
  if (error instanceof NoOpinion) return unscored(error.message);
  if (error instanceof RangeError && /call stack/.test(error.message))
    return unscored('The output is nested too deeply to be read');
  return unscored(`The scorer threw: ${messageOf(error)}`);
}
