import { readFileSync } from 'node:fs';

import { replyFrom } from './reply-from.ts';

const policy = readFileSync(new URL('policy.md', import.meta.url), 'utf8');

/**
 * A small support agent, and no model: it looks for the section of `policy.md` whose words stand in the
 * question and answers with that section's text. What it says changes when that page changes.
 */
export default function reply(input: unknown): string {
  return replyFrom(policy, typeof input === 'string' ? input : JSON.stringify(input));
}
