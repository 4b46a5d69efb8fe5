import * as core from '@actions/core';
import { headline } from '@pawl/report';

import { annotate, annotationsOf } from './annotate.ts';
import type { Annotation } from './annotate.ts';
import { isApiError } from './api-error.ts';
import { startCheckRun } from './check-run.ts';
import type { CheckRun } from './check-run.ts';
import type { Desk } from './desk.ts';
import { exitCodeOf } from './end.ts';
import type { End, ForkJudged } from './end.ts';
import { expiredOn, tellOwners } from './expired-waivers.ts';
import { addToSummary } from './job-summary.ts';
import type { Marker } from './marker.ts';
import { setOutputs, writeReport } from './outputs.ts';
import { renderComment, renderForkJudged, renderNoVerdict, renderSummary } from './render.ts';
import type { Trigger } from './trigger.ts';
import { upsertComment } from './upsert-comment.ts';

/** Says a verdict, or its absence, in all places that the workflow may write to. Never changes the exit code. */
export async function publish(end: End, desk: Desk, begun?: CheckRun): Promise<void> {
  const texts = textsOf(end, desk);
  if (texts === undefined) {
    setOutputs({ verdict: 'none', exitCode: exitCodeOf(end), summary: '' });
    return;
  }
  const inSummary = await addToSummary(desk.world, texts.summary);
  if (!inSummary) desk.world.log(texts.oneLine);
  annotate(texts.annotations);
  await reporting('comment', 'pull-requests: write', () => comment(end, desk, texts));
  if (desk.inputs.checkRun)
    await reporting('check run', 'checks: write', () => check(desk, texts, begun));
  await tellExpired(end, desk);
  const report = await writeReport(desk.world, texts.files);
  setOutputs({
    verdict: end.kind === 'judged' || end.kind === 'fork-judged' ? end.verdict.outcome : 'none',
    exitCode: exitCodeOf(end),
    summary: texts.oneLine,
    ...(report === undefined ? {} : { report }),
  });
}

interface Texts {
  readonly oneLine: string;
  readonly comment: string;
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  /** Whether there is something to say where no comment stands yet. */
  readonly worthSaying: boolean;
  readonly passed: boolean;
  readonly files: Readonly<Record<string, string>>;
}

function textsOf(end: End, desk: Desk): Texts | undefined {
  if (end.kind === 'judged') {
    const body = renderComment(end, desk);
    const summary = renderSummary(end, desk);
    return {
      oneLine: headline(end.verdict, end.record),
      comment: body,
      summary,
      annotations: annotationsOf(end),
      worthSaying: end.verdict.outcome !== 'pass' || end.collected.waiting.length > 0,
      passed: end.verdict.outcome === 'pass',
      files: {
        'verdict.json': `${JSON.stringify(end.verdict, null, 2)}\n`,
        'comment.md': body,
        'summary.md': summary,
      },
    };
  }
  if (end.kind === 'fork-judged') return textsOfFork(end, desk);
  if (end.kind !== 'no-verdict') return undefined;
  const text = renderNoVerdict(end, desk);
  return {
    oneLine: end.sentence,
    comment: text,
    summary: text,
    annotations: [{ level: 'error', title: 'Pawl', message: end.sentence }],
    worthSaying: true,
    passed: false,
    files: { 'comment.md': text, 'summary.md': text },
  };
}

function textsOfFork(end: ForkJudged, desk: Desk): Texts {
  const text = renderForkJudged(end, desk);
  const passed = end.verdict.outcome === 'pass';
  return {
    oneLine: end.verdict.summary,
    comment: text,
    summary: text,
    annotations: [],
    worthSaying: !passed,
    passed,
    files: { 'comment.md': text, 'summary.md': text },
  };
}

/** The sticky comment's marker for this run. */
export function markerOf(desk: Desk, state: Marker['state']): Marker {
  const { place, inputs, trigger } = desk;
  const group = inputs.sets.length === 0 ? 'all' : inputs.sets.toSorted().join('+');
  const key = `${place.workflow}/${desk.prefix}/${group}`;
  return { key, head: trigger.headSha, runId: place.runId, attempt: place.attempt, state };
}

/** Whether this workflow can have a comment at all: on `pull_request` a fork's token and Dependabot's cannot write one. */
export function mayComment(
  trigger: Trigger,
): trigger is Extract<Trigger, { readonly kind: 'pull-request' }> {
  if (trigger.kind !== 'pull-request') return false;
  const { outsider, event, measuredOn } = trigger;
  return outsider === undefined || event === 'pull_request_target' || measuredOn !== undefined;
}

/** The issue is a courtesy: where it may not be written, the summary says so, and the branch is red all the same. */
async function tellExpired(end: End, desk: Desk): Promise<void> {
  const expired = expiredOn(end, desk);
  if (expired.length === 0) return;
  try {
    await tellOwners(desk, expired);
  } catch (error) {
    if (!isApiError(error)) throw error;
    const line =
      'No issue was written to the owners of the expired waivers; `permissions: { issues: write }` allows it.';
    if (!(await addToSummary(desk.world, line))) desk.world.log(line);
  }
}

async function comment(_end: End, desk: Desk, texts: Texts): Promise<void> {
  const { trigger, inputs, api } = desk;
  if (inputs.comment === 'never' || !mayComment(trigger)) return;
  await upsertComment(api, {
    pullRequest: trigger.number,
    marker: markerOf(desk, 'done'),
    body: texts.comment,
    onlyUpdate: inputs.comment === 'on-change' && !texts.worthSaying,
  });
}

/**
 * Begins the check run before anything is measured, so that an older conclusion on the same commit no longer shows. Where
 * that is refused, completing it is refused as well, and told then.
 */
export async function beginCheck(desk: Desk): Promise<CheckRun | undefined> {
  const { checkRun, mode } = desk.inputs;
  if (!checkRun || (mode !== 'auto' && mode !== 'gate')) return undefined;
  try {
    return await startCheck(desk);
  } catch (error) {
    if (!isApiError(error)) throw error;
    return undefined;
  }
}

function startCheck({ api, place, trigger, world }: Desk): Promise<CheckRun> {
  const name = `pawl / ${place.job}`;
  return startCheckRun(api, { name, headSha: trigger.headSha, at: world.now().toISOString() });
}

async function check(desk: Desk, texts: Texts, begun: CheckRun | undefined): Promise<void> {
  const { world } = desk;
  const run = begun ?? (await startCheck(desk));
  const result = { title: texts.oneLine, summary: texts.comment, passed: texts.passed };
  await run.complete(result, world.now().toISOString());
}

/** What GitHub does not let us say is in the job summary all the same; one warning tells what to allow. */
async function reporting(
  what: string,
  permission: string,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isApiError(error)) throw error;
    core.warning(
      error.trouble === 'forbidden'
        ? `The ${what} could not be written; the result is in the job summary. Let the job write it:\npermissions:\n  contents: read\n  ${permission}`
        : `The ${what} could not be written (${error.message}); the result is in the job summary.`,
    );
  }
}
