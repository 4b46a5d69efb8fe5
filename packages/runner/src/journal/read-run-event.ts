import type { RunEvent } from '@pawl/core';

import { parseJson } from '../files/parse-json.ts';
import { FormatError } from './format-error.ts';

/**
 * The event that a checked text holds; `undefined` when it holds none.
 * The checksum vouches for what is inside, so only the shape that tells events apart is looked at.
 */
export function readRunEvent(json: string): RunEvent | undefined {
  const value = parseJson(json);
  if (!isObject(value)) return undefined;
  if (value['type'] === 'run-started' && isNumber(value['format']) && value['format'] > 1) {
    throw new FormatError(value['format'], textOr(value['harness'], 'a newer version'));
  }
  return isRunEvent(value) ? value : undefined;
}

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number';
const textOr = (value: unknown, other: string): string => (isText(value) ? value : other);

function isRunEvent(value: unknown): value is RunEvent {
  if (!isObject(value)) return false;
  switch (value['type']) {
    case 'run-started':
      return isRunStarted(value);
    case 'trial-started':
      return isTrialKey(value);
    case 'trial-finished':
      return isTrialKey(value) && isText(value['request']) && isResult(value['result']);
    case 'run-resumed':
    case 'run-noted':
    case 'run-finished':
      return isText(value['at']);
    default:
      return false;
  }
}

const isRunStarted = (value: Fields): boolean =>
  value['format'] === 1 &&
  isText(value['runId']) &&
  isText(value['planDigest']) &&
  isNumber(value['planned']) &&
  Array.isArray(value['sets']) &&
  Array.isArray(value['targets']);

const isTrialKey = (value: Fields): boolean =>
  isNumber(value['index']) &&
  isNumber(value['trial']) &&
  isText(value['set']) &&
  isText(value['case']) &&
  isText(value['target']);

const isResult = (value: unknown): boolean =>
  isObject(value) &&
  isNumber(value['durationMs']) &&
  (value['kind'] === 'answered' ? Array.isArray(value['scores']) : isObject(value['fault']));
