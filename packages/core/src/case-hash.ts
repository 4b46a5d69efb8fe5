import { digest, type Sha256 } from './digest.ts';
import type { EvalCase } from './eval-set.ts';
import type { Json } from './json.ts';

/** What decides about a case: not its tags, cluster, incidents or place. */
export type CaseContent = Pick<EvalCase, 'input' | 'expected' | 'metadata'>;

/** The digest by which a case is known to be the same; `own` describes the scorers that it alone has. */
export function caseHash(
  { input, expected, metadata }: CaseContent,
  own: readonly Json[],
  sha256: Sha256,
): string {
  const content = {
    input,
    ...(expected === undefined ? {} : { expected }),
    ...(metadata === undefined ? {} : { metadata }),
    ...(own.length === 0 ? {} : { scorers: own }),
  };
  return digest(content, sha256);
}
