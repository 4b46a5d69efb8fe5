import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { calibrateDocumentSchema, type CalibrateDocument } from '@pawl/report';
import type { CalibrationFacts } from '@pawl/report/pages';
import { z } from 'zod';

import { calibrationsFolder } from '../calibrate/keep-calibration.ts';

/** The kept calibrations, and what is to be said of those that cannot be read. */
export interface KeptCalibrations {
  readonly calibrations: readonly CalibrationFacts[];
  readonly gaps: readonly string[];
}

/** Files that are read; the trend of a judge is no longer than that. */
const most = 1000;

const stampSchema = z.object({ at: z.iso.datetime(), commit: z.string().exactOptional() });

/** Reads the results that `pawl judge calibrate` kept, oldest first. */
export async function readCalibrations(root: string): Promise<KeptCalibrations> {
  const folder = calibrationsFolder(root);
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.json'));
  const found: CalibrationFacts[] = [];
  const lost: string[] = [];
  for (const file of files.toSorted(byTime).slice(-most)) {
    const facts = await readOne(join(folder, file));
    if (facts === undefined) lost.push(file);
    else found.push(facts);
  }
  return {
    calibrations: found.toSorted((a, b) => Number(a.at > b.at) - Number(a.at < b.at)),
    gaps: lost.map((file) => `The calibration ${file} cannot be read and is left out.`),
  };
}

/** The time stands at the end of the name. */
const byTime = (a: string, b: string): number => (timeOf(a) < timeOf(b) ? -1 : 1);
const timeOf = (file: string): string => file.slice(file.lastIndexOf('-') + 1);

async function readOne(path: string): Promise<CalibrationFacts | undefined> {
  try {
    const kept: unknown = JSON.parse(await readFile(path, 'utf8'));
    const document = calibrateDocumentSchema.safeParse(kept);
    const stamp = stampSchema.safeParse(kept);
    return document.success && stamp.success ? toFacts(document.data, stamp.data) : undefined;
  } catch {
    return undefined;
  }
}

/** Where one case has several outputs, the wider interval of whole cases is the one that holds. */
function toFacts(
  document: CalibrateDocument,
  stamp: z.infer<typeof stampSchema>,
): CalibrationFacts {
  const { set, scorer, n, agreement, kappa, intervals, resampled, labels, targets } = document;
  const ends = resampled?.agreement ?? intervals?.['agreement'];
  const bounded =
    agreement === undefined || ends === undefined ? undefined : { value: agreement, ...ends };
  return {
    set,
    scorer,
    ...stamp,
    outputs: n,
    labels,
    targets: targets.map(({ target }) => target),
    ...(bounded === undefined ? {} : { agreement: bounded }),
    ...(kappa === undefined ? {} : { kappa: { ...kappa, ...resampled?.kappa } }),
  };
}
