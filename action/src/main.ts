import { relative } from 'node:path';

import { exitCodes } from '@pawl/core';
import type { ExitCode } from '@pawl/core';
import { UsageError } from '@pawl/core';

import { isApiError } from './api-error.ts';
import { openApi } from './api.ts';
import type { Desk } from './desk.ts';
import { exitCodeOf } from './end.ts';
import type { End } from './end.ts';
import { failEarly, sayEnd } from './fail-early.ts';
import { adoptFork } from './fork/fork-trigger.ts';
import { layForkData, storeIfFork, trustedVerdict } from './fork/trusted-run.ts';
import { openGit } from './git.ts';
import type { Git } from './git.ts';
import { readInputs } from './inputs.ts';
import type { Inputs } from './inputs.ts';
import { judgeResults } from './judge-results.ts';
import { explainThrown, noVerdict, withoutSecrets } from './no-verdict.ts';
import { beginCheck, markerOf, mayComment, publish } from './publish.ts';
import { recordResults } from './record-results.ts';
import { renderRunning } from './render.ts';
import { runPawl } from './run-pawl.ts';
import { readPlace, readTrigger } from './trigger.ts';
import { upsertComment } from './upsert-comment.ts';
import type { World } from './world.ts';

/** The action. Whatever happens, it ends with a verdict, or red with one sentence that says why there is none. */
export async function main(world: World): Promise<ExitCode> {
  let desk: Desk;
  try {
    desk = await openDesk(world);
  } catch (error) {
    return failEarly(explainThrown(error), world);
  }
  try {
    const begun = await beginCheck(desk);
    const end = await work(desk);
    await publish(end, desk, begun);
    sayEnd(end, world);
    return exitCodeOf(end);
  } catch (error) {
    return failEarly(explainThrown(error, desk.trigger), world);
  }
}

async function openDesk(world: World): Promise<Desk> {
  const place = readPlace(world.env);
  const event = await readTrigger(world);
  const inputs = readInputs(world);
  if (inputs.token === '') {
    throw new UsageError('no-token', 'Input `github-token` is empty.', {
      hint: 'Leave it out, so that the workflow’s own token is taken.',
    });
  }
  const git = openGit(inputs.root);
  const api = openApi(place, inputs.token, world);
  const trigger = await adoptFork(event, inputs, api);
  return {
    inputs,
    place,
    trigger,
    world,
    git,
    api,
    prefix: await projectPrefix(git, inputs, world),
  };
}

/** Git knows it where there is a checkout, which may itself lie in a folder of the workspace. */
async function projectPrefix(git: Git, inputs: Inputs, world: World): Promise<string> {
  const inGit = await git.ask('rev-parse', '--show-prefix');
  const path = inGit?.trim() ?? relative(world.workspace, inputs.root).replaceAll('\\', '/');
  return path.replace(/\/$/, '');
}

/** Trouble of every kind is turned into an end of its own, so that it is published like a verdict. */
async function work(desk: Desk): Promise<End> {
  try {
    refuseUnsafe(desk);
    return await workInMode(desk);
  } catch (error) {
    return explainThrown(error, desk.trigger);
  }
}

/** Secrets and a stranger's code never meet, unless the workflow says that it keeps them apart itself. */
function refuseUnsafe({ trigger, inputs }: Desk): void {
  const isStranger = trigger.kind === 'pull-request' && trigger.outsider === 'fork';
  if (!isStranger || trigger.event !== 'pull_request_target' || inputs.allowForkHead) return;
  throw new UsageError(
    'unsafe-event',
    'On `pull_request_target` this workflow holds secrets while the pull request comes from a fork.',
    { hint: 'Use `pull_request`, or read docs/action.md before setting `allow-fork-head: true`.' },
  );
}

function workInMode(desk: Desk): Promise<End> {
  switch (desk.inputs.mode) {
    case 'auto':
      return runAndGate(desk);
    case 'run':
      return run(desk);
    case 'gate':
      return gate(desk);
    case 'record':
      return record(desk);
  }
}

/** A fork's own gate has no results; then the trusted run's verdict on the same content stands. */
async function gate(desk: Desk): Promise<End> {
  try {
    const judged = await judgeResults(desk);
    await storeIfFork(desk, judged);
    return judged;
  } catch (error) {
    const trusted = await trustedVerdict(desk, error);
    if (trusted === undefined) throw error;
    return trusted;
  }
}

async function runAndGate(desk: Desk): Promise<End> {
  await announce(desk);
  const ended = await run(desk);
  if (ended.kind !== 'ran') return ended;
  return judgeResults(desk, `${desk.inputs.results}/${ended.runId}`);
}

/** A standing comment says that a new measurement is under way; none is begun for that. */
async function announce(desk: Desk): Promise<void> {
  const { trigger, inputs, api } = desk;
  if (inputs.comment === 'never' || !mayComment(trigger)) return;
  try {
    await upsertComment(api, {
      pullRequest: trigger.number,
      marker: markerOf(desk, 'running'),
      body: renderRunning(desk),
      onlyUpdate: inputs.comment !== 'always',
    });
  } catch (error) {
    if (!isApiError(error)) throw error;
    desk.world.log(`The comment could not be brought up to date: ${error.message}`);
  }
}

async function run(desk: Desk): Promise<End> {
  const { inputs, world, trigger } = desk;
  await layForkData(desk);
  const ended = await runPawl(inputs, world);
  if (ended.kind === 'cancelled') {
    return noVerdict(exitCodes.interrupted, 'The run was cancelled before it was judged.');
  }
  if (ended.kind === 'recorded') {
    const complete = ended.exitCode === exitCodes.pass;
    return {
      kind: 'ran',
      runId: ended.runId,
      exitCode: complete ? exitCodes.pass : exitCodes.inconclusive,
    };
  }
  if (trigger.kind === 'pull-request' && trigger.outsider !== undefined)
    return withoutSecrets(trigger.outsider);
  const usage = ended.exitCode === exitCodes.usage;
  const sentence = usage
    ? 'The evals were not run, because of a mistake in their files or configuration.'
    : `The evals were not run: \`pawl\` ended with exit code ${ended.exitCode}.`;
  return noVerdict(usage ? exitCodes.usage : exitCodes.bug, sentence, {
    hint: 'The log of this step names it.',
  });
}

async function record(desk: Desk): Promise<End> {
  if (desk.trigger.kind === 'pull-request') {
    throw new UsageError('record-on-pull-request', 'A pull request stores no baseline.', {
      hint: 'Run `mode: record` on push and merge_group only.',
    });
  }
  const judged = await judgeResults(desk);
  try {
    const recorded = await recordResults(desk, judged);
    for (const { set, target, outcome, why } of recorded.cells) {
      desk.world.log(
        `${set} on ${target}: ${outcome}${why === undefined ? '' : `, because ${why}`}`,
      );
    }
    return { ...recorded, exitCode: exitCodes.pass };
  } catch (error) {
    if (!isApiError(error) || error.trouble !== 'forbidden') throw error;
    return noVerdict(
      exitCodes.bug,
      'The baseline could not be stored, because the token may not write.',
      {
        hint: 'Give the recording job `permissions: { contents: write }`.',
      },
    );
  }
}
