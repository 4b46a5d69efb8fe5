import type { RunEvent } from '@pawl/core';
import { renderProgress, type ProgressState } from '@pawl/report';

import type { GlobalFlags } from '../grammar/flags.ts';
import type { World } from '../world.ts';
import { canvasOf } from './canvas-of.ts';

const redrawEveryMs = 100;
const lineEveryMs = 10_000;
/** While nothing happens, too. */
const lookEveryMs = 1000;

/** Looks on while a plan is carried out. */
export interface ProgressView {
  readonly onEvent: (event: RunEvent) => void;
  /** Takes the live line away. */
  readonly end: () => void;
}

/** What is looked at. */
export interface Watched {
  readonly planned: number;
  /** Why a provider is not asked at this moment. */
  readonly standstill: () => ProgressState['standstill'];
}

/** A live line on a terminal, a plain line now and then elsewhere, nothing when quiet; also while nothing happens. */
export async function showProgress(
  world: World,
  flags: GlobalFlags,
  { planned, standstill }: Watched,
): Promise<ProgressView> {
  if (flags.quiet === true) return { onEvent: () => undefined, end: () => undefined };
  const isLive =
    world.stderr.isTTY === true && (world.env['CI'] ?? '') === '' && world.env['TERM'] !== 'dumb';
  const draw = isLive ? await liveLine() : plainLines(world);
  const tally = startTally(world, planned);
  let drawnAt = isLive ? Number.NEGATIVE_INFINITY : world.clock();
  const show = (): void => {
    const now = world.clock();
    if (now - drawnAt < draw.everyMs) return;
    drawnAt = now;
    const still = standstill();
    const state = { ...tally.progress(), ...(still === undefined ? {} : { standstill: still }) };
    draw.line(renderProgress(state, canvasOf(world, world.stderr, flags)));
  };
  const ticking = setInterval(show, lookEveryMs).unref();
  return {
    onEvent: (event) => {
      tally.add(event);
      show();
    },
    end: () => {
      clearInterval(ticking);
      draw.end();
    },
  };
}

interface Drawing {
  readonly everyMs: number;
  readonly line: (text: string) => void;
  readonly end: () => void;
}

async function liveLine(): Promise<Drawing> {
  const { createLogUpdate } = await import('log-update');
  const update = createLogUpdate(process.stderr);
  return { everyMs: redrawEveryMs, line: (text) => update(text), end: () => update.clear() };
}

function plainLines(world: World): Drawing {
  return {
    everyMs: lineEveryMs,
    line: (text) => world.stderr.write(`${text}\n`),
    end: () => undefined,
  };
}

interface Tally {
  readonly add: (event: RunEvent) => void;
  readonly progress: () => ProgressState;
}

function startTally(world: World, planned: number): Tally {
  const startedAt = world.clock();
  const counts = { done: 0, passed: 0, faulted: 0, cached: 0, costUsd: 0 };
  return {
    add: (event) => {
      if (event.type !== 'trial-finished') return;
      counts.done += 1;
      if (event.result.kind === 'faulted') {
        counts.faulted += 1;
        return;
      }
      const { scores, costUsd = 0, cached } = event.result;
      counts.costUsd += costUsd;
      if (cached === true) counts.cached += 1;
      if (scores.every((score) => score.kind === 'scored' && score.value === 1)) counts.passed += 1;
    },
    progress: () => ({ ...counts, planned, elapsedMs: world.clock() - startedAt }),
  };
}
