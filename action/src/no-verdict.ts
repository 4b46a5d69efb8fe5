import { exitCodes, isUsageError } from '@pawl/core';
import type { ExitCode } from '@pawl/core';

import { isApiError } from './api-error.ts';
import { isResultsError } from './results/results-error.ts';
import type { Trigger } from './trigger.ts';

/** An end without a verdict: it is red, and says why in one sentence. */
export interface NoVerdict {
  readonly kind: 'no-verdict';
  readonly exitCode: ExitCode;
  readonly sentence: string;
  readonly hint?: string;
  readonly details: readonly string[];
}

/** What is said of anything that was thrown: an Error, or whatever else JavaScript lets one throw. */
export function explainThrown(error: unknown, trigger?: Trigger): NoVerdict {
  if (isUsageError(error)) {
    const details = error.problems.map(({ message }) => message);
    return noVerdict(exitCodes.usage, error.message, { hint: error.hint, details });
  }
  if (isResultsError(error)) {
    const outsider = trigger?.kind === 'pull-request' ? trigger.outsider : undefined;
    if (error.defect === 'missing' && outsider !== undefined) return withoutSecrets(outsider);
    const hint =
      error.defect === 'missing'
        ? 'Look at the job that runs the evals: it left nothing to judge.'
        : undefined;
    return noVerdict(exitCodes.inconclusive, error.message, { hint });
  }
  if (isApiError(error)) {
    const said = `GitHub could not be asked: ${oneLine(error.message)}`;
    return noVerdict(exitCodes.bug, said, { hint: 'Start the workflow again.' });
  }
  const what = error instanceof Error ? `${error.name}: ${error.message}` : describe(error);
  return noVerdict(
    exitCodes.bug,
    `No verdict was reached, because of a mistake in Pawl: ${oneLine(what)}`,
    {
      hint: 'Please report it; nothing about your change was decided.',
    },
  );
}

/** A fork and Dependabot get no secrets: what needs a key cannot run, and that must not look like a pass. */
export function withoutSecrets(outsider: 'fork' | 'dependabot'): NoVerdict {
  const isFork = outsider === 'fork';
  const whose = isFork ? 'comes from a fork' : 'was made by Dependabot';
  const how = isFork ? 'start the trusted run' : 'push a commit to its branch, which starts them';
  return noVerdict(
    exitCodes.inconclusive,
    `This pull request ${whose}, so GitHub gives its workflow no secrets and its evals were not run: a maintainer must ${how}.`,
    { hint: 'See "Pull requests from forks" in docs/action.md.' },
  );
}

/** An end without a verdict, for a reason that is known. */
export function noVerdict(
  exitCode: ExitCode,
  sentence: string,
  more: { readonly hint?: string | undefined; readonly details?: readonly string[] } = {},
): NoVerdict {
  const { hint, details = [] } = more;
  return {
    kind: 'no-verdict',
    exitCode,
    sentence,
    details,
    ...(hint === undefined ? {} : { hint }),
  };
}

function describe(thrown: unknown): string {
  if (typeof thrown === 'string') return thrown;
  try {
    return JSON.stringify(thrown) ?? typeof thrown;
  } catch {
    return typeof thrown;
  }
}

function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').slice(0, 300);
}
