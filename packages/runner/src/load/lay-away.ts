import type { CaseContent, EvalCase } from '@pawl/core';

const parts = ['input', 'expected', 'metadata'] as const;

/** A case whose content stays in its file and is read again when somebody asks for it: many long cases need little memory. */
export function layAway(evalCase: EvalCase, again: () => CaseContent): EvalCase {
  const light = { ...evalCase };
  for (const part of parts) {
    if (evalCase[part] === undefined) continue;
    Object.defineProperty(light, part, { get: () => again()[part], enumerable: true });
  }
  return light;
}
