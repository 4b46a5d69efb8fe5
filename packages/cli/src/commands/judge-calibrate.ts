import { exitCodes, type ExitCode } from '@pawl/core';
import { calibrateDocument, renderCalibration } from '@pawl/report';

import { chooseScorer } from '../calibrate/choose-scorer.ts';
import { collectLabelled } from '../calibrate/collect-labelled.ts';
import { humanLabels } from '../calibrate/human-labels.ts';
import { keepCalibration } from '../calibrate/keep-calibration.ts';
import { openOutputs, scoreWith } from '../calibrate/open-outputs.ts';
import type { CalibrateFlags } from '../grammar/judge.ts';
import { canvasOf } from '../path/canvas-of.ts';
import { jsonText } from '../path/write-reports.ts';
import type { World } from '../world.ts';

/** `pawl judge calibrate`: a scorer beside human labels. Calls no target; the result is kept for the report. */
export async function judgeCalibrate(
  world: World,
  [set = '']: readonly string[],
  flags: CalibrateFlags,
): Promise<ExitCode> {
  const outputs = await openOutputs(world, set, flags);
  const { part, room } = outputs;
  const scorer = chooseScorer(part, flags.scorer);
  const calibration = await collectLabelled({
    set,
    scorer: scorer.name,
    passAt: part.set.policy.passAt ?? (scorer.binary ? 1 : 0.5),
    labels: humanLabels(part.set.scorers, flags.label),
    targets: part.targets.map((target) => target.name),
    events: scoreWith(outputs, scorer),
  });
  await room.close();
  const document = calibrateDocument(calibration);
  await keepCalibration(world, room.project.root, document);
  if (flags.json === true) world.stdout.write(jsonText(document));
  else world.stdout.write(renderCalibration(calibration, canvasOf(world, world.stdout, flags)));
  return calibration.overall.figures === undefined ? exitCodes.inconclusive : exitCodes.pass;
}
