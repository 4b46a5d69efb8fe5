import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

import { exitCodes, UsageError, type ExitCode } from '@pawl/core';
import { checkMemo, makeMemo, readReferences, type MemoFault } from '@pawl/report/pages';

import type { MemoFlags } from '../grammar/reports.ts';
import { openHistory } from '../path/open-history.ts';
import { workingFolder } from '../path/open-project.ts';
import { jsonText } from '../path/write-reports.ts';
import { documentsOf } from '../report/memo-documents.ts';
import { openMemo } from '../report/open-memo.ts';
import { writePage } from '../report/write-page.ts';
import type { World } from '../world.ts';

/** `pawl memo`: a decision memo whose every number points into a record, or the check of one. */
export async function memo(
  world: World,
  runs: readonly string[],
  flags: MemoFlags,
): Promise<ExitCode> {
  if (flags.check !== undefined) return check(world, flags.check, flags);
  if (runs.length === 0) {
    throw new UsageError('no-run', 'A memo is about runs, and none is named.', {
      hint: 'Name one or more: pawl memo latest, or pawl memo latest:old latest:new',
    });
  }
  const text = makeMemo(await openMemo(world, runs, flags));
  if (flags.out === undefined) {
    world.stdout.write(flags.json === true ? jsonText({ format: 1, markdown: text }) : text);
    return exitCodes.pass;
  }
  const file = resolve(workingFolder(world, flags), flags.out);
  await writePage(file, text);
  world.stdout.write(flags.json === true ? jsonText({ format: 1, file }) : `${file}\n`);
  return exitCodes.pass;
}

async function check(world: World, asked: string, flags: MemoFlags): Promise<ExitCode> {
  const { store } = await openHistory(world, flags);
  const text = await readFile(resolve(workingFolder(world, flags), asked), 'utf8').catch(() => {
    throw new UsageError('no-memo', `There is no memo at ${asked}.`, {
      hint: 'Name the file that `pawl memo --out` wrote.',
    });
  });
  const sources = new Set(readReferences(text).map((reference) => reference.source));
  if (sources.size === 0) {
    throw new UsageError('no-references', `${asked} refers to no record.`, {
      hint: 'Only a memo made by `pawl memo` can be checked.',
    });
  }
  const documents = await documentsOf(store, sources);
  const found = checkMemo(text, (source) => documents.get(source));
  if (flags.json === true) world.stdout.write(jsonText({ format: 1, ...found }));
  else world.stdout.write(tellCheck(found));
  return found.faults.length + found.unknown.length === 0 ? exitCodes.pass : exitCodes.fail;
}

function tellCheck({ numbers, faults, unknown }: ReturnType<typeof checkMemo>): string {
  if (faults.length + unknown.length === 0) return `All ${numbers} numbers and verdicts hold.\n`;
  const lines = [
    ...faults
      .slice(0, 20)
      .map((fault) => `[^${fault.id}] ${tellFault(fault)}: ${fault.source} ${fault.pointer}`),
    ...unknown.map((id) => `[^${id}] has no reference`),
  ];
  return `${faults.length + unknown.length} of ${numbers} numbers and verdicts do not hold.\n${lines.join('\n')}\n`;
}

function tellFault({ why, was, now }: MemoFault): string {
  switch (why) {
    case 'gone':
      return `was ${was}, and no record holds it any more`;
    case 'changed':
      return `was ${was}, is ${now}`;
    case 'rewritten':
      return `the text says something else than ${was}`;
    case 'unused':
      return 'the text no longer shows it';
  }
}
